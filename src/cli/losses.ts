import type { StackChanges } from "../changes/changes.js";
import { compareStacks } from "../changes/compare.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import type { OutputFile } from "../lower/synth.js";
import { droppedData } from "../report/protection.js";
import { madeStacks, readStack, type UnreadableStack } from "../stack/read.js";
import { conflictMarkerIn } from "../stack/unreadable.js";
import { isVersions, type StackText } from "./stack-files.js";

/** The description of a stack that would be overwritten or removed. */
export interface Replaced extends StackText {
  readonly stack: string;
}

/**
 * Reports what would be lost with the descriptions that new files take the place of. One that cannot be read may hold anything, so it is
 * not replaced either. Each is read alone: of two that lie side by side, Terraform may have applied either.
 */
export function reportLosses(
  source: SourceFile,
  output: string,
  replaced: readonly Replaced[],
  files: readonly OutputFile[],
  diagnostics: Diagnostics,
): void {
  const made = madeStacks(files);
  for (const { stack, path: inside, text } of replaced) {
    const path = `${output}/${inside}`;
    const next = made.get(stack);
    if (next === undefined) throw new Error(`Internal error: ${stack} is not among the new stacks`);
    const before = readStack([{ path, text }]);
    const dropped = before.readable ? droppedData(before.stack, next) : [];
    if (!before.readable) reportUnreadable(stack, before, diagnostics);
    else if (dropped.length > 0) {
      for (const one of dropped)
        diagnostics.report("NK601", { file: source, start: 0, end: 0 }, { stack, path, ...one });
      // The file beside the description has no resources to take steps for.
    } else if (!isVersions({ path, text })) reportSteps(source, compareStacks(stack, before.stack, next), diagnostics);
  }
}

/** Reports what has to be done before an apply goes through, each once. */
function reportSteps(source: SourceFile, { stack, changes }: StackChanges, diagnostics: Diagnostics): void {
  const said = new Set<string>();
  for (const { address, marks } of changes) {
    for (const { code, text } of marks) {
      if (code === undefined || said.has(text)) continue;
      said.add(text);
      diagnostics.report(code, { file: source, start: 0, end: 0 }, { stack, address, text });
    }
  }
}

function reportUnreadable(stack: string, { file, fault }: UnreadableStack, diagnostics: Diagnostics): void {
  const { path } = file;
  diagnostics.report("NK603", { file: blanked(file), start: fault.at, end: fault.at }, { stack, path, fault });
}

/** The file without what it says: the place is shown, and nobody's values with it. Conflict markers are nobody's values. */
function blanked({ path, text }: SourceFile): SourceFile {
  const lines = text
    .split("\n")
    .map((line) => (conflictMarkerIn(line) === undefined ? line.replaceAll(/[^\s{}[\],:]/g, "*") : line));
  return { path, text: lines.join("\n") };
}
