import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OutputFile } from "../lower/synth.js";
import { CannotRun } from "./load.js";

/** What happened to one file of the output. */
export interface Published {
  readonly path: string;
  readonly change: "new" | "changed" | "same";
}

/**
 * Writes the output whole or not at all: every file is first written beside its place, and all are renamed only when every one of
 * them is complete. Files that are the same already stay untouched, and nothing else in the folder is looked at.
 * @throws CannotRun when something cannot be written
 */
export async function publish(folder: string, files: readonly OutputFile[]): Promise<readonly Published[]> {
  const pending: { readonly temporary: string; readonly target: string }[] = [];
  const published: Published[] = [];
  try {
    for (const { path, text } of files) {
      const target = join(folder, path);
      const before = await readIfThere(target);
      published.push({ path, change: before === undefined ? "new" : before === text ? "same" : "changed" });
      if (before === text) continue;
      const temporary = `${target}.${process.pid}.tmp`;
      await mkdir(dirname(target), { recursive: true });
      pending.push({ temporary, target });
      await writeFile(temporary, text);
    }
    for (const { temporary, target } of pending) await rename(temporary, target);
    return published;
  } catch (error) {
    await Promise.all(pending.map(({ temporary }) => rm(temporary, { force: true })));
    throw new CannotRun(`Cannot write to ${folder}: ${(error as Error).message}`);
  }
}

/** The text of a file, or undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CannotRun(`Cannot read ${path}: ${(error as Error).message}`);
  }
}
