// `npm run bench`: how long whole processes take, side by side. Rounds are interleaved (A B C, A B C), so that what else
// the machine does falls on all of them alike.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { CLAIMS } from "./claims.js";
import { type Command, commands } from "./commands.js";
import { parseBenchOptions } from "./options.js";
import { renderReport } from "./report.js";
import { judge, measure, type Sample } from "./statistics.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WARM_UP = 2;
/** A command that takes seconds needs fewer rounds, and would spoil the patience for the others. */
const SLOW_MS = 1500;
const SLOW_ROUNDS = 5;
const TIMEOUT_MS = 120_000;

/** cdktf-cli from `CDKTF_CLI`, or installed here. Never downloaded: that would be timed, too. */
function findCdktfCli(): string | undefined {
  if (process.env.CDKTF_CLI) return path.resolve(process.env.CDKTF_CLI);
  try {
    const manifest = createRequire(import.meta.url).resolve("cdktf-cli/package.json");
    return path.join(path.dirname(manifest), "bundle", "bin", "cdktf");
  } catch {
    return undefined;
  }
}

/** Runs a command once; the time in milliseconds. Throws when it fails: the time of a failure means nothing. */
function time(command: Command): number {
  const started = process.hrtime.bigint();
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1", DISABLE_VERSION_CHECK: "1" };
  const { cwd, file, args } = command;
  const { status, stderr, error } = spawnSync(file, args, {
    cwd,
    env,
    timeout: TIMEOUT_MS,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${command.what}: ${error?.message ?? `exit ${status}`}\n${stderr}`);
  return elapsed;
}

function sample(all: readonly Command[], rounds: number): Sample[] {
  const times = new Map(all.map(({ name }) => [name, [] as number[]]));
  const wanted = new Map(all.map(({ name }) => [name, rounds]));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const command of all) {
      if (round >= (wanted.get(command.name) ?? 0)) continue;
      const elapsed = time(command);
      if (round >= 0) times.get(command.name)?.push(elapsed);
      else if (elapsed > SLOW_MS) wanted.set(command.name, Math.min(rounds, SLOW_ROUNDS));
    }
  }
  return [...times].map(([name, values]) => ({ name, times: values }));
}

function main(): number {
  const options = parseBenchOptions(process.argv.slice(2));
  if (!existsSync(path.join(ROOT, "dist", "cli.cjs")))
    throw new Error("there is no dist/cli.cjs: run `npm run build` first");
  const scratch = mkdtempSync(path.join(os.tmpdir(), "nanokit-bench-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  mkdirSync(path.join(scratch, "empty-app"));
  const cdktfCli = findCdktfCli();
  const all = commands({ root: ROOT, scratch, node: process.execPath, cdktfCli });
  const measures = sample(all, options.rounds).map(measure);
  const verdicts = CLAIMS.map((claim) => judge(claim, measures));
  const skipped = cdktfCli === undefined ? ["cdktf synth: no cdktf-cli here; set CDKTF_CLI to its script"] : [];
  const report = { node: process.version, measures, claims: verdicts, skipped };
  console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(all, measures, verdicts, skipped));
  return options.check && verdicts.some(({ holds }) => holds === false) ? 1 : 0;
}

process.exitCode = main();
