// `npm run mutants`: puts one fault after the other into the sources and looks whether a test fails. Stryker does the same for any project;
// of its thousands of faults a sample is enough here, and the tests that a fault is shown to are chosen by how often they found others. See --help.

import { parseArgs } from "node:util";
import { shuffled } from "../e2e/sample.js";
import { reasonFor } from "./equivalent.js";
import { TestRunner } from "./test-runner.js";
import { describeMutant, git, type Mutant, openWorkshop, type Workshop } from "./workshop.js";

const USAGE = `usage: npm run mutants [-- [--sample N] [--seed TEXT] [--minutes N] [--least PERCENT] [FOLDER...]]

Works on what is committed, in a copy. FOLDER: below src/ (resolve aws stack changes lower/elements)

--sample N       faults that are tried (60)
--seed TEXT      what they are drawn by; the commit by default
--minutes N      stop after that long (30)
--least PERCENT  fail where fewer of them are noticed (0)`;

const FOLDERS = ["resolve", "aws", "stack", "changes", "lower/elements"];

interface Tally {
  tried: number;
  noticed: number;
  equivalent: number;
}

async function tryAll(sample: readonly Mutant[], workshop: Workshop, end: number): Promise<Tally> {
  const runner = await TestRunner.open(workshop.folder);
  const tally: Tally = { tried: 0, noticed: 0, equivalent: 0 };
  console.log(`${runner.size} test files, ${sample.length} of ${workshop.mutants.length} faults`);
  try {
    for (const mutant of sample) {
      if (Date.now() > end) break;
      tally.tried += 1;
      const noticed = await runner.noticedBy(mutant.id, mutant.file);
      const reason = noticed === undefined ? reasonFor(mutant) : undefined;
      if (noticed !== undefined) tally.noticed += 1;
      else if (reason !== undefined) tally.equivalent += 1;
      const found = noticed ?? (reason === undefined ? "UNNOTICED" : `equivalent: ${reason}`);
      console.log(`${describeMutant(mutant)}  ${found}`);
    }
  } finally {
    await runner.close();
  }
  return tally;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: "string", default: "60" },
      seed: { type: "string" },
      minutes: { type: "string", default: "30" },
      least: { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const seed = values.seed ?? git("rev-parse", "HEAD");
  const end = Date.now() + Number(values.minutes) * 60_000;
  const workshop = openWorkshop(positionals.length > 0 ? positionals : FOLDERS);
  try {
    const name = ({ file, mutation }: Mutant) => `${file} ${mutation.start} ${mutation.text}`;
    const sample = shuffled(workshop.mutants, name, seed).slice(0, Number(values.sample));
    const { tried, noticed, equivalent } = await tryAll(sample, workshop, end);
    const percent = tried === equivalent ? 0 : (100 * noticed) / (tried - equivalent);
    console.log(
      `${noticed} of ${tried} faults noticed, ${equivalent} change nothing: ${percent.toFixed(1)} % (seed ${seed})`,
    );
    return percent >= Number(values.least) ? 0 : 1;
  } finally {
    workshop.remove();
  }
}

process.exitCode = await main();
