import { statSync } from "node:fs";

/**
 * How often a file is looked at, in milliseconds. To ask for the state of each file instead of waiting for events is what makes it see
 * everything: files that editors replace or delete and make again, that are not there yet, in folders that are not, and on disks of a
 * network or a virtual machine that tell of nothing. For the few files that there are it costs next to no time.
 *
 * Not with Node's `watchFile`: it takes its first look some time after it was asked to, and what is written before that it never tells.
 */
const INTERVAL_MS = 100;

/** Watches files, be they there or not. */
export class FileWatch {
  readonly #states = new Map<string, string>();
  readonly #changed: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param changed called when a file has changed, appeared or gone */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Watches a file too: what happens to it from now on is told. */
  add(path: string): void {
    if (this.#states.has(path)) return;
    this.#states.set(path, stateOf(path));
    this.#timer ??= setInterval(() => this.#look(), INTERVAL_MS);
  }

  /** Watches none but these. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.#states.keys()) if (!paths.has(path)) this.#states.delete(path);
    if (this.#states.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const [path, before] of this.#states) {
      const now = stateOf(path);
      if (now === before) continue;
      this.#states.set(path, now);
      this.#changed();
    }
  }
}

/** The same for as long as nobody writes to the file or puts another in its place; empty where there is none. */
function stateOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    return "";
  }
}
