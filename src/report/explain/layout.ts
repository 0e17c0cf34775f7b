import { lineRanges, stripOf } from "../../diagnostics/code-frame.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import { widthOf, wrap } from "../../diagnostics/terminal-text.js";

/** How explanations are written. */
export interface Style {
  /** Whether to send SGR colour codes. */
  readonly color: boolean;
  /** Columns of a line. */
  readonly width: number;
}

export function strong(text: string, { color }: Style): string {
  return color ? `\u001b[1m${text}\u001b[0m` : text;
}

export function faint(text: string, { color }: Style): string {
  return color ? `\u001b[2m${text}\u001b[0m` : text;
}

/** A text in lines that fit. `lead` stands before the first, in bold, and the others begin below what follows it. */
export function paragraph(text: string, style: Style, indent = 0, lead = ""): readonly string[] {
  const margin = indent + (lead === "" ? 0 : widthOf(lead) + 1);
  const lines = wrap(text, { width: style.width, firstIndent: margin, indent: margin });
  return lines.map((line, index) => {
    const before = index === 0 && lead !== "" ? `${" ".repeat(indent)}${strong(lead, style)} ` : " ".repeat(margin);
    return before + line;
  });
}

/** Two columns. Where the left is too wide for that, the right goes below it. */
export function columns(rows: readonly (readonly [string, string])[], style: Style): readonly string[] {
  const widest = Math.max(0, ...rows.map(([left]) => widthOf(left)).filter((width) => width <= style.width / 2));
  return rows.flatMap(([left, right]) => {
    const column = widest + 4;
    const lines = wrap(right, { width: style.width, firstIndent: column, indent: column });
    const below = lines.map((line) => " ".repeat(column) + line);
    if (widthOf(left) > widest) return [`  ${left}`, ...below];
    return [`  ${left}${" ".repeat(column - 2 - widthOf(left))}${lines[0] ?? ""}`, ...below.slice(1)];
  });
}

/** The lines of a place, the place underlined. */
export function frame(location: SourceLocation, style: Style): readonly string[] {
  const ranges = location.file.text === "" ? [] : lineRanges(location);
  const gutter = Math.max(0, ...ranges.map(({ line }) => String(line).length));
  const left = (label: string) => `    ${faint(`${label.padStart(gutter)} |`, style)} `;
  return ranges.flatMap((range, index) => {
    const strip = stripOf(range, style.width - gutter - 7);
    const mark = strip.mark(range.from, range.to);
    const gap = range.line > (ranges[index - 1]?.line ?? range.line - 1) + 1 ? [`    ${faint("...", style)}`] : [];
    const under = mark && range.from < range.to ? [left("") + " ".repeat(mark.column) + "^".repeat(mark.width)] : [];
    return [...gap, left(String(range.line)) + strip.text, ...under];
  });
}

/** The lines that places are in, each line once, in the order of the file. */
export function excerpt(locations: readonly SourceLocation[], style: Style): readonly string[] {
  const byLine = new Map(locations.flatMap((location) => lineRanges(location)).map((range) => [range.line, range]));
  const ranges = [...byLine.values()].sort((a, b) => a.line - b.line);
  const gutter = Math.max(0, ...ranges.map(({ line }) => String(line).length));
  return ranges.flatMap((range, index) => {
    const strip = stripOf({ ...range, from: 0, to: 0 }, style.width - gutter - 7);
    const gap = index > 0 && range.line > (ranges[index - 1]?.line ?? 0) + 1 ? [`    ${faint("...", style)}`] : [];
    return [...gap, `    ${faint(`${String(range.line).padStart(gutter)} |`, style)} ${strip.text}`];
  });
}

/** Lines as a text, with one line break at its end and no spaces at the ends of lines. */
export function textOf(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}
