import { lstatSync, realpathSync, statSync } from "node:fs";
import { CannotRun } from "../cannot-run.js";
import { ifPossible } from "./if-possible.js";

/** Where a file is to be written. */
export interface Target {
  /** What the path leads to: a link stays, and what it leads to is written. */
  readonly path: string;
  /** The rights of the file that is there. @default nothing is there */
  readonly mode?: number;
}

/** Finds where a file is to be written. @throws CannotRun where something is that is no file */
export function targetOf(path: string): Target {
  const real = realPath(path);
  if (real === undefined) {
    if (ifPossible(() => lstatSync(path))?.isSymbolicLink())
      throw new CannotRun(`Cannot write ${path}: it is a link to something that is not there.`);
    return { path };
  }
  const about = statSync(real);
  if (about.isFile()) return { path: real, mode: about.mode & 0o7777 };
  throw new CannotRun(`Cannot write ${path}: it is ${about.isDirectory() ? "a folder" : "not a file"}.`);
}

/** What a path leads to; undefined where nothing is. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new CannotRun(`Cannot write ${path}: ${message}`);
  }
}
