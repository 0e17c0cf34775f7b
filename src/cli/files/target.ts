import { lstat, realpath, stat } from "node:fs/promises";
import { CannotRun } from "../cannot-run.js";

/** Where a file is to be written. */
export interface Target {
  /** What the path leads to: a link stays, and what it leads to is written. */
  readonly path: string;
  /** The rights of the file that is there. @default nothing is there */
  readonly mode?: number;
}

/** Finds where a file is to be written. @throws CannotRun where something is that is no file */
export async function targetOf(path: string): Promise<Target> {
  const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new CannotRun(`Cannot write ${path}: ${error.message}`);
  });
  if (real === undefined) {
    const link = await lstat(path).catch(() => undefined);
    if (link?.isSymbolicLink())
      throw new CannotRun(`Cannot write ${path}: it is a link to something that is not there.`);
    return { path };
  }
  const about = await stat(real);
  if (about.isFile()) return { path: real, mode: about.mode & 0o7777 };
  throw new CannotRun(`Cannot write ${path}: it is ${about.isDirectory() ? "a folder" : "not a file"}.`);
}
