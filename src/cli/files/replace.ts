import { renameSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { CannotRun } from "../cannot-run.js";
import { makeFolder, removeEmpty } from "./folders.js";
import { ifPossible } from "./if-possible.js";
import { targetOf } from "./target.js";
import { removeLeftOvers, writeTemporary } from "./temporary.js";

/**
 * Writes a file whole or not at all. What was there keeps its rights; where a link was, what it leads to is written.
 *
 * @throws CannotRun when it cannot be written; what was there stays
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  let made: readonly string[] = [];
  let temporary: string | undefined;
  try {
    const target = targetOf(path);
    made = makeFolder(dirname(target.path));
    removeLeftOvers(dirname(target.path));
    temporary = writeTemporary(target.path, content, target.mode);
    renameSync(temporary, target.path);
  } catch (error) {
    const left = temporary;
    if (left !== undefined) ifPossible(() => unlinkSync(left));
    removeEmpty(made);
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`Cannot write ${path}: ${(error as Error).message}`);
  }
}
