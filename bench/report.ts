import type { Command } from "./commands.js";
import type { Measure, Verdict } from "./statistics.js";

/** Lays rows out in columns; the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

/** The text that `npm run bench` prints. */
export function renderReport(
  commands: readonly Command[],
  measures: readonly Measure[],
  verdicts: readonly Verdict[],
  skipped: readonly string[],
): string {
  const times = measures.map((measure) => [
    commands.find(({ name }) => name === measure.name)?.what ?? measure.name,
    ...[measure.median, measure.fastest, measure.spread].map((time) => time.toFixed(1)),
    String(measure.runs),
  ]);
  const claims = verdicts.map(({ subject, base, bound, ratio, holds }) => [
    `${subject} <= ${bound} x ${base}`,
    ratio === undefined ? "-" : ratio.toFixed(2),
    holds === undefined ? "skipped" : holds ? "holds" : "DOES NOT HOLD",
  ]);
  return [
    table([["whole process, milliseconds", "median", "fastest", "spread", "runs"], ...times]),
    ...skipped.map((line) => `skipped: ${line}`),
    "",
    table([["claim", "ratio", "verdict"], ...claims]),
  ].join("\n");
}
