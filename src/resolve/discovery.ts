import { posix } from "node:path";

/** Whether there is a file at a path, relative to the folder of nanokit.yml. */
export type FileExists = (path: string) => boolean;

/** The file that makes a folder one of a runtime; the first that is there decides. Source: the language's page on runtimes. */
const MARKERS: readonly (readonly [file: string, runtime: string])[] = [
  ["package.json", "node"],
  ["requirements.txt", "python"],
  ["go.mod", "go"],
  ["composer.json", "php"],
  ["Gemfile", "ruby"],
  ["index.html", "static"],
];

/** Runtimes that need no entry under `runtimes`: those that files tell, and the two variants of node that the language names. */
export const BUILT_IN_RUNTIMES: readonly string[] = [
  ...MARKERS.map(([, runtime]) => runtime),
  "node-full",
  "node-slim",
].sort();

/** A runtime, and the file that gave it away. */
export interface DiscoveredRuntime {
  readonly runtime: string;
  readonly file: string;
}

/** The runtime of a folder, by the files in it; undefined when none is known. */
export function discoverRuntime(folder: string, exists: FileExists): DiscoveredRuntime | undefined {
  for (const [name, runtime] of MARKERS) {
    const file = posix.join(folder, name);
    if (exists(file)) return { runtime, file };
  }
  return undefined;
}
