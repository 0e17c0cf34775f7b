import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../__tests__/package/own-app.js";
import type { Files, SpecCase } from "../__tests__/specs/harness.js";

/** {@link writeFiles} to `expected/` of a case; touches nothing else of the case. */
export function writeExpected(spec: SpecCase, files: Files): readonly string[] {
  return writeFiles(join(spec.folder, "expected"), files).map((line) => line.replace(" ", ` ${spec.name}/expected/`));
}

/** Makes a folder hold exactly these files. Returns what it did, one line per file; a file that is right already is not written again. */
export function writeFiles(root: string, files: Files): readonly string[] {
  const before = filesBelow(root);
  const stale = [...before.keys()].filter((path) => !files.has(path));
  for (const path of stale) rmSync(join(root, path));
  const changed = [...files].filter(([path, text]) => before.get(path) !== text);
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  removeEmptyFolders(root);
  return [
    ...changed.map(([path]) => `${before.has(path) ? "changed" : "added"} ${path}`),
    ...stale.map((path) => `removed ${path}`),
  ];
}

function removeEmptyFolders(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
