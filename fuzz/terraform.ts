import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { pooled } from "../e2e/pool.js";
import { listFolder, machine } from "../e2e/prepare.js";
import { chooseProviderSource, cliConfig } from "../e2e/provider-source.js";
import { findOnPath } from "../e2e/tools.js";

const run = promisify(execFile);
const WORKERS = ["one", "other"];

/** What terraform says of the stacks below a folder; that it is not there, where it is not. */
export async function refusedByTerraform(
  folder: string,
): Promise<{ readonly count: number; readonly lines: readonly string[] }> {
  const terraform = findOnPath(["terraform", "tofu"], process.env.PATH, machine);
  const stacks = stacksBelow(folder);
  if (terraform === undefined) return { count: 0, lines: ["terraform is not there: no stack was validated"] };
  if (stacks.length === 0) return { count: 0, lines: ["there was no valid stack to validate"] };
  const [first = ""] = stacks;
  // All ask for the same provider: it is set up once, and each stack is checked with what that left.
  const env = { ...process.env, ...providerFrom(folder), TF_DATA_DIR: path.join(first, ".terraform") };
  await run(terraform, ["init", "-backend=false", "-input=false"], { cwd: first, env });
  const lock = path.join(first, ".terraform.lock.hcl");
  const lines = await pooled(WORKERS, stacks, async (_, stack) => {
    if (stack !== first && existsSync(lock)) await run("cp", [lock, stack]);
    try {
      await run(terraform, ["validate", "-no-color"], { cwd: stack, env });
      return [];
    } catch (error) {
      return [`${stack}: ${String(Reflect.get(Object(error), "stderr") || error)}`];
    }
  });
  const refused = lines.flat();
  return {
    count: refused.length,
    lines: [`terraform validated ${stacks.length} stacks, and refused ${refused.length}`, ...refused],
  };
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

function stacksBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "cdk.tf.json")
    .map((name) => path.join(folder, path.dirname(name)))
    .sort();
}
