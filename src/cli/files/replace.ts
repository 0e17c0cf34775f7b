import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CannotRun } from "../cannot-run.js";
import { makeFolder, removeEmpty } from "./folders.js";
import { targetOf } from "./target.js";
import { removeLeftOvers, writeTemporary } from "./temporary.js";

/**
 * Writes a file whole or not at all. What was there keeps its rights; where a link was, what it leads to is written.
 *
 * @throws CannotRun when it cannot be written; what was there stays
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  let made: readonly string[] = [];
  let temporary: string | undefined;
  try {
    const target = await targetOf(path);
    made = await makeFolder(dirname(target.path));
    await removeLeftOvers(dirname(target.path));
    temporary = await writeTemporary(target.path, content, target.mode);
    await rename(temporary, target.path);
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    await removeEmpty(made);
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`Cannot write ${path}: ${(error as Error).message}`);
  }
}
