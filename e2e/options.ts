import { parseArgs } from "node:util";

/** What the user asked of `npm run e2e`. */
export interface Options {
  /** Folders or names of stacks; empty means all. */
  readonly stacks: readonly string[];
  /** Missing tools are an error, not a skip. */
  readonly require: boolean;
  /** Stacks under way at once. */
  readonly jobs: number;
  /** Of all stacks only so many, drawn by the seed. */
  readonly sample?: number;
  /** What a sample is drawn by: the same seed draws the same stacks. */
  readonly seed: string;
  readonly help: boolean;
}

/** Options, or what is wrong with the arguments. */
export type ParsedOptions =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly problem: string };

/** The text of `--help`. */
export const USAGE = `usage: npm run e2e [-- [--require] [--jobs N] [--sample N [--seed TEXT]] [STACK...]]

Takes stacks through the real Terraform and the real AWS provider against an emulator on loopback: init, validate, plan,
apply, a second plan that must be empty, what the stack is expected to have made, destroy. Some are modules that a root written
by hand calls, or keep their state with a server.

STACK      a folder that holds cdk.tf.json, or the name of a stack below generated/ or in e2e/stacks.json, or of an example.
           Default: all, with these parts, each of which can be asked for alone:
           "iam": whether the policies of \`nanokit-tf iam\` allow what Terraform does, with stacks of its own
           "ids": whether Terraform takes ids that look like numbers, wherever a nanokit.yml can have them
           "checkov": whether checkov reads every stack, where it is installed
--require  fail (exit 3) where tools are missing, instead of skipping
--jobs N   stacks under way at once (6; their waits overlap)
--sample N of all stacks only N, which --seed draws: a pipeline gives its commit, so that in time all have their turn; those
           that are made because of their size, "two-hundred-services", are in no sample

TF_PLUGIN_MIRROR   folder of a filesystem mirror that holds the AWS provider
AWS_ENDPOINT_URL   an emulator that already runs, on loopback; anything else is refused`;

/** Reads the arguments that follow `npm run e2e --`. */
export function parseOptions(args: readonly string[]): ParsedOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        require: { type: "boolean", default: false },
        jobs: { type: "string", default: "6" },
        sample: { type: "string" },
        seed: { type: "string", default: "" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (!/^[1-9]\d?$/.test(values.jobs)) return { ok: false, problem: `--jobs takes a number from 1 to 99` };
    const { require, help, sample, seed } = values;
    if (sample !== undefined && !/^[1-9]\d{0,3}$/.test(sample))
      return { ok: false, problem: `--sample takes a number` };
    const drawn = sample === undefined ? {} : { sample: Number(sample) };
    return { ok: true, options: { stacks: positionals, require, jobs: Number(values.jobs), help, seed, ...drawn } };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
