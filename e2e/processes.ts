import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Environment } from "./tools.js";

/** How a command ended. */
export interface Finished {
  readonly ok: boolean;
  readonly stdout: string;
  /** Standard output and standard error as they came. */
  readonly log: string;
}

/** How to run a command. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: Environment;
  readonly timeoutMs: number;
}

/** Time between asking a process to end and ending it. */
const GRACE_MS = 10_000;

/** The processes that this run has started, and no others: all are ended with it. */
export class Processes {
  private readonly children = new Set<ChildProcess>();

  /** Runs a command to its end. Past its time it is interrupted (terraform then unlocks its state), later killed. */
  async run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
    const child = this.start(command, args, options);
    child.stdin.end();
    let stdout = "";
    let log = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      log += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.stop(child, "SIGINT");
    }, options.timeoutMs);
    const code = await ended(child);
    clearTimeout(timer);
    if (late) log += `\ntook longer than ${options.timeoutMs / 1000} s`;
    return { ok: code === 0 && !late, stdout, log };
  }

  /** Starts a process in a group of its own, so that what it starts ends with it. */
  start(
    command: string,
    args: readonly string[],
    { cwd, env }: Omit<RunOptions, "timeoutMs">,
  ): ChildProcessWithoutNullStreams {
    const child = spawn(command, args, { cwd, env: { ...env }, detached: true, stdio: "pipe" });
    child.stdin.on("error", () => {}); // it may end before it reads
    this.children.add(child);
    child.once("close", () => this.children.delete(child));
    return child;
  }

  /** Asks one process and what it started to end; kills them if they do not. */
  stop(child: ChildProcess, signal: NodeJS.Signals): void {
    signalGroup(child, signal);
    setTimeout(() => this.children.has(child) && signalGroup(child, "SIGKILL"), GRACE_MS).unref();
  }

  /** Ends everything that still runs, at once. For the way out. */
  killAll(): void {
    for (const child of this.children) signalGroup(child, "SIGKILL");
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it ended in the meantime
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
}
