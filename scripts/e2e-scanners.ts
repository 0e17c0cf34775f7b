// `npm run e2e:scanners [-- --require] [--install] [json] [hcl] [plan]`: holds the table of docs/security.md to the real scanners, over the
// stacks as JSON, as HCL and as plans. Each tool that is not there is skipped, loudly; with `--require` that is a failure. `--install` has
// pip put checkov into an environment of its own. Plans need what `npm run e2e` needs.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CHECKOV } from "../e2e/checkov.js";
import { EXIT, inLab, openWorkplace, print, summary } from "../e2e/command.js";
import { openEmulator } from "../e2e/emulator.js";
import { readEntries, type StackEntry, samplable, selectStacks } from "../e2e/entries.js";
import { planOf } from "../e2e/lab.js";
import { listFolder, machine, ROOT, report } from "../e2e/prepare.js";
import type { Processes } from "../e2e/processes.js";
import type { StackForm } from "../e2e/scanners/rule.js";
import { type Held, holdToCheckov, holdToTflint, holdToTrivy, type Scanned, untried } from "../e2e/scanners/run.js";
import { type ScannedStack, scannedStack } from "../e2e/scanners/stacks.js";
import { CHECKOV_VERSION } from "../e2e/scanners/version.js";
import { findOnPath, type MissingTool, skipBanner } from "../e2e/tools.js";
import { typeRow } from "../src/aws/types/index.js";

const FORMS = ["json", "hcl", "plan"] as const;
const TRIVY: MissingTool = { tool: "trivy", install: "see trivy.dev, and put it on PATH" };
const TFLINT: MissingTool = { tool: "tflint", install: "see github.com/terraform-linters/tflint, and put it on PATH" };

const INSTALL_MS = 900_000;

/** A plan takes some ten seconds, and has no more types than its stack: these are enough. */
const PLANNED = ["page-example", "stacks-front-door/https", "private-endpoints", "stacks-access/secure"];

const asked = process.argv.slice(2);
const forms = FORMS.filter((form) => asked.includes(form));
const results: (boolean | undefined)[] = [];

/** A tool that is not there: a skip, which is never taken for a pass. */
function skip(missing: MissingTool, what: string): void {
  console.log(skipBanner([missing], what));
  results.push(undefined);
}

function settle(tool: string, form: StackForm, { problems, checks }: Held): void {
  for (const problem of problems) console.log(`FAILED ${problem}`);
  report(tool, form, problems.length === 0 ? `as the table says: ${checks} checks` : `${problems.length} FAILED`);
  results.push(problems.length === 0);
}

async function main(): Promise<number> {
  const { processes, folder } = openWorkplace("nanokit-scanners-");
  const lab = { root: ROOT, env: process.env, processes, report };
  const stacks = await Promise.all(entries().map((entry, index) => scannedStack(ROOT, entry, index)));
  const found = await scanners(processes);
  const tried = new Set<string>();
  for (const form of forms.length > 0 ? forms : FORMS) {
    const scanned =
      form === "plan"
        ? await planned(stacks)
        : { form, stacks: stacks.filter((stack) => form === "json" || isOurs(stack)) };
    if (scanned === undefined) continue;
    const place = (tool: string) => {
      const own = path.join(folder, tool, form);
      mkdirSync(own, { recursive: true });
      return own;
    };
    if (found.checkov !== undefined) {
      const held = await holdToCheckov({ lab, program: found.checkov, folder: place("checkov") }, scanned);
      for (const id of held.ids) tried.add(id);
      settle("checkov", form, held);
    }
    if (found.trivy !== undefined && form !== "json")
      settle("trivy", form, await holdToTrivy({ lab, program: found.trivy, folder: place("trivy") }, scanned));
    if (found.tflint !== undefined && form !== "plan") {
      const ours = { ...scanned, stacks: scanned.stacks.filter(isOurs) };
      settle("tflint", form, await holdToTflint({ lab, program: found.tflint, folder: place("tflint") }, ours));
    }
  }
  if (forms.length === 0 && found.checkov !== undefined && !results.includes(false)) {
    const problems = untried(tried);
    for (const problem of problems) console.log(`FAILED ${problem}`);
    results.push(problems.length === 0);
  }
  const count = (result: boolean | undefined) => results.filter((one) => one === result).length;
  const code = summary(count(true), count(false), count(undefined));
  return code === EXIT.passed && asked.includes("--require") && count(undefined) > 0 ? EXIT.skipped : code;
}

