import { type Stats, unwatchFile, watchFile } from "node:fs";

/**
 * How often a file is looked at, in milliseconds. Node's watchFile asks for the state of each file instead of waiting for events, which is
 * what makes it see everything: files that editors replace or delete and make again, that are not there yet, in folders that are not, and
 * on disks of a network or a virtual machine that tell of nothing. For the few files that there are it costs next to no time.
 */
const INTERVAL_MS = 100;

/** Watches files, be they there or not. */
export class FileWatch {
  readonly #watched = new Set<string>();
  readonly #listener: (now: Stats, before: Stats) => void;

  /** @param changed called when a file has changed, appeared or gone */
  constructor(changed: () => void) {
    this.#listener = (now, before) => {
      // The first look at a file that is not there is told too.
      if (now.mtimeMs !== 0 || before.mtimeMs !== 0) changed();
    };
  }

  /** Watches a file too. */
  add(path: string): void {
    if (this.#watched.has(path)) return;
    this.#watched.add(path);
    watchFile(path, { interval: INTERVAL_MS }, this.#listener);
  }

  /** Watches none but these. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.#watched) {
      if (paths.has(path)) continue;
      unwatchFile(path, this.#listener);
      this.#watched.delete(path);
    }
  }
}
