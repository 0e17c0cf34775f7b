import { parseArgs } from "node:util";

/** What the user asked of `npm run e2e:edits`. */
export interface EditOptions {
  /** Only edits with this in their name. @default all */
  readonly only?: string;
  /** Only edits without a result in e2e/edits/results.json, or whose result is of an edit as it was before. */
  readonly missing: boolean;
  /** Of those only so many, drawn by the seed. @default all */
  readonly sample?: number;
  readonly seed: string;
  /** Missing tools are an error, not a skip. */
  readonly require: boolean;
  /** Bases under way at once. */
  readonly jobs: number;
  /** What came of each edit is written down. */
  readonly write: boolean;
  readonly help: boolean;
}

/** The text of `--help`. */
export const USAGE = `usage: npm run e2e:edits [-- [--only TEXT] [--missing] [--sample N [--seed TEXT]] [--jobs N] [--write] [--require]]

Applies files of e2e/edits/bases with the real Terraform and the real AWS provider against an emulator with what AWS refuses, and then each
edit of the matrix: it goes through at the first try, and a second plan is empty; or a finding names the steps, which are followed and work.

--only TEXT  only edits with this in their name
--missing    only edits that have no result yet, or were edited since
--sample N   only N of the edits, which --seed draws: a pipeline gives its commit, so that in time all have their turn
--jobs N     bases under way at once (2)
--write      write what came of each edit into e2e/edits/results.json, of which \`npm run docs\` makes docs/edits.md
--require    fail (exit 3) where tools are missing, instead of skipping`;

/** Reads the arguments that follow `npm run e2e:edits --`; a text says what is wrong with them. */
export function parseEditOptions(args: readonly string[]): EditOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        missing: { type: "boolean", default: false },
        sample: { type: "string" },
        seed: { type: "string", default: "" },
        jobs: { type: "string", default: "2" },
        write: { type: "boolean", default: false },
        require: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const { only, missing, sample, seed, jobs, write, require, help } = values;
    if (!/^[1-9]\d?$/.test(jobs)) return "--jobs takes a number from 1 to 99";
    if (sample !== undefined && !/^[1-9]\d{0,3}$/.test(sample)) return "--sample takes a number";
    return {
      ...(only !== undefined && { only }),
      ...(sample !== undefined && { sample: Number(sample) }),
      ...{ missing, seed, write, require, help, jobs: Number(jobs) },
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