/** HCL is what `synth` writes: no app does that uses constructs. */
function isOurs({ dir, types }: ScannedStack): boolean {
  return !dir.startsWith("examples/own-app/") && types.every((type) => typeRow(type) !== undefined);
}

/** All stacks but those that are made because of their size. Of a root that calls stacks as modules, these, as it is no stack itself. */
function entries(): readonly StackEntry[] {
  const isStack = (dir: string) => existsSync(path.join(ROOT, dir, "cdk.tf.json"));
  const stacks = listFolder(path.join(ROOT, "generated", "stacks")).map((name) => `generated/stacks/${name}`);
  const listed: unknown = JSON.parse(readFileSync(path.join(ROOT, "e2e", "stacks.json"), "utf8"));
  const chosen = samplable(selectStacks(readEntries(listed), stacks.filter(isStack).sort(), [], isStack).entries);
  return chosen.flatMap(({ modules, ...entry }) => modules?.map((dir) => ({ ...entry, dir })) ?? [entry]);
}

async function scanners(processes: Processes) {
  const onPath = (name: string) => findOnPath([name], process.env.PATH, machine);
  const checkov = asked.includes("--install") ? await installCheckov(processes) : onPath("checkov");
  const [trivy, tflint] = [onPath("trivy"), onPath("tflint")];
  if (checkov === undefined) skip(CHECKOV, "whether the table of docs/security.md is what checkov says");
  if (trivy === undefined) skip(TRIVY, "whether the table of docs/security.md is what trivy says");
  if (tflint === undefined) skip(TFLINT, "whether tflint finds anything");
  return { checkov, trivy, tflint };
}

/** With all that it depends on, where nothing else sees it. */
async function installCheckov(processes: Processes): Promise<string | undefined> {
  const home = path.join(ROOT, "node_modules", ".cache", `checkov-${CHECKOV_VERSION}`);
  const program = path.join(home, "bin", "checkov");
  if (machine.isExecutable(program)) return program;
  const options = { cwd: ROOT, env: process.env, timeoutMs: INSTALL_MS };
  const steps = [
    ["python3", "-m", "venv", home],
    [path.join(home, "bin", "pip"), "install", "--quiet", `checkov==${CHECKOV_VERSION}`],
  ];
  for (const [command = "", ...args] of steps) {
    const { ok, log } = await processes.run(command, args, options);
    if (!ok) {
      report("checkov", "install", `FAILED\n${log.slice(-2000)}`);
      return undefined;
    }
  }
  return program;
}

/** Plans of a few stacks, or nothing where Terraform or the emulator is missing. */
async function planned(stacks: readonly ScannedStack[]): Promise<Scanned | undefined> {
  const chosen = stacks.filter(({ dir }) => PLANNED.some((part) => dir.includes(part)));
  const plans = new Map<string, string>();
  const missing = await inLab(
    "nanokit-plans-",
    (tools) => {
      for (const tool of tools) skip(tool, "what scanners say of plans");
      return EXIT.skipped;
    },
    async ({ tools, lab, processes, folder }) => {
      const emulator = await openEmulator(tools.emulator, processes, process.env);
      for (const stack of chosen) {
        const entry = entries().find(({ dir }) => dir === stack.dir);
        if (entry !== undefined)
          plans.set(stack.folder, await planOf(lab, entry, emulator, path.join(folder, stack.folder)));
      }
      return EXIT.passed;
    },
  );
  return missing === EXIT.passed ? { form: "plan", stacks: chosen, plans } : undefined;
}

process.exit(await main().catch((error: Error) => print(error.stack ?? error.message, EXIT.couldNotRun)));
