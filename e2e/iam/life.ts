import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { VERSIONS_FILE } from "../../src/hcl/settings.js";
import { Aws } from "../aws.js";
import type { Emulator } from "../emulator.js";
import { terraformEnvironment } from "../environment.js";
import { parseObject } from "../json.js";
import type { Lab } from "../lab.js";
import { regionOf, withIds } from "../stack-file.js";
import { readStack, readVersions, STACK_FILE } from "../stack-source.js";
import { makeWorld } from "../world.js";
import { type Call, readCalls } from "./calls.js";
import { entryOf, type IamCase } from "./cases.js";

/** What Terraform did in the life of a stack, and with which stack. */
export interface Life {
  /** The stack as it was made, and as it was changed; ids of what exists are those of the emulator. */
  readonly stacks: readonly [made: string, changed: string];
  readonly steps: readonly Step[];
}

/** One command of Terraform. */
export interface Step {
  readonly name: "create" | "refresh" | "update" | "destroy";
  /** Which of the stacks it ran with: its place. */
  readonly stack: 0 | 1;
  readonly calls: readonly Call[];
}

const STEP_MS = 300_000;
const DEFAULT_REGION = "us-east-1";

/**
 * Takes a stack through its life: it is made, planned again, changed in place, and destroyed. Throws with the end of Terraform's log when one
 * of that fails.
 *
 * @param callsFile where the emulator writes the calls
 */
export async function live(
  lab: Lab,
  one: IamCase,
  emulator: Emulator,
  callsFile: string,
  folder: string,
): Promise<Life> {
  const made = entryOf(one, "nanokit.yml");
  const [first, second] = [
    await readStack(lab.root, made),
    await readStack(lab.root, entryOf(one, "nanokit.changed.yml")),
  ];
  const region = regionOf(parseObject(first, one.name)) ?? DEFAULT_REGION;
  await emulator.reset();
  const { ids } = await makeWorld(made, new Aws(emulator.endpoint, region), region);
  const stacks = [withIds(first, ids), withIds(second, ids)] as const;
  const { cliConfig, awsConfig } = lab;
  const settings = { endpoint: emulator.endpoint, region, cliConfig, awsConfig, variables: made.variables };
  const env = terraformEnvironment(lab.env, settings);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, VERSIONS_FILE), await readVersions(lab.root, made));
  const run = async (cwd: string, [command = "", ...rest]: readonly string[]): Promise<void> => {
    const options = { cwd, env, timeoutMs: STEP_MS };
    const { ok, log } = await lab.processes.run(lab.terraform, [command, "-no-color", ...rest], options);
    if (ok) return;
    throw new Error(`terraform ${[command, ...rest].join(" ")}:\n${log.trimEnd().split("\n").slice(-60).join("\n")}`);
  };
  if (one.after !== undefined) {
    const before = path.join(folder, "before");
    await mkdir(before, { recursive: true });
    await writeFile(path.join(before, STACK_FILE), await readStack(lab.root, entryOf(one, one.after)));
    await run(before, ["init"]);
    await run(before, ["apply", "-auto-approve"]);
  }
  const terraform = async (stack: 0 | 1, ...args: readonly string[]): Promise<readonly Call[]> => {
    await writeFile(path.join(folder, STACK_FILE), stacks[stack]);
    const before = (await readCallsFile(callsFile)).length;
    await run(folder, args);
    return readCalls((await readCallsFile(callsFile)).slice(before));
  };
  await terraform(0, "init");
  return {
    stacks,
    steps: [
      { name: "create", stack: 0, calls: await terraform(0, "apply", "-auto-approve") },
      { name: "refresh", stack: 0, calls: await terraform(0, "plan") },
      { name: "update", stack: 1, calls: await terraform(1, "apply", "-auto-approve") },
      { name: "destroy", stack: 1, calls: await terraform(1, "destroy", "-auto-approve") },
    ],
  };
}

async function readCallsFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}
