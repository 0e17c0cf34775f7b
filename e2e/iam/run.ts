import { readFileSync } from "node:fs";
import path from "node:path";
import { Aws } from "../aws.js";
import { openEmulator } from "../emulator.js";
import { parseObject } from "../json.js";
import type { Lab } from "../lab.js";
import type { EmulatorSource } from "../tools.js";
import { CASES_FOLDER, type IamCase, iamCases } from "./cases.js";
import { type Life, live } from "./life.js";
import { managedProblems } from "./managed.js";
import { listProblems, prove } from "./proof.js";

/**
 * Takes the stacks of e2e/iam through their lives, and holds the calls against the policies. True where all held.
 *
 * @param folder where the stacks and the calls are written
 */
export async function runIam(lab: Lab, source: EmulatorSource & { readonly kind: "moto" }, folder: string) {
  const say = (step: string, detail: string) => lab.report(CASES_FOLDER, step, detail);
  try {
    const lives = await Promise.all(iamCases.map((one) => liveAlone(lab, source, one, folder)));
    const { refused, unused, allowed, calls } = await prove(lives);
    const listed = parseObject(readFileSync(path.join(lab.root, CASES_FOLDER, "unused.json"), "utf8"), "unused.json");
    const emulator = await openEmulator(source, lab.processes, process.env);
    const managed = await managedProblems(new Aws(emulator.endpoint, "us-east-1"), allowed);
    const problems = [...refused, ...listProblems(unused, listed as Record<string, string>), ...managed];
    say("iam", problems.length === 0 ? `${calls} calls, all allowed` : `FAILED\n  ${problems.join("\n  ")}`);
    return problems.length === 0;
  } catch (error) {
    say("FAILED", error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function liveAlone(
  lab: Lab,
  source: EmulatorSource & { readonly kind: "moto" },
  one: IamCase,
  folder: string,
): Promise<Life> {
  const callsFile = path.join(folder, `iam-${one.name}.calls`);
  const emulator = await openEmulator(source, lab.processes, { ...process.env, CALLS_FILE: callsFile });
  const started = performance.now();
  const life = await live(lab, one, emulator, callsFile, path.join(folder, `iam-${one.name}`));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lab.report(`${CASES_FOLDER}/${one.name}`, "life", `${life.steps.map(({ name }) => name).join(", ")} (${seconds} s)`);
  return life;
}
