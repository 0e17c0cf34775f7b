import { type LineRange, lineRanges, type Mark, stripOf } from "./code-frame.js";
import { codes } from "./codes.js";
import type { Diagnostic } from "./diagnostic.js";
import { fitted } from "./fitted.js";
import { kindsOf } from "./kinds.js";
import { listed, MOST_LISTED } from "./lists.js";
import type { RelatedLocation } from "./related.js";
import { bySeverity, SEVERITIES, type Severity } from "./severity.js";
import { positionOf, type SourceLocation } from "./source.js";
import { placeText, widthOf, wrap } from "./terminal-text.js";

/** How {@link renderText} writes. */
export interface TextOptions {
  /** Whether to send SGR colour codes: the caller knows what it writes to. */
  readonly color: boolean;
  /**
   * Columns of the terminal. Only a word that is longer than a line goes over it.
   * @default 80
   */
  readonly width?: number;
  /**
   * How many findings are shown, the worst of them; the counts are of all.
   * @default all
   */
  readonly most?: number;
  /**
   * How notes are told: each in full; those of one kind together, with the places of all; or by their number alone, but for those about
   * the output.
   * @default "each"
   */
  readonly notes?: "each" | "together" | "counted";
  /**
   * Rows of a screen that all of it has to fit on: what does not is left out, and counted. The first finding begins on it in any case.
   * @default any number
   */
  readonly rows?: number;
}

/**
 * Findings as a person reads them: for each its place, message, code frame, related places and help; then a line of counts.
 * Nothing for no findings. No control character of the user's own text is in it.
 */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  if (diagnostics.length === 0) return "";
  const style = { paint: options.color ? colored : uncolored, width: Math.max(options.width ?? 80, 40) };
  const { notes = "each", rows } = options;
  const told = notes === "counted" ? diagnostics.filter((one) => !isCounted(one)) : diagnostics;
  const shown = worst(told, options.most ?? told.length);
  const kinds = notes === "each" ? shown.map((first) => ({ first, others: [] })) : kindsOf(shown);
  const blocks = kinds.map(({ first, others }) => block([...finding(first, style), ...alsoAt(others, style)]));
  const end = (of: number) => `${leftOut(of, told.length)}${summary(told, diagnostics.length - told.length)}\n`;
  if (rows !== undefined)
    return fitted(blocks, (count) => (count === blocks.length ? end(shown.length) : end(count)), {
      rows,
      width: options.width ?? 80,
    });
  return `${blocks.map((one) => `${one}\n\n`).join("")}${end(shown.length)}`;
}

/** Whether a finding is one of those that are told by their number where notes are. */
function isCounted({ code, severity }: Diagnostic): boolean {
  return severity === "note" && codes[code].aboutOutput !== true;
}

function leftOut(shown: number, all: number): string {
  return shown === all ? "" : `These are ${shown} of ${all}. \`nanokit-tf validate --format json\` has all.\n`;
}

/** Where the same is to be said again. */
function alsoAt(others: readonly Diagnostic[], style: Style): readonly string[] {
  if (others.length === 0) return [];
  const places = others.slice(0, MOST_LISTED).map(({ location }) => placeText(location));
  const more = others.length > MOST_LISTED ? [`${others.length - MOST_LISTED} more`] : [];
  return wrap(`also at ${listed([...places, ...more])}`, { width: style.width, firstIndent: 2, indent: 4 }).map(
    (line, index) => `${index === 0 ? margin : margin + margin}${style.paint("faint", line)}`,
  );
}

/** So many findings, in the order in which they were: errors before warnings, warnings before notes. */
function worst(diagnostics: readonly Diagnostic[], most: number): readonly Diagnostic[] {
  if (diagnostics.length <= most) return diagnostics;
  const kept = new Set(bySeverity(diagnostics).slice(0, most));
  return diagnostics.filter((one) => kept.has(one));
}

function block(lines: readonly string[]): string {
  return lines.map((line) => line.trimEnd()).join("\n");
}

type Ink = Severity | "related" | "help" | "strong" | "faint";

interface Style {
  readonly paint: (ink: Ink, text: string) => string;
  readonly width: number;
}

const sgr: Readonly<Record<Ink, string>> = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  related: "34",
  help: "1;32",
  strong: "1",
  faint: "2",
};

function colored(ink: Ink, text: string): string {
  return text === "" ? "" : `\u001b[${sgr[ink]}m${text}\u001b[0m`;
}

function uncolored(_ink: Ink, text: string): string {
  return text;
}

/** Columns before everything that belongs to a finding, its first line excepted. */
const margin = "  ";

function finding({ code, severity, message, location, related, help }: Diagnostic, style: Style): readonly string[] {
  const title = { place: placeText(location), word: `${severity} ${code}:` };
  const indent = widthOf(`${title.place} ${title.word} `);
  const [first = "", ...rest] = wrap(message, { width: style.width, firstIndent: indent, indent: margin.length });
  const frames = framesOf(location, related);
  const gutter = Math.max(0, ...frames.flatMap(({ lines }) => lines.map(({ line }) => String(line).length)));
  return [
    `${style.paint("strong", title.place)} ${style.paint(severity, title.word)} ${first}`,
    ...rest.map((line) => margin + line),
    ...frames.flatMap((frame, index) => [
      ...(index > 0 ? relatedTitle(frame, style) : []),
      ...frameRows(frame, index > 0 ? "related" : severity, gutter, style),
    ]),
    ...(help === undefined ? [] : helpLines(help, style)),
  ];
}

