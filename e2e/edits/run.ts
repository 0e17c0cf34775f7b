import { rm } from "node:fs/promises";
import path from "node:path";
import { compareStacks } from "../../src/changes/compare.js";
import { type Emulator, openEmulator } from "../emulator.js";
import type { Lab } from "../lab.js";
import { pooled } from "../pool.js";
import type { EmulatorSource } from "../tools.js";
import type { Edit } from "./edit.js";
import { EditFailed, LivingStack } from "./life.js";
import type { Applied } from "./messages.js";
import { changed, readBase, type Version, versionOf } from "./source.js";

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
    const base = readBase(edit.base);
    expectForetold(edit, versionOf(base), versionOf(changed(base, edit.change)));
    const steps = edit.foretold?.steps ?? [{ apply: edit.change, says: "" }];
    for (const step of steps) {
      if ("terraform" in step) {
        if (step.file) await stack.write(versionOf(changed(base, step.file)));
        await stack.terraform(step.terraform);
      } else applied.push(await stack.apply(versionOf(changed(base, step.apply)), edit.variables));
    }
    return { edit, versions, applied, seconds: seconds() };
  } catch (error) {
    // What is wrong with an edit is told with the others; what is wrong with us is told as it is.
    const problem = error instanceof EditFailed ? error.message : String(error instanceof Error ? error.stack : error);
    return { edit, versions, applied, seconds: seconds(), problem };
  }
}

/** Whether `synth` and `check` say of the edit what it needs, and of one that needs nothing, nothing. @throws EditFailed */
function expectForetold({ foretold }: Edit, before: Version, after: Version): void {
  const marks = compareStacks("shop-stage", before.stack, after.stack).changes.flatMap((change) => change.marks);
  const said = marks.filter(({ code }) => code !== undefined);
  const other = said.filter(({ code }) => code !== foretold?.code);
  if (other.length > 0) throw new EditFailed(`said without need: ${other.map(({ text }) => text).join("\n")}`);
  const text = said.map((mark) => mark.text).join("\n");
  const missing = (foretold?.steps ?? []).filter(({ says }) => !text.includes(says));
  if (missing.length > 0) throw new EditFailed(`not said: ${missing.map(({ says }) => says).join("; ")}\n${text}`);
}

function told({ applied, seconds, problem }: Outcome): string {
  const counts = applied.map(({ added, changed, destroyed }) => `+${added} ~${changed} -${destroyed}`);
  return `${counts.join(", ")} (${seconds} s)${problem === undefined ? "" : `\n${problem}`}`;
}
