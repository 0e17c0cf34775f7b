import type { Terminal } from "./commands.js";

/** Lines are wrapped no wider than this, so that they stay readable. */
const MAX_WIDTH = 100;

/** The terminal of this process. Colour is for people: not with NO_COLOR, and not into a file or a pipe. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: !env.NO_COLOR && (forced || stderr.isTTY === true),
    width: Math.min(stderr.columns ?? 80, MAX_WIDTH),
  };
}
