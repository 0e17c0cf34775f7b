import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Check, runCheckov, type ScanLab } from "../checkov.js";
import { disagreements, type Finding, nameOf } from "./disagreements.js";
import type { StackForm, Tool } from "./rule.js";
import { NOT_OURS, RULES } from "./rules.js";
import { type ScannedStack, writeStacks } from "./stacks.js";
import { findingsOf } from "./tflint.js";
import { failuresIn } from "./trivy.js";

const RUN_MS = 900_000;

/** A tool, and where it works. */
export interface Scan {
  readonly lab: ScanLab;
  readonly program: string;
  readonly folder: string;
}

/** Stacks in one form, with the plan of each where that is the form. */
export interface Scanned {
  readonly form: StackForm;
  readonly stacks: readonly ScannedStack[];
  /** By folder of the stack. */
  readonly plans?: ReadonlyMap<string, string>;
}

/** What came of a tool: what it said of rules, and where it and the table differ. */
export interface Held {
  readonly problems: readonly string[];
  /** How many checks there were, or findings. */
  readonly checks: number;
  /** The rules that it tried. */
  readonly ids: ReadonlySet<string>;
}

/** Holds the table to checkov. */
export async function holdToCheckov({ lab, program, folder }: Scan, scanned: Scanned): Promise<Held> {
  if (scanned.stacks.length === 0) return failed(`there is no stack as ${scanned.form}`);
  await write(scanned, folder);
  const { checks, log } = await runCheckov(lab, program, folder, scanned.form);
  if (checks === undefined) return failed(`checkov failed: ${log.slice(-2000)}`);
  const problems = scanned.stacks.flatMap((stack) => {
    const own = checks.filter((check) => check.folder === stack.folder);
    // It ends well, and with no check, where it cannot read a file.
    if (own.length === 0) return [`${stack.dir}: checkov does not read it as ${scanned.form}`];
    return differences("checkov", scanned.form, stack, own.map(findingOf).filter(isOurs));
  });
  const ids = new Set(checks.map(({ id }) => id));
  return { problems: [...problems, ...unknown("checkov", ids)], checks: checks.length, ids };
}

/** Rules of checkov that the table has and no stack in any form has made it try. */
export function untried(tried: ReadonlySet<string>): readonly string[] {
  const known = new Set(RULES.flatMap(({ ids }) => ids.checkov ?? []));
  return [...known].filter((id) => !tried.has(id)).map((id) => `${id}: checkov tries no such rule`);
}

/** Holds the table to trivy, which prints what fails alone. JSON it reads wrongly: see docs/pipelines.md. */
export async function holdToTrivy({ lab, program, folder }: Scan, scanned: Scanned): Promise<Held> {
  await write(scanned, folder);
  const args = ["config", "--format", "json", "--skip-check-update", "--quiet", "."];
  const { stdout, log } = await lab.processes.run(program, args, { cwd: folder, env: lab.env, timeoutMs: RUN_MS });
  const failures = failuresIn(stdout);
  if (failures === undefined) return failed(`trivy failed: ${log.slice(-2000)}`);
  const problems = scanned.stacks.flatMap((stack) => {
    const own = failures.filter((one) => one.folder === stack.folder);
    return differences(
      "trivy",
      scanned.form,
      stack,
      own.map(({ id, resource }) => ({ id, name: nameOf(resource), failed: true })),
    );
  });
  return { problems, checks: failures.length, ids: new Set(failures.map(({ id }) => id)) };
}

/** Whether tflint finds nothing that is not known, in each stack. */
export async function holdToTflint({ lab, program, folder }: Scan, scanned: Scanned): Promise<Held> {
  await write(scanned, folder);
  const problems: string[] = [];
  for (const stack of scanned.stacks) {
    const options = { cwd: path.join(folder, stack.folder), env: lab.env, timeoutMs: RUN_MS };
    const { stdout, log } = await lab.processes.run(program, ["--format=json", "--force"], options);
    const report = findingsOf(stdout);
    if (report === undefined) problems.push(`${stack.dir}: tflint failed: ${log.slice(-500)}`);
    else problems.push(...report.map((issue) => `${stack.dir}: ${issue}`));
  }
  return { problems, checks: scanned.stacks.length, ids: new Set() };
}

async function write({ form, stacks, plans }: Scanned, folder: string): Promise<void> {
  if (form !== "plan") return writeStacks(stacks, folder, form);
  for (const stack of stacks) {
    const own = path.join(folder, stack.folder);
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, "tfplan.json"), plans?.get(stack.folder) ?? "{}");
  }
}

function differences(tool: Tool, form: StackForm, stack: ScannedStack, findings: readonly Finding[]) {
  return disagreements(tool, form, stack.verdicts, findings).map((text) => `${stack.dir} as ${form}: ${text}`);
}

function findingOf({ id, resource, failed: bad }: Check): Finding {
  return { id, name: nameOf(resource), failed: bad };
}

function isOurs({ id }: Finding): boolean {
  return !NOT_OURS.includes(id);
}

/** What a tool asks for, and the table does not have, be it met or not. */
function unknown(tool: Tool, ids: ReadonlySet<string>): readonly string[] {
  const known = new Set([...RULES.flatMap((rule) => rule.ids[tool] ?? []), ...NOT_OURS]);
  return [...ids].filter((id) => !known.has(id)).map((id) => `${id}: no rule of the table`);
}

function failed(problem: string): Held {
  return { problems: [problem], checks: 0, ids: new Set() };
}
