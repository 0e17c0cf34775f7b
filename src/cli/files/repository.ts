import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A folder and those around it, the nearest first: up to the root of its repository, or of the file system where it is in none. */
export function foldersAround(folder: string): readonly string[] {
  const folders = [resolve(folder)];
  for (let last = resolve(folder); !isRepository(last) && last !== dirname(last); ) {
    last = dirname(last);
    folders.push(last);
  }
  return folders;
}

/** The same within the repository that a folder is in; the folder alone when it is in none. */
export function foldersInRepository(folder: string): readonly string[] {
  const [first = resolve(folder), ...others] = foldersAround(folder);
  return isRepository(others.at(-1) ?? first) ? [first, ...others] : [first];
}

function isRepository(folder: string): boolean {
  return existsSync(join(folder, ".git"));
}
