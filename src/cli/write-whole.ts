import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { CannotRun } from "./cannot-run.js";

/** Writes a file whole or not at all. @throws CannotRun when it cannot be written; what was there stays */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new CannotRun(`Cannot write ${path}: ${(error as Error).message}`);
  }
}
