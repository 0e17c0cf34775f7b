/** A text that was read, with the path to show for it. The text travels along, so a code frame needs no second read. */
export interface SourceFile {
  /** As the user would type it: relative to the working directory, never absolute unless the user said so. */
  readonly path: string;
  readonly text: string;
}

/** A range of a file: UTF-16 offsets, half open. Line and column are derived when something is printed. */
export interface SourceLocation {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place for people and editors: both numbers begin at 1, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a value came from: written in the file, in an `environments.<env>` block, in a runtime, or not written at all. */
export type Origin = "file" | "environment" | "runtime" | "default";

/** A value and the place that it was written. */
export interface Located<T> {
  readonly value: T;
  readonly location: SourceLocation;
  readonly origin: Origin;
}

const lineStartsByFile = new WeakMap<SourceFile, readonly number[]>();

/** Offsets at which each line of the file begins. A line ends with LF, CRLF or a lone CR, as in YAML. */
export function lineStarts(file: SourceFile): readonly number[] {
  let starts = lineStartsByFile.get(file);
  if (!starts) {
    starts = [0, ...Array.from(file.text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
    lineStartsByFile.set(file, starts);
  }
  return starts;
}

/** The position of an offset; an offset past the end is taken as the end. */
export function positionOf(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  const at = Math.min(Math.max(offset, 0), file.text.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}
