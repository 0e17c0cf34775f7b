import { readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OutputFile } from "../lower/synth.js";
import { CannotRun } from "./cannot-run.js";

/** What happened to one file of the output. */
export interface Published {
  readonly path: string;
  readonly change: "new" | "changed" | "same" | "removed";
}

/** A file on its way: complete beside its place, and what was at its place before. */
interface Pending {
  readonly temporary: string;
  readonly target: string;
  readonly before: string | undefined;
}

/**
 * Writes the output whole or not at all: every file is first written beside its place, and all are renamed only when every one of
 * them is complete. Files that are the same already stay untouched, and nothing else in the folder is looked at.
 *
 * @param obsolete files that these replace. They go last: two descriptions of a stack are an error to Terraform, none would destroy it
 * @throws CannotRun when something cannot be written; then all is as it was
 */
export async function publish(
  folder: string,
  files: readonly OutputFile[],
  obsolete: readonly string[] = [],
): Promise<readonly Published[]> {
  const made: string[] = [];
  const pending: Pending[] = [];
  const renamed: Pending[] = [];
  const published: Published[] = [];
  try {
    for (const { path, text } of files) {
      const target = join(folder, path);
      const before = readIfThere(target);
      published.push({ path, change: before === undefined ? "new" : before === text ? "same" : "changed" });
      if (before === text) continue;
      const first = await mkdir(dirname(target), { recursive: true });
      if (first !== undefined) made.push(first);
      const temporary = `${target}.${process.pid}.tmp`;
      pending.push({ temporary, target, before });
      await writeFile(temporary, text);
    }
    for (const one of pending) {
      await rename(one.temporary, one.target);
      renamed.push(one);
    }
    for (const path of obsolete) {
      const target = join(folder, path);
      const before = readIfThere(target);
      if (before === undefined) continue;
      // Undone like the others, by what was there.
      renamed.push({ temporary: target, target, before });
      await rm(target);
      published.push({ path, change: "removed" });
    }
    return published;
  } catch (error) {
    await undo(pending, renamed, made);
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`Cannot write to ${folder}: ${(error as Error).message}`);
  }
}

/** Takes back as much as can be taken back; what fails here has the same cause as what failed before. */
async function undo(pending: readonly Pending[], renamed: readonly Pending[], made: readonly string[]): Promise<void> {
  const restore = ({ target, before }: Pending) =>
    before === undefined ? rm(target, { force: true }) : writeFile(target, before);
  await Promise.allSettled(renamed.map(restore));
  await Promise.allSettled(pending.map(({ temporary }) => rm(temporary, { force: true })));
  // The folders hold nothing but what this run made in them.
  for (const folder of [...made].reverse()) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** The text of a file, or undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CannotRun(`Cannot read ${path}: ${(error as Error).message}`);
  }
}
