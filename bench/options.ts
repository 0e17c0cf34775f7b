import { parseArgs } from "node:util";

/** What the user asked of `npm run bench`. */
export interface BenchOptions {
  readonly json: boolean;
  /** Exit 1 where a claim does not hold. */
  readonly check: boolean;
  readonly rounds: number;
}

/** Reads the arguments that follow `npm run bench --`. Throws where they make no sense. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      rounds: { type: "string", default: "15" },
    },
  });
  if (!/^[1-9]\d{0,3}$/.test(values.rounds)) throw new Error("--rounds takes a number from 1 to 9999");
  return { json: values.json, check: values.check, rounds: Number(values.rounds) };
}
