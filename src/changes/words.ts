import { listed } from "../diagnostics/lists.js";
import type { Cause, Change, MarkKind, Summary } from "./changes.js";
import type { CheckReport, StackReport } from "./report.js";

/** What a verdict rests on; every form of the report ends with it. */
export const LIMITS = "This compares files only. What exists on AWS is in the state: `terraform plan` decides.";

/** Marks, the most serious first. */
export const MARK_KINDS: readonly MarkKind[] = ["data", "interrupts", "opens", "weakens", "note", "closes"];

/** `2 to add, 1 to change, 1 to replace, 0 to destroy; 1 opens access`. */
export function summaryText({ create, update, replace, destroy, marks }: Summary): string {
  const counts = `${create} to add, ${update} to change, ${replace} to replace, ${destroy} to destroy`;
  const said = [
    plural(marks.data, "puts data at risk", "put data at risk"),
    plural(marks.interrupts, "interrupts", "interrupt"),
    plural(marks.opens, "opens access", "open access"),
    plural(marks.weakens, "weakens protection", "weaken protection"),
  ].filter((text) => text !== "");
  return said.length === 0 ? counts : `${counts}; ${said.join(", ")}`;
}

function plural(count: number, one: string, more: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : more}`;
}

/** One sentence: whether the output is what the file gives. */
export function verdictText({ file, output, against }: CheckReport, same: boolean): string {
  const place = against === undefined ? folder(output) : `${folder(output)} of ${against}`;
  if (same) return `${place} is up to date with ${file}.`;
  return against === undefined
    ? `${place} does not hold what ${file} gives.`
    : `${file} gives something else than ${place} holds.`;
}

/** What to do about a difference, where there is something to do. */
export function adviceText({ against, stacks }: CheckReport): string | undefined {
  if (against !== undefined) return undefined;
  if (stacks.some(({ status }) => status === "unreadable")) {
    return "First repair what cannot be read, as described above: until then `nanokit-tf synth` writes nothing.";
  }
  return "Run `nanokit-tf synth` and commit what it writes. A change made by hand in the output belongs in the file.";
}

/** What is to be said of a stack besides its changes. */
export function statusText(report: StackReport): string | undefined {
  switch (report.status) {
    case "same":
      return "no difference.";
    case "lineEnds":
      return "no difference but line ends, which Git turned into CRLF. A line `generated/** text eol=lf` in .gitattributes keeps them.";
    case "formatted":
      return "means the same, but is written differently: `nanokit-tf synth` writes it again.";
    case "new":
      return "does not exist yet: applying it makes everything new.";
    case "unreadable":
      return report.problem;
    case "changed":
      return report.changes.length === 0 ? "differs in its header only." : undefined;
  }
}

/** What is to be said of a stack that the file no longer makes. */
export function leftOverText(stack: string, { file }: CheckReport): string {
  return `${stack} is not described by ${file} any more. What it made stays in AWS until \`terraform destroy\` runs in its folder.`;
}

/**
 * What is to be feared where stacks are new and others are not described any more: a project or an environment that was given another name.
 * Undefined where it is not so.
 */
export function renamingText({ file, stacks, leftOver }: CheckReport): string | undefined {
  const come = stacks.filter(({ status }) => status === "new").map(({ stack }) => stack);
  if (come.length === 0 || leftOver.length === 0) return undefined;
  const [goes, are] = [leftOver.length === 1 ? "is" : "are", come.length === 1 ? "is" : "are"];
  const what = `${listed(leftOver)} ${goes} not described by ${file} any more, and ${listed(come)} ${are} new.`;
  return `${what} If you renamed an environment: no data moves. The new one begins with an empty file system, and the old one keeps running.`;
}

/** What happens to the address of a cause: `local.x changes`, `aws_efs_file_system.main is replaced`. */
export function causeText({ address }: Cause, changes: readonly Change[]): string {
  const found = changes.filter((change) => change.address === address || change.address.startsWith(`${address}[`));
  if (found.some(({ action }) => action === "replace")) return `${address} is replaced`;
  return found.some(({ action }) => action === "create" || action === "destroy")
    ? `${address} comes or goes`
    : `${address} changes`;
}

/** `generated` as `generated/`. */
export function folder(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}
