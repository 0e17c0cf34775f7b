import { mkdir, rmdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes a folder, and those that it lies in. Returns those that it made, the outermost first. */
export async function makeFolder(path: string): Promise<readonly string[]> {
  try {
    await mkdir(path);
    return [path];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return [];
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    const above = await makeFolder(dirname(path));
    return [...above, ...(await makeFolder(path))];
  }
}

/** Removes folders that were made, as far as nothing is in them: what somebody else put there stays. */
export async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of [...folders].reverse()) await rmdir(folder).catch(() => undefined);
}
