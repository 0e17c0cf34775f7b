import { renameSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile } from "../../lower/synth.js";
import { CannotRun } from "../cannot-run.js";
import { makeFolder, removeEmpty } from "./folders.js";
import { ifPossible } from "./if-possible.js";
import { readIfThere } from "./read.js";
import { targetOf } from "./target.js";
import { removeLeftOvers, writeTemporary } from "./temporary.js";

/** What happened to one file of the output. */
export interface Published {
  readonly path: string;
  readonly change: "new" | "changed" | "same" | "removed";
}

/** A file that changes: its text before and now, undefined where there is none. */
interface Step {
  readonly path: string;
  /** Its rights. @default those of a new file */
  readonly mode?: number;
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** What a run has made so far, for the case that it has to be taken back. */
class Made {
  readonly folders: string[] = [];
  readonly temporary: string[] = [];
  readonly steps: Step[] = [];

  /** Takes back what this run has made, and nothing else; what fails here has the same cause as what failed before. */
  undo(): void {
    for (const step of this.steps.reverse()) ifPossible(() => undoStep(step));
    for (const path of this.temporary) ifPossible(() => unlinkSync(path));
    removeEmpty(this.folders);
  }
}

/**
 * Writes the output whole or not at all: every file is first written beside its place, and all are renamed only when every one of
 * them is complete. Files that are the same already stay untouched. Nothing else in the folder is looked at, but for temporary files of
 * runs that were killed.
 *
 * @param obsolete files that these replace. They go last: two descriptions of a stack are an error to Terraform, none would destroy it
 * @throws CannotRun when something cannot be written; then all is as it was
 */
export function publish(
  folder: string,
  files: readonly OutputFile[],
  obsolete: readonly string[] = [],
): readonly Published[] {
  const made = new Made();
  try {
    const steps = files.map(({ path, text }) => stepTo(join(folder, path), text));
    const removals = obsolete.map((path) => stepTo(join(folder, path), undefined));
    for (const one of new Set([...steps, ...removals].map(({ path }) => dirname(path)))) removeLeftOvers(one);
    replaceAll(steps.filter(isChange), made);
    removeAll(removals.filter(isChange), made);
    return [
      ...files.map(({ path }, index) => ({ path, change: changeOf(steps[index]) })),
      ...obsolete.flatMap((path, index) => (isChange(removals[index]) ? [{ path, change: "removed" as const }] : [])),
    ];
  } catch (error) {
    made.undo();
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`Cannot write to ${folder}: ${(error as Error).message}`);
  }
}

function stepTo(path: string, now: string | undefined): Step {
  const before = readIfThere(path);
  // A link that is obsolete goes; what it leads to may serve others.
  if (now === undefined) return { path, before, now };
  return { ...targetOf(path), before, now };
}

function isChange(step: Step | undefined): boolean {
  return step?.before !== step?.now;
}

function changeOf(step: Step | undefined): Published["change"] {
  return step?.before === undefined ? "new" : isChange(step) ? "changed" : "same";
}

function replaceAll(steps: readonly Step[], made: Made): void {
  const pending: (readonly [string, Step])[] = [];
  for (const step of steps) {
    made.folders.push(...makeFolder(dirname(step.path)));
    const temporary = writeTemporary(step.path, step.now ?? "", step.mode);
    made.temporary.push(temporary);
    pending.push([temporary, step]);
  }
  for (const [temporary, step] of pending) {
    renameSync(temporary, step.path);
    made.steps.push(step);
  }
}

function removeAll(steps: readonly Step[], made: Made): void {
  for (const step of steps) {
    unlinkSync(step.path);
    made.steps.push(step);
  }
}

/** What somebody else has written since then stays. */
function undoStep({ path, mode, before, now }: Step): void {
  if (readIfThere(path) !== now) return;
  if (before === undefined) unlinkSync(path);
  else renameSync(writeTemporary(path, before, mode), path);
}
