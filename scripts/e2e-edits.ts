// `npm run e2e:edits`: edits of files that are applied, through the real Terraform and AWS provider. See e2e/edits/options.ts.

import { couldNotRun, EXIT, inLab, print, type ReadyLab, skip, summary } from "../e2e/command.js";
import type { Edit } from "../e2e/edits/edit.js";
import { MATRIX } from "../e2e/edits/matrix.js";
import { type EditOptions, parseEditOptions, USAGE } from "../e2e/edits/options.js";
import { readResults, withRun, writeResults } from "../e2e/edits/results.js";
import { type Outcome, runEdits } from "../e2e/edits/run.js";
import { drawSample } from "../e2e/sample.js";

async function main(): Promise<number> {
  const options = parseEditOptions(process.argv.slice(2));
  if (typeof options === "string") return couldNotRun(`${options}\n${USAGE}`);
  if (options.help) return print(USAGE, EXIT.passed);
  const edits = chosen(options);
  if (edits.length === 0) return couldNotRun("there is no such edit");
  return inLab(
    "nanokit-edits-",
    (missing) => skip(missing, edits.length, options.require),
    (ready) => run(ready, edits, options),
  );
}

function chosen({ only = "", missing, sample, seed }: EditOptions): readonly Edit[] {
  const results = missing ? withRun(readResults(), MATRIX, []) : {};
  const named = MATRIX.filter(({ name }) => name.includes(only) && !Object.hasOwn(results, name));
  return sample === undefined ? named : drawSample(named, ({ name }) => name, sample, seed);
}

async function run({ tools, lab, folder }: ReadyLab, edits: readonly Edit[], options: EditOptions): Promise<number> {
  const { emulator } = tools;
  if (emulator.kind !== "moto") return couldNotRun("an emulator that is given makes no copies of itself");
  const outcomes = await runEdits(lab, emulator, edits, folder, options.jobs, options.write ? writeDown : () => {});
  const failed = outcomes.filter(({ problem }) => problem !== undefined).length;
  return summary(outcomes.length - failed, failed, 0);
}

/** Each as it ends, so that a run that is broken off has not run for nothing. */
function writeDown({ edit, versions, applied, problem }: Outcome): void {
  const result = problem === undefined ? { with: versions, applied } : undefined;
  writeResults(withRun(readResults(), MATRIX, [{ edit, result }]));
}

process.exit(await main());
