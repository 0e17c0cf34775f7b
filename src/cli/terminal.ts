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
  /** Whether to say nothing but errors. Results are written all the same. */
  readonly quiet: boolean;
}

/** The terminal of this process. Colour is for people: not with NO_COLOR, and not into a file or a pipe. */
export function processTerminal(options: { readonly quiet?: boolean } = {}): Terminal {
  const { stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  return {
    out: (result) => void process.stdout.write(result), // making a stream takes time, and not every command has results
    err: (text) => void stderr.write(text),
    color: !env.NO_COLOR && (forced || stderr.isTTY === true),
    get outColor() {
      return !env.NO_COLOR && (forced || process.stdout.isTTY === true);
    },
    get showsResults() {
      return process.stdout.isTTY === true;
    },
    width: Math.min(stderr.columns ?? 80, MAX_WIDTH),
    quiet: options.quiet ?? false,
  };
}
