// `npm run e2e`: stacks through the real Terraform and AWS provider, against an emulator on loopback. See e2e/options.ts.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CHECKOV, readByCheckov } from "../e2e/checkov.js";
import { couldNotRun, EXIT, inLab, openWorkplace, print, type ReadyLab, skip, summary } from "../e2e/command.js";
import { openEmulator } from "../e2e/emulator.js";
import { entryName, readEntries, type StackEntry, samplable, selectStacks } from "../e2e/entries.js";
import { runIam } from "../e2e/iam/run.js";
import { validateIds } from "../e2e/ids.js";
import { type Lab, takeThrough } from "../e2e/lab.js";
import { type Options, parseOptions, USAGE } from "../e2e/options.js";
import { pooled } from "../e2e/pool.js";
import { listFolder, machine, ROOT, report } from "../e2e/prepare.js";
import { drawSample } from "../e2e/sample.js";
import { findOnPath, skipBanner, type Tools } from "../e2e/tools.js";

/** The folder of a run begins with it. */
const PREFIX = "nanokit-e2e-";

/** What is asked beside the stacks: each has its name on the command line, and runs with all stacks too. */
const PARTS = ["iam", "ids", "checkov"] as const;
type Part = (typeof PARTS)[number];

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  if (!parsed.ok) return couldNotRun(`${parsed.problem}\n${USAGE}`);
  if (parsed.options.help) return print(USAGE, EXIT.passed);
  const { sample, seed, stacks } = parsed.options;
  const parts = stacks.length === 0 ? PARTS : PARTS.filter((part) => stacks.includes(part));
  const wanted = stacks.filter((name) => parts.every((part) => part !== name));
  const { entries, unknown } = stacks.length > 0 && wanted.length === 0 ? NONE : chooseStacks(wanted);
  const drawn = sample === undefined ? entries : drawSample(samplable(entries), ({ dir }) => dir, sample, seed);
  if (unknown.length > 0) return couldNotRun(`no such stack: ${unknown.join(", ")}`);
  if (entries.length === 0 && parts.length === 0)
    return couldNotRun("there is no stack to test: run `npm run synth` first");
  if (stacks.every((name) => name === "checkov") && stacks.length > 0) return checkovAlone(parsed.options);
  return inLab(
    PREFIX,
    (missing) => skip(missing, drawn.length, parsed.options.require),
    (ready) => runAll(ready, drawn, parsed.options, parts),
  );
}

const NONE = { entries: [], unknown: [] };

/** checkov needs neither Terraform nor an emulator. Who asks for it by name, and requires it, wants no skip. */
async function checkovAlone(options: Options): Promise<number> {
  const checkov = findOnPath(["checkov"], process.env.PATH, machine);
  const { entries } = chooseStacks([]);
  if (checkov === undefined) return skip([CHECKOV], entries.length, options.require);
  const { processes, folder } = openWorkplace(PREFIX);
  const lab = { root: ROOT, env: process.env, processes, report };
  const held = await readByCheckov(lab, checkov, samplable(entries), folder);
  return summary(held ? 1 : 0, held ? 0 : 1, 0);
}

function chooseStacks(wanted: readonly string[]) {
  const isStack = (dir: string) => existsSync(path.join(ROOT, dir, "cdk.tf.json"));
  const stacks = listFolder(path.join(ROOT, "generated", "stacks")).map((name) => `generated/stacks/${name}`);
  const listed: unknown = JSON.parse(readFileSync(path.join(ROOT, "e2e", "stacks.json"), "utf8"));
  return selectStacks(readEntries(listed), stacks.filter(isStack).sort(), wanted, isStack);
}

async function runAll(
  { tools, lab, processes, folder }: ReadyLab,
  entries: readonly StackEntry[],
  options: Options,
  parts: readonly Part[],
): Promise<number> {
  const beside = Promise.all(parts.map((part) => runPart(part, lab, tools, path.join(folder, part))));
  const jobs = tools.emulator.kind === "given" ? 1 : Math.min(options.jobs, entries.length);
  const opening = Array.from({ length: jobs }, () => openEmulator(tools.emulator, processes, process.env));
  const results = await pooled(await Promise.all(opening), entries, (emulator, entry, index) =>
    takeThrough(lab, entry, emulator, path.join(folder, `stack-${index}`)).catch((error: Error) => {
      lab.report(entryName(entry), "FAILED", error.message);
      return false;
    }),
  );
  const all = [...results, ...(await beside)];
  const count = (result: boolean | undefined) => all.filter((one) => one === result).length;
  return summary(count(true), count(false), count(undefined));
}

/** A part of the run, beside the stacks: true where it held, undefined where it was skipped. */
async function runPart(part: Part, lab: Lab, tools: Tools, folder: string): Promise<boolean | undefined> {
  mkdirSync(folder, { recursive: true });
  try {
    if (part === "iam") return await proveIam(lab, tools, folder);
    if (part === "ids") return await validateIds(lab, folder);
    return await askCheckov(lab, folder);
  } catch (error) {
    lab.report(part, "FAILED", error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function askCheckov(lab: Lab, folder: string): Promise<boolean | undefined> {
  const checkov = findOnPath(["checkov"], process.env.PATH, machine);
  if (checkov !== undefined) return readByCheckov(lab, checkov, samplable(chooseStacks([]).entries), folder);
  console.log(skipBanner([CHECKOV], "whether checkov reads the stacks"));
  return undefined;
}

/** Most of it is waiting. An emulator that somebody else runs writes down no calls. */
async function proveIam(lab: Lab, { emulator }: Tools, folder: string): Promise<boolean | undefined> {
  if (emulator.kind === "moto") return runIam(lab, emulator, folder);
  lab.report("e2e/iam", "SKIPPED", "an emulator that is given writes down no calls");
  return undefined;
}

process.exit(await main());
