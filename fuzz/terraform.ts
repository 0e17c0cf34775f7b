import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { listFolder, machine } from "../e2e/prepare.js";
import { chooseProviderSource, cliConfig } from "../e2e/provider-source.js";
import { findOnPath } from "../e2e/tools.js";
import { refusedStacks, stacksBelow } from "../e2e/validate.js";

const execute = promisify(execFile);

/** What came of the stacks below a folder. */
export interface Verdict {
  readonly refused: number;
  readonly lines: readonly string[];
}

/** What terraform says of the stacks below a folder; that it is not there, where it is not. */
export async function validateBelow(folder: string): Promise<Verdict> {
  const terraform = findOnPath(["terraform", "tofu"], process.env.PATH, machine);
  const stacks = stacksBelow(folder);
  if (terraform === undefined)
    return { refused: 0, lines: ["SKIPPED: terraform is not there, no stack was validated"] };
  if (stacks.length === 0) return { refused: 0, lines: ["there was no valid stack to validate"] };
  const env = { ...process.env, ...providerFrom(folder), CHECKPOINT_DISABLE: "1" };
  const refused = await refusedStacks(stacks, folder, (cwd, ...args) => terraformIn(terraform, env, cwd, args));
  return {
    refused: refused.length,
    lines: [
      `terraform validated ${stacks.length} stacks, and refused ${refused.length}`,
      ...refused.map((one) => `${one.folder}\n${one.reasons.map((reason) => `  ${reason}`).join("\n")}`),
    ],
  };
}

async function terraformIn(terraform: string, env: NodeJS.ProcessEnv, cwd: string, args: readonly string[]) {
  try {
    return (await execute(terraform, args, { cwd, env, maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    // What it refuses stands in its output too.
    const { stdout, stderr } = Object(error) as { stdout?: string; stderr?: string };
    if (stdout?.startsWith("{")) return stdout;
    throw new Error(`terraform ${args.join(" ")}: ${stderr || stdout || String(error)}`);
  }
}

/** Where Terraform takes the provider from, as the end-to-end tests have it. */
function providerFrom(folder: string): Readonly<Record<string, string>> {
  const source = chooseProviderSource(process.env, { exists: existsSync, list: listFolder });
  const cache = path.join(os.tmpdir(), "nanokit-terraform-plugins");
  const config = cliConfig(source, cache);
  if (config === undefined) return {};
  mkdirSync(cache, { recursive: true });
  const file = path.join(folder, "terraform.rc");
  writeFileSync(file, config);
  return { TF_CLI_CONFIG_FILE: file };
}
