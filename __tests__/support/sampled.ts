import { inject } from "vitest";
import { drawSample } from "../../e2e/sample.js";

/** Whether tests are to take all that there is, as they do in CI, and not as much as `npm test` has the time for. */
export const TAKES_ALL = process.env.NANOKIT_TESTS === "whole";

/**
 * As many of the items as `npm test` has the time for, in their order. The commit draws them, or `FAST_CHECK_SEED`; `NANOKIT_TESTS=whole`
 * takes all, as CI does.
 */
export function sampled<T>(items: readonly T[], nameOf: (item: T) => string, size: number): readonly T[] {
  return TAKES_ALL ? items : drawSample(items, nameOf, size, inject("sampleSeed"));
}

/** How often a property that takes long is tried: so often with `NANOKIT_TESTS=whole`, and else a tenth of it, at least five times. */
export function runs(times: number): { readonly numRuns: number } {
  return { numRuns: TAKES_ALL ? times : Math.max(Math.ceil(times / 10), Math.min(times, 5)) };
}
