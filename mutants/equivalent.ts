import type { Mutant } from "./workshop.js";

/** A fault that changes nothing that anybody could notice. */
interface Equivalent {
  readonly file: string;
  /** The text that it replaces, and by which. */
  readonly code: string;
  readonly by: string;
  readonly reason: string;
}

const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "src/changes/render-json.ts",
    code: 'stack.status === "unreadable" && { problem: stack.problem }',
    by: 'stack.status === "unreadable" || { problem: stack.problem }',
    reason: "any other stack has no problem, and JSON has no member without a value",
  },
  {
    file: "src/changes/rules/file-system.ts",
    code: "replacing.length > 0",
    by: "replacing.length >= 0",
    reason: "a file system refers to nothing that could be replaced, so what it is replaced for is its own",
  },
  ...[
    { code: "before !== undefined", by: "false" },
    { code: "known.set(text, found);", by: ";" },
  ].map((fault) => ({
    file: "src/resolve/blank-findings.ts",
    ...fault,
    reason: "answers are remembered for the sake of time: without that the same ones are worked out again",
  })),
  ...[
    { file: "src/resolve/logging.ts", code: "Object.keys(logging).length === 0", by: "false" },
    { file: "src/resolve/resolve.ts", code: "cronJobs.length > 0", by: "cronJobs.length >= 0" },
  ].map((fault) => ({ ...fault, reason: "an empty block or list is made into the same as none" })),
];

/** Why a fault changes nothing; undefined for one that is not known for it. */
export function reasonFor({ file, original, mutation }: Mutant): string | undefined {
  return EQUIVALENT.find((one) => one.file === file && one.code === original && one.by === mutation.text)?.reason;
}
