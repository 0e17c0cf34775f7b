import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { bundle, NODE } from "./command.js";

/** A `nanokit-tf watch` that runs, and all that it has said. */
export class Watching {
  #said = "";
  #ended: Promise<unknown>;
  readonly #child: ChildProcess;

  constructor(cwd: string, args: readonly string[] = []) {
    // Both outputs through one pipe: of two, the one that was written to last may be read first.
    const command = [NODE, "--", bundle(), "watch", ...args];
    this.#child = spawn("/bin/sh", ["-c", 'exec "$@" 2>&1', "sh", ...command], {
      cwd,
      env: { PATH: process.env.PATH },
    });
    this.#ended = once(this.#child, "exit");
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
      this.#child.emit("said");
    });
  }

  /** Waits until what was not yet waited for matches; what is behind it is left for the next. Rejects when the command ends before. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#said);
      if (match) {
        this.#said = this.#said.slice(match.index + match[0].length);
        return match[0];
      }
      const ended = this.#ended.then(() => {
        throw new Error(`it ended and did not say ${pattern}, but: ${this.#said}`);
      });
      await Promise.race([once(this.#child, "said"), ended]);
    }
  }

  /** What was said and not waited for. */
  get rest(): string {
    return this.#said;
  }

  /** Sends a signal and waits for the end. Returns the exit code. */
  async end(signal: NodeJS.Signals = "SIGINT"): Promise<number | null> {
    if (this.#child.exitCode === null) this.#child.kill(signal);
    await this.#ended;
    return this.#child.exitCode;
  }
}
