import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { VERSIONS_FILE } from "../../src/hcl/settings.js";
import { hclFormat } from "../../src/lower/hcl-format.js";
import type { JsonObject } from "../../src/stack/json.js";
import { readStack as readFiles } from "../../src/stack/read.js";
import type { StackEntry } from "../entries.js";
import { readStack, readVersions, STACK_FILE } from "../stack-source.js";
import { judge, type StackForm, type Verdict } from "./rule.js";
import { RULES } from "./rules.js";

/** A stack, with what the table says of it. */
export interface ScannedStack {
  readonly dir: string;
  /** Name of its folder, which tells it from all others. */
  readonly folder: string;
  readonly text: string;
  readonly versions: string;
  /** Types of its resources. */
  readonly types: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** Reads a stack and judges it by the table. */
export async function scannedStack(root: string, entry: StackEntry, index: number): Promise<ScannedStack> {
  const text = await readStack(root, entry);
  const versions = await readVersions(root, entry);
  const folder = `${index}-${path.posix.basename(entry.dir)}`;
  const reading = readFiles([{ path: STACK_FILE, text }]);
  if (!reading.readable) throw new Error(`${entry.dir} cannot be read`);
  const types = [...reading.stack.declared.values()].flatMap(({ kind, type }) => (kind === "resource" ? [type] : []));
  return { dir: entry.dir, folder, text, versions, types, verdicts: judge(reading.stack, RULES) };
}

/** Writes stacks below a folder, each into its own, as JSON or as HCL. */
export async function writeStacks(
  stacks: readonly ScannedStack[],
  folder: string,
  form: Exclude<StackForm, "plan">,
): Promise<void> {
  for (const stack of stacks) {
    const own = path.join(folder, stack.folder);
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, VERSIONS_FILE), stack.versions);
    if (form === "json") await writeFile(path.join(own, STACK_FILE), stack.text);
    else await writeFile(path.join(own, hclFormat.fileName), hclOf(stack.text));
  }
}

function hclOf(text: string): string {
  return hclFormat.print(JSON.parse(text) as JsonObject, () => undefined);
}
