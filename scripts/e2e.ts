// `npm run e2e`: stacks through the real Terraform and AWS provider, against an emulator on loopback. See e2e/options.ts.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openEmulator } from "../e2e/emulator.js";
import { readEntries, type StackEntry, selectStacks } from "../e2e/entries.js";
import { runIam } from "../e2e/iam/run.js";
import { type Lab, takeThrough } from "../e2e/lab.js";
import { type Options, parseOptions, USAGE } from "../e2e/options.js";
import { pooled } from "../e2e/pool.js";
import { listFolder, machine, missingProvider, prepareLab, ROOT } from "../e2e/prepare.js";
import { Processes } from "../e2e/processes.js";
import { drawSample } from "../e2e/sample.js";
import { detectTools, type MissingTool, skipBanner, type Tools } from "../e2e/tools.js";

const EXIT = { passed: 0, failed: 1, couldNotRun: 2, skipped: 3 };

/** The name of the part that holds the calls of Terraform against the policies of `nanokit-tf iam`. */
const IAM = "iam";

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  if (!parsed.ok) return couldNotRun(`${parsed.problem}\n${USAGE}`);
  if (parsed.options.help) return print(USAGE, EXIT.passed);
  const wanted = parsed.options.stacks.filter((name) => name !== IAM);
  const withIam = wanted.length === 0 || wanted.length < parsed.options.stacks.length;
  const { entries, unknown } =
    wanted.length === 0 && parsed.options.stacks.length > 0 ? { entries: [], unknown: [] } : chooseStacks(wanted);
  const { sample, seed } = parsed.options;
  const drawn = sample === undefined ? entries : drawSample(entries, ({ dir }) => dir, sample, seed);
  if (unknown.length > 0) return couldNotRun(`no such stack: ${unknown.join(", ")}`);
  if (entries.length === 0 && !withIam) return couldNotRun("there is no stack to test: run `npm run synth` first");
  const detection = detectTools(process.env, machine);
  if (detection.kind === "refused") return couldNotRun(detection.problem);
  if (detection.kind === "missing") return skip(detection.missing, drawn, parsed.options);
  return runAll(detection.tools, drawn, parsed.options, withIam);
}

function chooseStacks(wanted: readonly string[]) {
  const isStack = (dir: string) => existsSync(path.join(ROOT, dir, "cdk.tf.json"));
  const stacks = listFolder(path.join(ROOT, "generated", "stacks")).map((name) => `generated/stacks/${name}`);
  const listed: unknown = JSON.parse(readFileSync(path.join(ROOT, "e2e", "stacks.json"), "utf8"));
  return selectStacks(readEntries(listed), stacks.filter(isStack).sort(), wanted, isStack);
}

async function runAll(
  tools: Tools,
  entries: readonly StackEntry[],
  options: Options,
  withIam: boolean,
): Promise<number> {
  const processes = new Processes();
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-e2e-"));
  const cleanUp = () => {
    processes.killAll();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", cleanUp);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  const lab = await prepareLab(tools, processes, folder);
  const missing = await missingProvider(lab, path.join(folder, "provider"));
  if (missing !== undefined) return skip([missing], entries, options);
  const iam = withIam ? proveIam(lab, tools, folder) : [];
  const jobs = tools.emulator.kind === "given" ? 1 : Math.min(options.jobs, entries.length);
  const opening = Array.from({ length: jobs }, () => openEmulator(tools.emulator, processes, process.env));
  const results = await pooled(await Promise.all(opening), entries, (emulator, entry, index) =>
    takeThrough(lab, entry, emulator, path.join(folder, `stack-${index}`)).catch((error: Error) => {
      lab.report(entry.dir, "FAILED", error.message);
      return false;
    }),
  );
  const all = [...results, ...(await iam)];
  const passed = all.filter((held) => held).length;
  return summary(passed, all.length - passed, 0, passed === all.length ? EXIT.passed : EXIT.failed);
}

/** Runs beside the stacks: most of it is waiting. An emulator that somebody else runs writes down no calls. */
async function proveIam(lab: Lab, { emulator }: Tools, folder: string): Promise<readonly boolean[]> {
  if (emulator.kind === "moto") return [await runIam(lab, emulator, folder)];
  lab.report("e2e/iam", "SKIPPED", "an emulator that is given writes down no calls");
  return [];
}

function skip(missing: readonly MissingTool[], entries: readonly StackEntry[], options: Options): number {
  console.log(skipBanner(missing));
  return summary(0, 0, entries.length, options.require ? EXIT.skipped : EXIT.passed);
}

function summary(passed: number, failed: number, skipped: number, code: number): number {
  return print(`${passed} passed, ${failed} failed, ${skipped} skipped`, code);
}

function couldNotRun(problem: string): number {
  console.error(problem);
  return EXIT.couldNotRun;
}

function print(text: string, code: number): number {
  console.log(text);
  return code;
}

process.exit(await main());
