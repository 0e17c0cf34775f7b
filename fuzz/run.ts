// `npm run fuzz`: seeded inputs through the compiler, and what comes out of valid ones through `terraform validate`. Nothing may throw, take
// more than two seconds, or be refused. See --help.

import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Batch, Failure, Report } from "./messages.js";
import { refusedByTerraform } from "./terraform.js";

const USAGE = `usage: npm run fuzz [-- [--count N] [--seed N] [--minutes N] [--stacks N] [--failures FOLDER]]

--count N          inputs (200000)
--seed N           the first seed; each batch of 2000 has the next (1)
--minutes N        stop after that long, and say how far it came (60)
--stacks N         valid stacks that terraform validates, where it is there (300)
--failures FOLDER  where inputs that fail are written`;

const BATCH = 2000;
/** One input that is at work for so long hangs, however busy the machine is. */
const HANG_MS = 120_000;

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
      minutes: { type: "string", default: "60" },
      stacks: { type: "string", default: "300" },
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
  const perBatch = Math.ceil(Number(values.stacks) / Math.ceil(count / BATCH));
  const tally: Tally = { inputs: 0, valid: 0, failures: [] };
  try {
    for (let batch = 0; batch * BATCH < count && Date.now() < end; batch += 1) {
      const size = Math.min(BATCH, count - batch * BATCH);
      await runBatch(
        { count: size, seed: Number(values.seed) + batch * 10, from: 0, stacks: { folder, most: perBatch } },
        tally,
      );
    }
    console.log(`${tally.inputs} inputs, ${tally.valid} of them valid, ${tally.failures.length} failures`);
    const refused = await refusedByTerraform(folder);
    for (const line of refused.lines) console.log(line);
    for (const failure of tally.failures) report(failure, values.failures);
    return tally.failures.length > 0 || refused.count > 0 || tally.inputs < count ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a batch; where an input hangs, the rest of it in another process. */
async function runBatch(batch: Batch, tally: Tally): Promise<void> {
  const hung = await tryIn(fork(new URL("try.ts", import.meta.url)), batch, tally);
  if (hung !== undefined && hung + 1 < batch.count) await runBatch({ ...batch, from: hung + 1 }, tally);
}

/** The index of the input that the process hung at, or ended at; undefined when it came to the end. */
function tryIn(child: ChildProcess, batch: Batch, tally: Tally): Promise<number | undefined> {
  return new Promise((resolve) => {
    let at: Extract<Report, { at: number }> | undefined;
    let done = false;
    let timer: NodeJS.Timeout | undefined;
    child.on("message", (report: Report) => {
      clearTimeout(timer);
      if ("failure" in report) tally.failures.push(report.failure);
      else if ("done" in report) {
        done = true;
        tally.valid += report.valid;
      } else {
        at = report;
        tally.inputs += 1;
        timer = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
      }
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (done) return resolve(undefined);
      const { at: index = batch.count, kind = "", text = "" } = at ?? {};
      const what = signal === "SIGKILL" ? `hung for ${HANG_MS / 1000} s` : `ended its process: ${code ?? signal}`;
      tally.failures.push({ seed: batch.seed, index, kind, what, text });
      resolve(index);
    });
    child.send(batch);
  });
}

function report({ seed, index, kind, what, text }: Failure, folder: string | undefined): void {
  const name = `${seed}-${index}-${kind}`;
  console.log(`\n${name}: ${what}\n${JSON.stringify(text.slice(0, 400))}`);
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.yml`), text);
}

process.exitCode = await main();
