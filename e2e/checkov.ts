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

/** What checkov calls the forms of a stack. */
export const FRAMEWORKS = { json: "terraform_json", hcl: "terraform", plan: "terraform_plan" } as const;

/** One check of one resource. */
export interface Check {
  readonly id: string;
  /** Its address, as checkov has it: in JSON without the type. */
  readonly resource: string;
  /** The folder of its file. */
  readonly folder: string;
  readonly failed: boolean;
}

/** What of a lab runs checkov. */
export type ScanLab = Pick<Lab, "root" | "env" | "processes" | "report">;

/**
 * Whether checkov reads every stack. It ends with 0 and says "Passed 0, failed 0" of one that it cannot read, which pipelines take for green,
 * so each stack has to be named by a check. What it finds in them is held to a table by `npm run e2e:scanners`.
 */
export async function readByCheckov(
  lab: ScanLab,
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
  const { log, checks } = await runCheckov(lab, checkov, folder, "json");
  const told = checks === undefined ? undefined : new Set(checks.map((check) => check.folder));
  const unread = names.flatMap((name, index) => (told?.has(name) ? [] : [entries[index]?.dir ?? name]));
  if (checks === undefined) lab.report("checkov", "FAILED", log.slice(-2000));
  else if (unread.length > 0) lab.report("checkov", "FAILED", `not read: ${unread.join(", ")}`);
  else lab.report("checkov", "read", `${names.length} stacks, ${checks.length} checks`);
  return checks !== undefined && unread.length === 0;
}

/** Runs checkov on all that is in a folder. Without checks where it failed; what it printed is in the log. */
export async function runCheckov(
  lab: ScanLab,
  checkov: string,
  folder: string,
  form: keyof typeof FRAMEWORKS,
): Promise<{ readonly log: string; readonly checks: readonly Check[] | undefined }> {
  const args = [
    "-d",
    ".",
    "--framework",
    FRAMEWORKS[form],
    "--compact",
    "--soft-fail",
    "--skip-download",
    "-o",
    "json",
  ];
  const { ok, stdout, log } = await lab.processes.run(checkov, args, { cwd: folder, env: lab.env, timeoutMs: RUN_MS });
  return { log, checks: ok ? checksIn(stdout) : undefined };
}

/** The checks in what checkov prints as JSON; undefined where that is no report. */
export function checksIn(printed: string): readonly Check[] | undefined {
  const report = parsed(printed);
  if (report === undefined) return undefined;
  const results = objectAt(report, "results");
  const checks = (key: string, failed: boolean) =>
    objectsAt(results, key).flatMap((check) => {
      const [id, resource] = [stringAt(check, "check_id"), stringAt(check, "resource")];
      const folder = stringAt(check, "file_path")?.split("/").at(-2);
      return id === undefined || resource === undefined || folder === undefined
        ? []
        : [{ id, resource, folder, failed }];
    });
  return [...checks("passed_checks", false), ...checks("failed_checks", true)];
}

function parsed(printed: string): JsonObject | undefined {
  try {
    const report: unknown = JSON.parse(printed);
    return isObject(report) ? report : undefined;
  } catch {
    return undefined;
  }
}
