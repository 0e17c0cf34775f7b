import { type Change, type Summary, summarize } from "./changes.js";

/** How the output of one environment compares with what the file gives. */
export type StackReport = {
  /** `shop-stage`. */
  readonly stack: string;
  /** Of its file: `generated/stacks/shop-stage/cdk.tf.json`. */
  readonly path: string;
} & (
  | { readonly status: "same" }
  /** The same meaning in other bytes: `lineEnds` where Git has turned the line ends around, otherwise someone has reformatted it. */
  | { readonly status: "lineEnds" | "formatted" }
  | { readonly status: "changed"; readonly changes: readonly Change[] }
  /** The environment is not in the output at all. */
  | { readonly status: "new"; readonly changes: readonly Change[] }
  /** What is there is no Terraform JSON; `problem` is a sentence. */
  | { readonly status: "unreadable"; readonly problem: string }
);

/** What `check` has found. */
export interface CheckReport {
  /** `nanokit.yml`. */
  readonly file: string;
  /** Folder of the output. */
  readonly output: string;
  /** The git revision that the output was taken from. @default the working tree */
  readonly against?: string;
  readonly stacks: readonly StackReport[];
  /** Stacks in the output that the file no longer makes. */
  readonly leftOver: readonly string[];
  /** What is wrong with manifest.json: a sentence. @default nothing */
  readonly manifest?: string;
}

/** Whether the output is what the file gives. Line ends are Git's business. */
export function isSame({ stacks, manifest }: CheckReport): boolean {
  return manifest === undefined && stacks.every(({ status }) => status === "same" || status === "lineEnds");
}

/** The changes of a stack; none where there is nothing to compare. */
export function changesOf(report: StackReport): readonly Change[] {
  return report.status === "changed" || report.status === "new" ? report.changes : [];
}

/** Resources and marks of all stacks. */
export function totals({ stacks }: CheckReport): Summary {
  return summarize(stacks.flatMap(changesOf));
}
