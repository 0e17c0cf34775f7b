import { summarize } from "./changes.js";
import { type CheckReport, changesOf, isSame, totals } from "./report.js";

/** Version of the form below; it grows when something is taken away or changes its meaning, not when something is added. */
const VERSION = 1;

/** The report for programs. docs/check.md describes it. */
export function renderCheckJson(report: CheckReport): string {
  const { file, output, against, stacks, leftOver, manifest } = report;
  const document = {
    version: VERSION,
    verdict: isSame(report) ? "same" : "different",
    file,
    output,
    ...(against !== undefined && { against }),
    summary: totals(report),
    stacks: stacks.map((stack) => ({
      stack: stack.stack,
      path: stack.path,
      status: stack.status,
      ...(stack.status === "unreadable" && { problem: stack.problem }),
      summary: summarize(changesOf(stack)),
      changes: changesOf(stack),
    })),
    leftOver,
    ...(manifest !== undefined && { manifest }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
