import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LOCK_SCRIPT } from "../../src/aws/locked-program.js";

/** What a waiting task says. */
export const WAITING = "another task still has the files of this volume open";

/** The first of some folders and of PATH that has a program. */
export function programIn(name: string, folders: readonly string[] = []): string | undefined {
  const all = [...folders, ...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return all.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A program that runs under the lock of a file, as the container of a task would. */
export class Contender {
  readonly #process: ChildProcess;
  readonly #closed: Promise<unknown>;
  #said = "";

  constructor(
    shell: readonly string[],
    lock: string,
    program: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
  ) {
    const [command = "sh", ...options] = shell;
    this.#process = spawn(command, [...options, "-c", LOCK_SCRIPT, lock, ...program], {
      env,
      // A group of its own, as a container has: it is killed with all that it started.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#closed = once(this.#process, "close");
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#said += chunk.toString();
      });
    }
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get said(): string {
    return this.#said;
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Waits until it has said something, or ended. Who waits for ever is stopped by the test's own timeout. */
  async says(text: string): Promise<void> {
    while (!this.#said.includes(text)) {
      if (!this.running) throw new Error(`it ended without saying ${text}: ${this.#said}`);
      await sleep(20);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Kills it and all that it started. */
  killAll(): void {
    try {
      process.kill(-this.pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  }

  /** The same, once all that it and its children said is read. */
  async silent(): Promise<number | string | null> {
    await this.#closed;
    return this.ended();
  }

  /** Its exit code, once it has ended; of one that a signal ended, the name of that. */
  async ended(): Promise<number | string | null> {
    if (this.running) await once(this.#process, "exit");
    return this.#process.exitCode ?? this.#process.signalCode;
  }
}

/** A folder with a lock in it, and all that runs under it. */
export class Arena {
  readonly folder = mkdtempSync(join(tmpdir(), "nk-lock-"));
  readonly lock = join(this.folder, "lock");
  readonly #started: Contender[] = [];

  constructor(readonly shell: readonly string[] = ["sh"]) {
    // Servers that change their user have to get in.
    chmodSync(this.folder, 0o755);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  start(program: readonly string[], { lock = this.lock, shell = this.shell, env = process.env } = {}): Contender {
    const contender = new Contender(shell, lock, program, env);
    this.#started.push(contender);
    return contender;
  }

  close(): void {
    for (const one of this.#started) one.killAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a test in an arena, and cleans up whatever becomes of it. */
export function within(shell: readonly string[], test: (arena: Arena) => Promise<void>): () => Promise<void> {
  return async () => {
    const arena = new Arena(shell);
    try {
      await test(arena);
    } finally {
      arena.close();
    }
  };
}
