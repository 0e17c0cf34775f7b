/** Lines are wrapped no wider than this, so that they stay readable. */
const MAX_WIDTH = 100;

/** Where a command writes, and how. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** What is said to a person. */
  err(text: string): void;
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether to say nothing but errors. Results are written all the same. */
  readonly quiet: boolean;
}

/** The terminal of this process. Colour is for people: not with NO_COLOR, and not into a file or a pipe. */
export function processTerminal(options: { readonly quiet?: boolean } = {}): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: !env.NO_COLOR && (forced || stderr.isTTY === true),
    width: Math.min(stderr.columns ?? 80, MAX_WIDTH),
    quiet: options.quiet ?? false,
  };
}
