// `npm run fuzz`: seeded inputs through the compiler, and what comes out of valid ones through `terraform validate`. Nothing may throw, take
// more than two seconds, or be refused. See --help.

import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { pooled } from "../e2e/pool.js";
import { drawInputs } from "./inputs.js";
import type { Batch, Failure, Report } from "./messages.js";
import { validateBelow } from "./terraform.js";

const BATCH = 5000;
/** One batch draws with so many seeds, one for each kind of input and some to spare. */
const SEEDS = 10;
/** One input that is at work for so long hangs, however busy the machine is. */
const HANG_MS = 120_000;

const USAGE = `usage: npm run fuzz [-- [--count N] [--seed N] [--jobs N] [--minutes N] [--validate N] [--failures FOLDER]]

--count N          inputs (200000)
--seed N           the first seed; each batch of ${BATCH} has one of its own (1)
--jobs N           batches at once (2)
--minutes N        start no batch after that long, and say how far it came (90)
--validate N       valid stacks that terraform validates, where it is there (300)
--failures FOLDER  where inputs that fail are written`;

interface Tally {
  inputs: number;
  valid: number;
  readonly failures: Failure[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "200000" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: "2" },
      minutes: { type: "string", default: "90" },
      validate: { type: "string", default: "300" },
      failures: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const count = Number(values.count);
  const end = Date.now() + Number(values.minutes) * 60_000;
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-fuzz-"));
  try {
    const batches = batchesOf(count, Number(values.seed), { folder, most: Number(values.validate) });
    const jobs = Array.from({ length: Number(values.jobs) });
    const tallies = await pooled(jobs, batches, (_, batch) =>
      Date.now() < end ? tried(batch, values.failures) : Promise.resolve({ inputs: 0, valid: 0, failures: [] }),
    );
    const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0);
    const [inputs, failures] = [sum((one) => one.inputs), sum(({ failures }) => failures.length)];
    console.log(`${inputs} inputs, ${sum(({ valid }) => valid)} of them valid, ${failures} failures`);
    const { refused, lines } = await validateBelow(folder);
    for (const line of lines) console.log(line);
    return failures > 0 || refused > 0 || inputs < count ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The stacks to validate are taken from all batches alike. */
function batchesOf(count: number, seed: number, { folder, most }: Batch["stacks"]): readonly Batch[] {
  const length = Math.ceil(count / BATCH);
  return Array.from({ length }, (_, index) => ({
    count: Math.min(BATCH, count - index * BATCH),
    seed: seed + index * SEEDS,
    from: 0,
    stacks: { folder, most: Math.ceil(most / length) },
  }));
}

/** A batch from its beginning to its end, with a line for whoever watches. */
async function tried(batch: Batch, failures: string | undefined): Promise<Tally> {
  const tally: Tally = { inputs: 0, valid: 0, failures: [] };
  const started = Date.now();
  await runBatch(batch, tally);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `seed ${batch.seed}: ${tally.inputs} inputs, ${tally.valid} valid, ${tally.failures.length} failures, ${seconds} s`,
  );
  for (const failure of tally.failures) report(failure, batch, failures);
  return tally;
}

/** Runs a batch; where an input hangs, the rest of it in another process. */
async function runBatch(batch: Batch, tally: Tally): Promise<void> {
  const hung = await tryIn(fork(new URL("try.ts", import.meta.url)), batch, tally);
  if (hung !== undefined && hung + 1 < batch.count) await runBatch({ ...batch, from: hung + 1 }, tally);
}

/** The index of the input that the process hung at, or ended at; undefined when it came to the end. */
function tryIn(child: ChildProcess, batch: Batch, tally: Tally): Promise<number | undefined> {
  return new Promise((resolve) => {
    let at = batch.from;
    let done = false;
    let timer: NodeJS.Timeout | undefined;
    child.on("message", (said: Report) => {
      clearTimeout(timer);
      if ("failure" in said) tally.failures.push(said.failure);
      else if ("done" in said) {
        done = true;
        tally.valid += said.valid;
      } else {
        at = said.at;
        tally.inputs += 1;
        timer = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
      }
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (done) return resolve(undefined);
      const what = signal === "SIGKILL" ? `hung for ${HANG_MS / 1000} s` : `ended its process: ${code ?? signal}`;
      tally.failures.push({ seed: batch.seed, index: at, what });
      resolve(at);
    });
    child.send(batch);
  });
}

/** Draws the input again: the same seed gives the same. */
function report({ seed, index, what }: Failure, { count }: Batch, folder: string | undefined): void {
  const { kind, text } = drawInputs(count, seed)[index] ?? { kind: "none", text: "" };
  const name = `${seed}-${index}-${kind}`;
  console.log(`\n${name}: ${what}\n${JSON.stringify(text.slice(0, 400))}`);
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.yml`), text);
}

process.exitCode = await main();
