// What the commands of the end-to-end tests have in common: how they end, and the lab that they work in.

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Lab } from "./lab.js";
import { machine, missingProvider, prepareLab } from "./prepare.js";
import { Processes } from "./processes.js";
import { detectTools, type MissingTool, skipBanner, type Tools } from "./tools.js";

/** The exit codes. A skip counts as passed where nobody requires the tools. */
export const EXIT = { passed: 0, failed: 1, couldNotRun: 2, skipped: 3 };

/** A folder for a run, which goes with it, and its processes, which end with it. */
export interface Workplace {
  readonly processes: Processes;
  readonly folder: string;
}

/** Where a run has all that it needs. */
export interface ReadyLab extends Workplace {
  readonly tools: Tools;
  readonly lab: Lab;
}

/** A new folder with a prefix of its own. */
export function openWorkplace(prefix: string): Workplace {
  const processes = new Processes();
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  process.once("exit", () => {
    processes.killAll();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  return { processes, folder };
}

/** Runs something where Terraform, an emulator and the provider are there. Both functions give the exit code. */
export async function inLab(
  prefix: string,
  skipped: (missing: readonly MissingTool[]) => number,
  run: (ready: ReadyLab) => Promise<number>,
): Promise<number> {
  const detection = detectTools(process.env, machine);
  if (detection.kind === "refused") return couldNotRun(detection.problem);
  if (detection.kind === "missing") return skipped(detection.missing);
  const { tools } = detection;
  const workplace = openWorkplace(prefix);
  const lab = await prepareLab(tools, workplace.processes, workplace.folder);
  const missing = await missingProvider(lab, path.join(workplace.folder, "provider"));
  return missing === undefined ? run({ ...workplace, tools, lab }) : skipped([missing]);
}

/** Ends with what was counted. */
export function summary(passed: number, failed: number, skipped: number): number {
  return print(`${passed} passed, ${failed} failed, ${skipped} skipped`, failed === 0 ? EXIT.passed : EXIT.failed);
}

/** Ends without a test, for what is missing: loudly, and as a failure where the tools are required. */
export function skip(missing: readonly MissingTool[], count: number, required: boolean): number {
  console.log(skipBanner(missing));
  summary(0, 0, count);
  return required ? EXIT.skipped : EXIT.passed;
}

/** Ends for a reason that is no test's. */
export function couldNotRun(problem: string): number {
  console.error(problem);
  return EXIT.couldNotRun;
}

/** Ends with a text. */
export function print(text: string, code: number): number {
  console.log(text);
  return code;
}
