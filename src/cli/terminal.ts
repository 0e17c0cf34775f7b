import { plainWriter } from "./plain-writer.js";

/** Lines are wrapped no wider than this, so that they stay readable. */
const MAX_WIDTH = 100;

/** Where a command writes, and how. */
export interface Terminal {
  /** Results. */
  out(result: string | Uint8Array): void;
  /** What is said to a person. */
  err(text: string): void;
  readonly color: boolean;
  /** Whether results are for people who see colours: standard output is a terminal. */
  readonly outColor: boolean;
  /** Whether results are shown on a screen, and do not go into a file or a pipe. @default no */
  readonly showsResults?: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Rows of the screen. @default what is said goes to no screen, or to one that does not know */
  readonly height?: number | undefined;
  /** Whether to say nothing but errors. Results are written all the same. */
  readonly quiet: boolean;
}

/**
 * The terminal of this process. Colour is for people: not with NO_COLOR, not into a file or a pipe, not where TERM is dumb; FORCE_COLOR has it
 * all the same, or never when it is 0. Nothing is opened before it is asked for: making a stream takes Node longer than checking a small
 * file.
 */
export function processTerminal(options: { readonly quiet?: boolean } = {}): Terminal {
  const { env } = process;
  const colored = (stream: () => NodeJS.WriteStream) => {
    if (env.NO_COLOR) return false;
    if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
    return env.TERM !== "dumb" && stream().isTTY === true;
  };
  return {
    out: plainWriter(1, () => process.stdout),
    err: plainWriter(2, () => process.stderr),
    get color() {
      return colored(() => process.stderr);
    },
    get outColor() {
      return colored(() => process.stdout);
    },
    get showsResults() {
      return env.TERM !== "dumb" && process.stdout.isTTY === true;
    },
    get width() {
      return Math.min(process.stderr.columns || 80, MAX_WIDTH); // one that does not know its width says 0
    },
    get height() {
      return process.stderr.isTTY && process.stderr.rows > 0 ? process.stderr.rows : undefined;
    },
    quiet: options.quiet ?? false,
  };
}
