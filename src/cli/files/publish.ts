import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OutputFile } from "../../lower/synth.js";
import { CannotRun } from "../cannot-run.js";
import { makeFolder, removeEmpty } from "./folders.js";
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
  async undo(): Promise<void> {
    for (const step of this.steps.reverse()) await undoStep(step).catch(() => undefined);
    for (const path of this.temporary) await rm(path, { force: true }).catch(() => undefined);
    await removeEmpty(this.folders);
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
export async function publish(
  folder: string,
  files: readonly OutputFile[],
  obsolete: readonly string[] = [],
): Promise<readonly Published[]> {
  const made = new Made();
  try {
    const steps = await Promise.all(files.map(({ path, text }) => stepTo(join(folder, path), text)));
    const removals = await Promise.all(obsolete.map((path) => stepTo(join(folder, path), undefined)));
    for (const one of new Set([...steps, ...removals].map(({ path }) => dirname(path)))) await removeLeftOvers(one);
    await replaceAll(steps.filter(isChange), made);
    await removeAll(removals.filter(isChange), made);
    return [
      ...files.map(({ path }, index) => ({ path, change: changeOf(steps[index]) })),
      ...obsolete.flatMap((path, index) => (isChange(removals[index]) ? [{ path, change: "removed" as const }] : [])),
    ];
  } catch (error) {
    await made.undo();
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`Cannot write to ${folder}: ${(error as Error).message}`);
  }
}

async function stepTo(path: string, now: string | undefined): Promise<Step> {
  const before = readIfThere(path);
  // A link that is obsolete goes; what it leads to may serve others.
  if (now === undefined) return { path, before, now };
  return { ...(await targetOf(path)), before, now };
}

function isChange(step: Step | undefined): boolean {
  return step?.before !== step?.now;
}

function changeOf(step: Step | undefined): Published["change"] {
  return step?.before === undefined ? "new" : isChange(step) ? "changed" : "same";
}

async function replaceAll(steps: readonly Step[], made: Made): Promise<void> {
  const pending: (readonly [string, Step])[] = [];
  for (const step of steps) {
    made.folders.push(...(await makeFolder(dirname(step.path))));
    const temporary = await writeTemporary(step.path, step.now ?? "", step.mode);
    made.temporary.push(temporary);
    pending.push([temporary, step]);
  }
  for (const [temporary, step] of pending) {
    await rename(temporary, step.path);
    made.steps.push(step);
  }
}

async function removeAll(steps: readonly Step[], made: Made): Promise<void> {
  for (const step of steps) {
    await rm(step.path);
    made.steps.push(step);
  }
}

/** What somebody else has written since then stays. */
async function undoStep({ path, mode, before, now }: Step): Promise<void> {
  if (readIfThere(path) !== now) return;
  if (before === undefined) return rm(path, { force: true });
  await rename(await writeTemporary(path, before, mode), path);
}
