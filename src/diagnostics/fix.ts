import type { SourceLocation } from "./source.js";

/** What stands at a place gives way to another text; an empty place is one to insert at. */
export interface TextEdit {
  readonly location: SourceLocation;
  readonly newText: string;
}

/**
 * How a finding is fixed, where one fix is obvious. The edits go together, do not overlap, and touch nothing but what is wrong:
 * quotes, comments and layout stay.
 */
export interface Fix {
  /** What changes, in a few words: `regoin -> region`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Texts without quotes that mean themselves wherever they stand in YAML. */
const PLAIN = /^(?!(?:true|false|null)$)[\w./][\w./%@+-]*(?:[: ][\w./%@+-]+)*$/i;

/** What quotes of each kind can hold as it stands. */
const QUOTED: ReadonlyMap<string, RegExp> = new Map(Object.entries({ '"': /^[^"\\\r\n]*$/, "'": /^[^'\r\n]*$/ }));

/** The text at a place, without the quotes around it. */
export function writtenAt({ file, start, end }: SourceLocation): string {
  const text = file.text.slice(start, end);
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

/**
 * Puts `to` in the place of `from`, within quotes where there are some. Undefined where the file does not have `from` as it stands
 * (it came from a variable, has escapes, goes over several lines, is blanked), and where `to` would need other quotes.
 */
export function replaceText(location: SourceLocation, from: string, to: string): Fix | undefined {
  if (from === to || writtenAt(location) !== from) return undefined;
  const { file, start, end } = location;
  const quote = end - start > from.length ? (file.text[start] ?? "") : "";
  if (!(QUOTED.get(quote) ?? PLAIN).test(to)) return undefined;
  const within = { file, start: start + quote.length, end: end - quote.length };
  return { title: `${from} -> ${to}`, edits: [{ location: within, newText: to }] };
}

/** Several fixes as one; undefined when one of them is missing. */
export function together(fixes: readonly (Fix | undefined)[]): Fix | undefined {
  const all = fixes.filter((fix) => fix !== undefined);
  if (all.length === 0 || all.length < fixes.length) return undefined;
  return { title: all.map(({ title }) => title).join(", "), edits: all.flatMap(({ edits }) => edits) };
}

/** Whether two fixes do the same. */
export function sameFix(one: Fix | undefined, other: Fix | undefined): boolean {
  return edits(one) === edits(other);
}

function edits(fix: Fix | undefined): string {
  const flat = fix?.edits.map(({ location: { file, start, end }, newText }) => [file.path, start, end, newText]);
  return JSON.stringify(flat ?? []);
}
