import type { Located, SourceLocation } from "../../diagnostics/source.js";

/** A part of a text where it stands in the file; the whole value when it is not written there as it is: with variables, with escapes. */
export function within({ value, location }: Located<string>, start: number, end: number): SourceLocation {
  const { file } = location;
  const written = file.text.slice(location.start, location.end);
  const quoted = /^(["'])(.*)\1$/s.exec(written)?.[2];
  const from = quoted === value ? location.start + 1 : written === value ? location.start : undefined;
  return from === undefined || end <= start ? location : { file, start: from + start, end: from + end };
}
