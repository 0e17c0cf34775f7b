import { createRequire } from "node:module";
import fc from "fast-check";
import { afterAll, inject } from "vitest";
import { removeTemporaryFolders } from "./support/temporary.js";

/**
 * Property tests draw the same samples in every run, so that a red run is about the change and not about luck.
 * `FAST_CHECK_SEED=random npm test` draws new ones, and a number draws those again.
 */
const { FAST_CHECK_SEED = "20260101" } = process.env;
fc.configureGlobal({
  seed: FAST_CHECK_SEED === "random" ? Math.trunc(Math.random() * 2 ** 31) : Number(FAST_CHECK_SEED),
});

// As in the built command: cdktf takes a stack trace of each token it makes, and that is half the time of making a stack.
const cdktf: { captureStackTrace: () => string[] } = createRequire(import.meta.url)(
  "cdktf/lib/tokens/private/stack-trace",
);
cdktf.captureStackTrace = () => [];

afterAll(removeTemporaryFolders);

const childCoverage = inject("childCoverage");
if (childCoverage) {
  const { recordChildren } = await import("../scripts/child-coverage.js");
  afterAll(recordChildren(childCoverage, inject("command")));
}
