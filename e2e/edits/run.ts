import { rm } from "node:fs/promises";
import path from "node:path";
import { type Emulator, openEmulator } from "../emulator.js";
import type { Lab } from "../lab.js";
import { pooled } from "../pool.js";
import type { EmulatorSource } from "../tools.js";
import { type Edit, EditFailed, type Step } from "./edit.js";
import { expectForetold } from "./foretold.js";
import { LivingStack } from "./life.js";
import type { Applied } from "./messages.js";
import { changed, filesOf, readBase, stepsOf, versionOf } from "./source.js";

/** How an edit went. */
export interface Outcome {
  readonly edit: Edit;
  /** `Terraform 1.11.4, provider 5.100.0`. */
  readonly versions: string;
  /** What was applied, one for each apply. */
  readonly applied: readonly Applied[];
  readonly seconds: number;
  /** What did not go as it has to. */
  readonly problem?: string;
}

/** Takes every edit through its life, the edits of one base after each other, so that the base is applied once. */
export async function runEdits(
  lab: Lab,
  source: EmulatorSource & { readonly kind: "moto" },
  edits: readonly Edit[],
  folder: string,
  jobs: number,
  ended: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const bases = [...new Set(edits.map(({ base }) => base))];
  const workers = Array.from({ length: Math.min(jobs, bases.length) });
  const outcomes = await pooled(workers, bases, async (_, base) => {
    const own = edits.filter((edit) => edit.base === base);
    const emulator = await openEmulator(source, lab.processes, process.env);
    return runBase(lab, emulator, base, own, path.join(folder, base), ended);
  });
  return outcomes.flat();
}

async function runBase(
  lab: Lab,
  emulator: Emulator,
  base: string,
  edits: readonly Edit[],
  folder: string,
  ended: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const first = await LivingStack.begin(lab, emulator, path.join(folder, "base"), versionOf(readBase(base)));
  const versions = await first.versions();
  for (const [index, edit] of edits.entries()) {
    const own = path.join(folder, `edit-${index}`);
    const copy = await first.copy(own);
    const outcome = await liveThrough(copy.stack, edit, versions);
    outcomes.push(outcome);
    lab.report(edit.name, outcome.problem === undefined ? "ok" : "FAILED", told(outcome));
    ended(outcome);
    await copy.end();
    await rm(own, { recursive: true, force: true });
  }
  return outcomes;
}

async function liveThrough(stack: LivingStack, edit: Edit, versions: string): Promise<Outcome> {
  const started = performance.now();
  const applied: Applied[] = [];
  const seconds = () => Math.round((performance.now() - started) / 100) / 10;
  try {
    const { first } = filesOf(edit);
    const beside = edit.beside === undefined ? undefined : await stack.beside(versionOf(readBase(edit.beside)));
    if (first !== undefined) await stack.apply(versionOf(first));
    expectForetold(edit);
    for (const step of stepsOf(edit)) {
      const done = await follow(stack, edit, step, beside);
      if (done !== undefined) applied.push(done);
    }
    return { edit, versions, applied, seconds: seconds() };
  } catch (error) {
    // What is wrong with an edit is told with the others; what is wrong with us is told as it is.
    const problem = error instanceof EditFailed ? error.message : String(error instanceof Error ? error.stack : error);
    return { edit, versions, applied, seconds: seconds(), problem };
  }
}

/** Does one step; what it applied, if it did. */
async function follow(stack: LivingStack, edit: Edit, step: Step, beside?: LivingStack): Promise<Applied | undefined> {
  const { base, first = base } = filesOf(edit);
  if ("waitADay" in step) {
    await stack.waitADay();
  } else if ("adopt" in step) {
    await stack.adopt(step.adopt);
  } else if ("form" in step) {
    await stack.become(step.form);
  } else if ("saveTag" in step) {
    await stack.saveTag(step.saveTag);
  } else if ("aws" in step) {
    await stack.happen(step.aws);
  } else if ("applyBeside" in step) {
    return beside?.applyAgain();
  } else if ("destroyBeside" in step) {
    await beside?.terraform(["destroy", "-auto-approve"]);
  } else if ("write" in step) {
    await stack.write(versionOf(changed(first, step.write), stack.form));
  } else if ("terraform" in step) {
    if (step.file) await stack.write(versionOf(changed(first, step.file), stack.form));
    await stack.terraform(step.terraform, []);
  } else return stack.apply(versionOf(changed(first, step.apply), stack.form), edit);
  return undefined;
}

function told({ applied, seconds, problem }: Outcome): string {
  const counts = applied.map(({ added, changed, destroyed }) => `+${added} ~${changed} -${destroyed}`);
  return `${counts.join(", ")} (${seconds} s)${problem === undefined ? "" : `\n${problem}`}`;
}
