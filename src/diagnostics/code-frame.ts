import { lineStarts, positionOf, type SourceFile, type SourceLocation } from "./source.js";
import { type Glyph, glyphsOf, isPlain } from "./terminal-text.js";

/** A range of one line, as offsets within that line. */
export interface LineRange {
  /** 1-based. */
  readonly line: number;
  /** The line without what ends it. */
  readonly text: string;
  readonly from: number;
  /** Equal to `from` when there is a place to point at, but no text. */
  readonly to: number;
}

/** What of a line is shown: all of it, or the part around a range. */
export interface Strip {
  readonly text: string;
  /** Where a range of the line is drawn, or undefined when it was cut away. The width is at least 1. */
  mark(from: number, to: number): Mark | undefined;
}

/** Columns to underline, counted from 0 at the left of the strip. */
export interface Mark {
  readonly column: number;
  readonly width: number;
}

const ellipsis = "...";

/** A location over more lines than this is shown by its first two and its last. */
const maxLines = 4;

/**
 * The lines of a location that are worth showing. White space at its end is left out, so that a block does not reach into
 * the next line.
 */
export function lineRanges(location: SourceLocation): readonly LineRange[] {
  const { file, start, end } = visibleRange(location);
  const first = positionOf(file, start).line;
  const last = positionOf(file, Math.max(start, end - 1)).line;
  const lines = Array.from({ length: Math.min(last - first + 1, maxLines) }, (_, index) => first + index);
  const shown = last - first < maxLines ? lines : [first, first + 1, last];
  return shown.map((line) => {
    const text = lineText(file, line);
    const begin = lineStarts(file)[line - 1] ?? 0;
    const within = (offset: number) => Math.min(Math.max(offset - begin, 0), text.length);
    const indentation = text.length - text.trimStart().length;
    return { line, text, from: line === first ? within(start) : indentation, to: within(end) };
  });
}

function visibleRange({ file, start, end }: SourceLocation): SourceLocation {
  const length = file.text.length;
  const from = Math.min(Math.max(start, 0), length);
  const to = Math.min(Math.max(end, from), length);
  const visible = file.text.slice(from, to).trimEnd().length;
  if (visible > 0) return { file, start: from, end: from + visible };
  const { line } = positionOf(file, from);
  const endOfLine = (lineStarts(file)[line - 1] ?? 0) + lineText(file, line).length;
  return { file, start: from, end: Math.max(from, Math.min(to, endOfLine)) };
}

function lineText(file: SourceFile, line: number): string {
  const starts = lineStarts(file);
  const text = file.text.slice(starts[line - 1], starts[line]);
  // No pattern: it would read a line of a megabyte for each finding on it.
  const end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") || text.endsWith("\r") ? 1 : 0;
  return text.slice(0, text.length - end);
}

/** A glyph at its column in the strip. */
interface Cell extends Glyph {
  readonly column: number;
}

/** Fits a line into `room` columns, cutting what is far from its range. */
export function stripOf(range: LineRange, room: number): Strip {
  const { text, from, to } = range;
  const near = neighbourhood(range, room * 4);
  if (isPlain(text.slice(near.start, near.end))) return plainStripOf(range, room);
  const end = { start: text.length, end: text.length + 1, shown: "", width: from === text.length ? 1 : 0 };
  const glyphs = glyphsOf(text.slice(near.start, near.end)).map((glyph) => shift(glyph, near.start));
  const cells = place(near.end === text.length ? [...glyphs, end] : glyphs, 0);
  if (near.start === 0 && near.end === text.length && extent(cells) <= room) return strip(cells, "");

  const wanted = markOf(cells, from, to) ?? { column: 0, width: 1 };
  const begin = beginOf(near.start, wanted, room);
  const left = begin > 0 || near.start > 0 ? ellipsis : "";
  const rest = place(
    cells.filter((cell) => cell.column >= begin),
    left.length,
  );
  if (near.end === text.length && extent(rest) <= room) return strip(rest, left);
  const kept = rest.filter((cell) => cell.column + cell.width <= room - ellipsis.length);
  return strip(kept, left, ellipsis);
}

/** The same for a line of plain letters, by counting alone: there can be a hundred thousand findings on one. */
function plainStripOf(range: LineRange, room: number): Strip {
  const { text, from, to } = range;
  const near = neighbourhood(range, room);
  const endWidth = from === text.length ? 1 : 0;
  const columns = (start: number, end: number) =>
    Math.min(end, text.length) - start + (end > text.length ? endWidth : 0);
  const view = (start: number, end: number, left: string, right: string): Strip => ({
    text: left + text.slice(start, end) + right,
    mark: (first, last) => {
      const stop = Math.min(Math.max(last, first + 1), end);
      if (first < start || first >= stop) return undefined;
      return { column: left.length + columns(start, first), width: Math.max(1, columns(first, stop)) };
    },
  });
  const atEnd = near.end === text.length;
  const end = atEnd ? near.end + 1 : near.end; // behind the last letter there is a place to point at
  if (near.start === 0 && atEnd && columns(0, end) <= room) return view(0, end, "", "");

  const wanted = view(near.start, end, "", "").mark(from, to) ?? { column: 0, width: 1 };
  const begin = beginOf(near.start, wanted, room);
  const left = begin > 0 || near.start > 0 ? ellipsis : "";
  const start = near.start + begin;
  if (atEnd && left.length + columns(start, end) <= room) return view(start, end, left, "");
  return view(start, Math.min(near.end, start + room - ellipsis.length - left.length), left, ellipsis);
}

/** The column from which a line is shown: from its beginning where that fits, and else with the mark in the middle. */
function beginOf(nearStart: number, { column, width }: Mark, room: number): number {
  if (nearStart === 0 && column + width <= room - ellipsis.length) return 0;
  return Math.max(0, column - Math.max(0, Math.floor((room - 2 * ellipsis.length - width) / 2)));
}

/** The part of a line that can matter: splitting a line of a megabyte into characters for each finding on it would take minutes. */
function neighbourhood({ text, from, to }: LineRange, reach: number): { readonly start: number; readonly end: number } {
  return {
    start: characterStart(text, Math.max(0, from - reach)),
    end: characterStart(text, Math.min(text.length, to + reach, from + 2 * reach)),
  };
}

/** The offset, or the one before it when it would part a surrogate pair. */
function characterStart(text: string, offset: number): number {
  const parts = (text.codePointAt(offset - 1) ?? 0) > 0xffff;
  return parts ? offset - 1 : offset;
}

function shift(glyph: Glyph, by: number): Glyph {
  return { ...glyph, start: glyph.start + by, end: glyph.end + by };
}

function place(glyphs: readonly Glyph[], column: number): readonly Cell[] {
  let next = column;
  return glyphs.map((glyph) => {
    const cell = { ...glyph, column: next };
    next += glyph.width;
    return cell;
  });
}

/** The column after the last cell. */
function extent(cells: readonly Cell[]): number {
  const last = cells.at(-1);
  return last ? last.column + last.width : 0;
}

/** An empty range marks the cell that it stands in. */
function markOf(cells: readonly Cell[], from: number, to: number): Mark | undefined {
  const marked = cells.filter((cell) => cell.end > from && (cell.start < to || cell.start <= from));
  const [first] = marked;
  return first && { column: first.column, width: Math.max(1, extent(marked) - first.column) };
}

function strip(cells: readonly Cell[], left: string, right = ""): Strip {
  const reached = cells[0]?.start ?? 0;
  return {
    text: left + cells.map((cell) => cell.shown).join("") + right,
    mark: (from, to) => (from < reached ? undefined : markOf(cells, from, to)),
  };
}
