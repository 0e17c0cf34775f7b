// All that writes files does so by Node's synchronous calls: nothing runs beside it, and loading `node:fs/promises` alone takes 3 ms, a
// fortieth of what `synth` takes of its own.

import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { ifPossible } from "./if-possible.js";

/** Makes a folder, and those that it lies in. Returns those that it made, the outermost first. */
export function makeFolder(path: string): readonly string[] {
  try {
    mkdirSync(path);
    return [path];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return [];
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    const above = makeFolder(dirname(path));
    return [...above, ...makeFolder(path)];
  }
}

/** Removes folders that were made, as far as nothing is in them: what somebody else put there stays. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) ifPossible(() => rmdirSync(folder));
}
