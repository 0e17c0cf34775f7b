// `npm run e2e`: stacks through the real Terraform and AWS provider, against an emulator on loopback. See e2e/options.ts.

import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openEmulator } from "../e2e/emulator.js";
import { readEntries, type StackEntry, selectStacks } from "../e2e/entries.js";
import { terraformEnvironment } from "../e2e/environment.js";
import { readGaps } from "../e2e/gaps.js";
import { parseObject } from "../e2e/json.js";
import { type Lab, takeThrough } from "../e2e/lab.js";
import { type Options, parseOptions, USAGE } from "../e2e/options.js";
import { pooled } from "../e2e/pool.js";
import { Processes } from "../e2e/processes.js";
import { chooseProviderSource, cliConfig } from "../e2e/provider-source.js";
import { detectTools, type Machine, type MissingTool, skipBanner, type Tools } from "../e2e/tools.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const EXIT = { passed: 0, failed: 1, couldNotRun: 2, skipped: 3 };
const PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };
const INIT_MS = 600_000;

const machine: Machine = {
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  },
  hasMoto: (python) => spawnSync(python, ["-c", "import moto.server, werkzeug"], { stdio: "ignore" }).status === 0,
};

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  if (!parsed.ok) return couldNotRun(`${parsed.problem}\n${USAGE}`);
  if (parsed.options.help) return print(USAGE, EXIT.passed);
  const { entries, unknown } = chooseStacks(parsed.options.stacks);
  if (unknown.length > 0) return couldNotRun(`no such stack: ${unknown.join(", ")}`);
  if (entries.length === 0) return couldNotRun("there is no stack to test: run `npm run synth` first");
  const detection = detectTools(process.env, machine);
  if (detection.kind === "refused") return couldNotRun(detection.problem);
  if (detection.kind === "missing") return skip(detection.missing, entries, parsed.options);
  return runAll(detection.tools, entries, parsed.options);
}

function chooseStacks(wanted: readonly string[]) {
  const isStack = (dir: string) => existsSync(path.join(ROOT, dir, "cdk.tf.json"));
  const stacks = listFolder(path.join(ROOT, "generated", "stacks")).map((name) => `generated/stacks/${name}`);
  const listed: unknown = JSON.parse(readFileSync(path.join(ROOT, "e2e", "stacks.json"), "utf8"));
  return selectStacks(readEntries(listed), stacks.filter(isStack).sort(), wanted, isStack);
}

async function runAll(tools: Tools, entries: readonly StackEntry[], options: Options): Promise<number> {
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
  const jobs = tools.emulator.kind === "given" ? 1 : Math.min(options.jobs, entries.length);
  const opening = Array.from({ length: jobs }, () => openEmulator(tools.emulator, processes, process.env));
  const results = await pooled(await Promise.all(opening), entries, (emulator, entry, index) =>
    takeThrough(lab, entry, emulator, path.join(folder, `stack-${index}`)).catch((error: Error) => {
      lab.report(entry.dir, "FAILED", error.message);
      return false;
    }),
  );
  const passed = results.filter((held) => held).length;
  return summary(passed, results.length - passed, 0, passed === results.length ? EXIT.passed : EXIT.failed);
}

async function prepareLab(tools: Tools, processes: Processes, folder: string): Promise<Lab> {
  const cache = process.env.TF_PLUGIN_CACHE_DIR || path.join(ROOT, "node_modules", ".cache", "terraform-plugins");
  const source = chooseProviderSource(process.env, { exists: existsSync, list: listFolder });
  if (source.kind === "default") await mkdir(cache, { recursive: true });
  const config = cliConfig(source, cache);
  const configFile = path.join(folder, "terraform.rc");
  const awsConfig = path.join(folder, "aws-config");
  await writeFile(awsConfig, "");
  if (config !== undefined) await writeFile(configFile, config);
  return {
    root: ROOT,
    terraform: tools.terraform,
    processes,
    gaps: readGaps(parseObject(readFileSync(path.join(ROOT, "e2e", "gaps.json"), "utf8"), "gaps.json")),
    env: process.env,
    cliConfig: config === undefined ? undefined : configFile,
    awsConfig,
    report: (dir, step, detail) => console.log(`${dir}  ${step.padEnd(9)} ${detail}`),
  };
}

/** A first `init`, of nothing but the provider: shows whether it can be had, and fills the plugin cache once. */
async function missingProvider(lab: Lab, folder: string): Promise<MissingTool | undefined> {
  await mkdir(folder, { recursive: true });
  const stack = { terraform: { required_providers: { aws: PROVIDER } } };
  await writeFile(path.join(folder, "main.tf.json"), JSON.stringify(stack));
  const { cliConfig, awsConfig } = lab;
  const settings = { endpoint: "http://127.0.0.1:9", region: "us-east-1", cliConfig, awsConfig, variables: {} };
  const env = terraformEnvironment(lab.env, settings);
  const { ok, log } = await lab.processes.run(lab.terraform, ["init", "-no-color"], {
    cwd: folder,
    env,
    timeoutMs: INIT_MS,
  });
  if (ok) return undefined;
  const install = "let terraform download it, or set TF_PLUGIN_MIRROR to a folder that holds it. terraform init said:";
  return { tool: `the provider ${PROVIDER.source} ${PROVIDER.version}`, install: `${install}\n${log.trim()}` };
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

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

process.exit(await main());
