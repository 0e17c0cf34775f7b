import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Files, readExpected, type SpecCase } from "../__tests__/specs/harness.js";

/**
 * Makes `expected/` of a case hold exactly these files, and touches nothing else of the case. Returns what it did, one line
 * per file; a file that is right already is not written again.
 */
export function writeExpected(spec: SpecCase, files: Files): readonly string[] {
  const root = join(spec.folder, "expected");
  const before = readExpected(spec);
  const stale = [...before.keys()].filter((path) => !files.has(path));
  for (const path of stale) rmSync(join(root, path));
  const changed = [...files].filter(([path, text]) => before.get(path) !== text);
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  removeEmptyFolders(root);
  return [
    ...changed.map(([path]) => `${before.has(path) ? "changed" : "added"} ${spec.name}/expected/${path}`),
    ...stale.map((path) => `removed ${spec.name}/expected/${path}`),
  ];
}

function removeEmptyFolders(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
