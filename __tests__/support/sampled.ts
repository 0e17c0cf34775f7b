import { inject } from "vitest";
import { drawSample } from "../../e2e/sample.js";

/**
 * As many of the items as `npm test` has the time for, in their order. The commit draws them, or `FAST_CHECK_SEED`; `NANOKIT_TESTS=whole`
 * takes all, as CI does.
 */
export function sampled<T>(items: readonly T[], nameOf: (item: T) => string, size: number): readonly T[] {
  return process.env.NANOKIT_TESTS === "whole" ? items : drawSample(items, nameOf, size, inject("sampleSeed"));
}