function relatedTitle({ location, message }: Frame, style: Style): readonly string[] {
  const prefix = `see ${placeText(location)}:`;
  const firstIndent = margin.length + widthOf(prefix) + 1;
  const [first = "", ...rest] = wrap(message, { width: style.width, firstIndent, indent: margin.length * 2 });
  return [`${margin}${style.paint("related", prefix)} ${first}`, ...rest.map((line) => margin + margin + line)];
}

function helpLines(help: string, style: Style): readonly string[] {
  const indent = margin.length + "help: ".length;
  const [first = "", ...rest] = wrap(help, { width: style.width, firstIndent: indent, indent });
  return [`${margin}${style.paint("help", "help:")} ${first}`, ...rest.map((line) => " ".repeat(indent) + line)];
}

/** One run of source lines, with the ranges to underline in it. */
interface Frame {
  readonly location: SourceLocation;
  readonly message: string;
  readonly lines: readonly LineRange[];
  /** Related ranges on the frame's only line, underlined in rows of their own. */
  readonly labels: readonly RelatedLocation[];
}

/** The frame of the finding itself, then those of the related places that are not on the same line. */
function framesOf(location: SourceLocation, related: readonly RelatedLocation[]): readonly Frame[] {
  const lines = shownLines(location);
  const onSameLine = ({ location: other }: RelatedLocation) => {
    const [line, ...more] = shownLines(other);
    return other.file === location.file && lines.length === 1 && more.length === 0 && line?.line === lines[0]?.line;
  };
  return [
    { location, message: "", lines, labels: related.filter(onSameLine) },
    ...related
      .filter((other) => !onSameLine(other))
      .map((other) => ({
        location: other.location,
        message: other.message,
        lines: shownLines(other.location),
        labels: [],
      })),
  ];
}

/** Nothing for a file without text (one that could not be read), and for what is about the file and none of its lines. */
function shownLines(location: SourceLocation): readonly LineRange[] {
  return location.file.text === "" || Math.max(location.start, location.end) <= 0 ? [] : lineRanges(location);
}

function frameRows(
  { lines, labels }: Frame,
  ink: Severity | "related",
  gutter: number,
  style: Style,
): readonly string[] {
  const left = (label: string) => `${margin}${style.paint("faint", `${label.padStart(gutter)} |`)} `;
  const room = style.width - margin.length - gutter - " | ".length;
  const rows: string[] = [];
  for (const [index, range] of lines.entries()) {
    const strip = stripOf(range, room);
    const previous = lines[index - 1]?.line ?? range.line - 1;
    if (range.line > previous + 1) rows.push(`${margin}${style.paint("faint", "...")}`);
    rows.push(left(String(range.line)) + strip.text);
    const mark = strip.mark(range.from, range.to);
    if (mark && (index === 0 || range.from < range.to)) {
      rows.push(left("") + underline(mark, ink === "related" ? "-" : "^", ink, style));
    }
    for (const label of labels) {
      const [other] = lineRanges(label.location);
      const second = other && strip.mark(other.from, other.to);
      const message = second
        ? label.message
        : `column ${positionOf(label.location.file, label.location.start).column}: ${label.message}`;
      for (const row of labelRows(second, message, room, style)) rows.push(left("") + row);
    }
  }
  return rows;
}

function underline({ column, width }: Mark, sign: string, ink: Ink, style: Style): string {
  return " ".repeat(column) + style.paint(ink, sign.repeat(width));
}

/** A second underline with its message behind it, or below it where that does not fit; the message alone when its place was cut away. */
function labelRows(mark: Mark | undefined, message: string, room: number, style: Style): readonly string[] {
  const label = (line: string) => style.paint("related", line);
  const marks = mark ? underline(mark, "-", "related", style) : "";
  const after = mark ? mark.column + mark.width + 1 : 0;
  const lines = wrap(message, { width: room, firstIndent: 0, indent: 0 });
  const [only = ""] = lines;
  if (mark && lines.length === 1 && after + widthOf(only) <= room) return [`${marks} ${label(only)}`];
  return [...(mark ? [marks] : []), ...lines.map(label)];
}

/** Numbers of all, and how to see the notes that were only counted. */
function summary(diagnostics: readonly Diagnostic[], counted: number): string {
  const count = { error: 0, warning: 0, note: 0 };
  for (const { severity } of diagnostics) count[severity] += 1;
  const counts = SEVERITIES.map((severity) => {
    const of = count[severity];
    return of === 0 ? [] : `${of} ${severity}${of === 1 ? "" : "s"}`;
  });
  const more = count.note > 0 ? "more " : "";
  const hidden = counted === 0 ? [] : [`${counted} ${more}note${counted === 1 ? "" : "s"} (shown with --notes)`];
  const fixable = diagnostics.filter(({ fix }) => fix).length;
  return `${[...counts.flat(), ...hidden].join(", ")}${fixable === 0 ? "" : `; ${fixable} can be fixed with validate --fix`}`;
}
