// `npm run e2e:edits`: edits of files that are applied, through the real Terraform and AWS provider. See e2e/edits/options.ts.

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Edit } from "../e2e/edits/edit.js";
import { MATRIX } from "../e2e/edits/matrix.js";
import { type EditOptions, parseEditOptions, USAGE } from "../e2e/edits/options.js";
import { runEdits } from "../e2e/edits/run.js";
import { machine, missingProvider, prepareLab } from "../e2e/prepare.js";
import { Processes } from "../e2e/processes.js";
import { drawSample } from "../e2e/sample.js";
import { detectTools, type MissingTool, skipBanner, type Tools } from "../e2e/tools.js";

const EXIT = { passed: 0, failed: 1, couldNotRun: 2, skipped: 3 };

async function main(): Promise<number> {
  const options = parseEditOptions(process.argv.slice(2));
  if (typeof options === "string") return couldNotRun(`${options}\n${USAGE}`);
  if (options.help) return print(USAGE, EXIT.passed);
  const edits = chosen(options);
  if (edits.length === 0) return couldNotRun(`no edit has ${options.only} in its name`);
  const detection = detectTools(process.env, machine);
  if (detection.kind === "refused") return couldNotRun(detection.problem);
  if (detection.kind === "missing") return skip(detection.missing, edits, options);
  return run(detection.tools, edits, options);
}

function chosen({ only = "", sample, seed }: EditOptions): readonly Edit[] {
  const named = MATRIX.filter(({ name }) => name.includes(only));
  return sample === undefined ? named : drawSample(named, ({ name }) => name, sample, seed);
}

async function run(tools: Tools, edits: readonly Edit[], options: EditOptions): Promise<number> {
  const { emulator } = tools;
  if (emulator.kind !== "moto") return couldNotRun("an emulator that is given makes no copies of itself");
  const processes = new Processes();
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-edits-"));
  process.once("exit", () => {
    processes.killAll();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  const lab = await prepareLab(tools, processes, folder);
  const missing = await missingProvider(lab, path.join(folder, "provider"));
  if (missing !== undefined) return skip([missing], edits, options);
  const outcomes = await runEdits(lab, emulator, edits, folder, options.jobs);
  const failed = outcomes.filter(({ problem }) => problem !== undefined).length;
  return summary(outcomes.length - failed, failed, 0, failed === 0 ? EXIT.passed : EXIT.failed);
}

function skip(missing: readonly MissingTool[], edits: readonly Edit[], options: EditOptions): number {
  console.log(skipBanner(missing));
  return summary(0, 0, edits.length, options.require ? EXIT.skipped : EXIT.passed);
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
