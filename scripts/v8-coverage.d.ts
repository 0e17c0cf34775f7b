/** The package has no types of its own; these are the parts that are used. */
declare module "@bcoe/v8-coverage" {
  import type { Profiler } from "node:inspector";

  /** What Node writes of a process. */
  export interface ProcessCov {
    readonly result: readonly Pick<Profiler.ScriptCoverage, "url" | "functions">[];
  }

  /** What several processes ran together. */
  export function mergeProcessCovs(all: readonly ProcessCov[]): ProcessCov;
}
