import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Names of files that compose reads, and not of those that are put over another. */
const COMPOSE = /^(?:(?:docker-)?compose[\w.-]*|[\w.-]+[._-]compose)\.ya?ml$/i;
const OVERRIDE = /\.override\.ya?ml$/i;

/** A file that compose looks for by itself, whose override it then takes too. */
const DEFAULT = /^((?:docker-)?compose)\.ya?ml$/;

const SKIPPED = new Set(["node_modules", ".git"]);

/** A compose project: its files, each put over the ones before it. */
export type ComposeFiles = readonly [first: string, ...others: string[]];

/** The compose projects of a folder and of those below it. */
export function composeFilesIn(folder: string): readonly ComposeFiles[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry): readonly ComposeFiles[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : composeFilesIn(path);
    const isFile = entry.isFile() && COMPOSE.test(entry.name) && !OVERRIDE.test(entry.name);
    return isFile ? [[path, ...overridesOf(path, entry.name)]] : [];
  });
}

function overridesOf(path: string, name: string): readonly string[] {
  const [, stem] = DEFAULT.exec(name) ?? [];
  if (stem === undefined) return [];
  return [".yml", ".yaml"]
    .map((ending) => join(dirname(path), `${stem}.override${ending}`))
    .filter((one) => existsSync(one))
    .slice(0, 1);
}
