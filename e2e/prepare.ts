import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { terraformEnvironment } from "./environment.js";
import { readGaps } from "./gaps.js";
import { parseObject } from "./json.js";
import type { Lab } from "./lab.js";
import type { Processes } from "./processes.js";
import { chooseProviderSource, cliConfig } from "./provider-source.js";
import type { Machine, MissingTool, Tools } from "./tools.js";

/** The repository. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };
const INIT_MS = 600_000;

/** This machine. */
export const machine: Machine = {
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

/** A line about a step of a stack, or of another part of a run. */
export function report(of: string, step: string, detail: string): void {
  console.log(`${of}  ${step.padEnd(9)} ${detail}`);
}

/** What all stacks of a run share, with the provider's CLI configuration in a folder. */
export async function prepareLab(tools: Tools, processes: Processes, folder: string): Promise<Lab> {
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
    report,
  };
}

/** A first `init`, of nothing but the provider: shows whether it can be had, and fills the plugin cache once. */
export async function missingProvider(lab: Lab, folder: string): Promise<MissingTool | undefined> {
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

/** Names of the entries of a folder; empty when there is no such folder. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
