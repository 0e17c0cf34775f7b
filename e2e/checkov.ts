import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { VERSIONS_FILE } from "../src/hcl/settings.js";
import type { StackEntry } from "./entries.js";
import { isObject, type JsonObject, objectAt, objectsAt, stringAt } from "./json.js";
import type { Lab } from "./lab.js";
import { readStack, readVersions, STACK_FILE } from "./stack-source.js";
import type { MissingTool } from "./tools.js";

export const CHECKOV: MissingTool = { tool: "checkov", install: "python3 -m pip install checkov, and put it on PATH" };

const RUN_MS = 900_000;

/**
 * Whether checkov reads every stack. It ends with 0 and says "Passed 0, failed 0" of one that it cannot read, which pipelines take for green,
 * so each stack has to be named by a check. What it finds in them is not judged here.
 */
export async function readByCheckov(
  lab: Pick<Lab, "root" | "env" | "processes" | "report">,
  checkov: string,
  listed: readonly StackEntry[],
  folder: string,
): Promise<boolean> {
  const entries = listed.flatMap((entry) => entry.modules?.map((dir) => ({ ...entry, dir })) ?? [entry]);
  const names = entries.map(({ dir }, index) => `${index}-${path.posix.basename(dir)}`);
  for (const [index, entry] of entries.entries()) {
    const own = path.join(folder, names[index] ?? "");
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, STACK_FILE), await readStack(lab.root, entry));
    await writeFile(path.join(own, VERSIONS_FILE), await readVersions(lab.root, entry));
  }
  const args = ["-d", ".", "--framework", "terraform_json", "--compact", "--soft-fail", "-o", "json"];
  const { ok, stdout, log } = await lab.processes.run(checkov, args, { cwd: folder, env: lab.env, timeoutMs: RUN_MS });
  const told = ok ? checksByFolder(stdout) : undefined;
  const unread = names.flatMap((name, index) => (told?.has(name) ? [] : [entries[index]?.dir ?? name]));
  const checks = [...(told?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  if (told === undefined) lab.report("checkov", "FAILED", log.slice(-2000));
  else if (unread.length > 0) lab.report("checkov", "FAILED", `not read: ${unread.join(", ")}`);
  else lab.report("checkov", "read", `${names.length} stacks, ${checks} checks`);
  return told !== undefined && unread.length === 0;
}

/** How many checks name a file in each folder, by what checkov prints as JSON; undefined where that is no report. */
export function checksByFolder(printed: string): ReadonlyMap<string, number> | undefined {
  const report = parsed(printed);
  if (report === undefined) return undefined;
  const results = objectAt(report, "results");
  const checks = [...objectsAt(results, "passed_checks"), ...objectsAt(results, "failed_checks")];
  const counts = new Map<string, number>();
  for (const check of checks) {
    const folder = stringAt(check, "file_path")?.split("/").at(-2);
    if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function parsed(printed: string): JsonObject | undefined {
  try {
    const report: unknown = JSON.parse(printed);
    return isObject(report) ? report : undefined;
  } catch {
    return undefined;
  }
}
