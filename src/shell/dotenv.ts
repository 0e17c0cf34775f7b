import { substitute, type Unset } from "./references.js";

/** What a `.env` file holds. */
export interface Dotenv {
  /** Of two lines with the same name the last counts, as in a shell. */
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly DotenvProblem[];
  /** Names behind whose `=` there is a comment alone: empty here, while compose takes the comment for the value. @default none */
  readonly commented?: readonly string[];
}

/** A line that was left out. */
export interface DotenvProblem {
  /** 1-based; of a quoted value over several lines, the first. */
  readonly line: number;
  /** Completes "line 3 was left out: ...". */
  readonly reason: string;
  /** A name that stands alone: to compose the variable of the shell, or of the `.env` beside. @default the line is another */
  readonly name?: string;
}

/**
 * Reads `.env` text: `NAME=value` lines, or `NAME: value`, with an optional `export`, comments, 'literal' and "escaped" values, the quoted ones
 * over several lines if need be. As in compose, `$NAME` and `${NAME:-default}` stand for `outer` variables, which come first, and for those
 * of the lines above; not between single quotes, and `$$` is one `$`. `unset` says what a name without a value becomes. Neither `util.parseEnv` (Node 20.12; it joins a malformed line to
 * the next one and knows no `\"`) nor `dotenv` (it skips malformed lines in silence) can say which line it did not understand.
 */
export function parseDotenv(
  text: string,
  outer: Readonly<Record<string, string>> = {},
  unset: Unset = "empty",
): Dotenv {
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const values = new Map<string, string>();
  const problems: DotenvProblem[] = [];
  const commented: string[] = [];
  let line = 1;
  let offset = 0;
  const lookUp = (key: string) => (Object.hasOwn(outer, key) ? outer[key] : values.get(key));
  while (offset < source.length) {
    const entry = entryAt(source, offset);
    if (entry.problem !== undefined)
      problems.push({ line, reason: entry.problem, ...(entry.bare === undefined ? {} : { name: entry.bare }) });
    if (entry.name !== undefined && entry.commented) commented.push(entry.name);
    if (entry.name !== undefined)
      values.set(entry.name, entry.literal ? entry.value : substitute(entry.value, lookUp, unset));
    line += source.slice(offset, entry.end).split("\n").length;
    offset = entry.end + 1;
  }
  return { values: Object.fromEntries(values), problems, ...(commented.length > 0 && { commented }) };
}

/** One assignment, comment, blank or malformed line; `end` is the offset of the line break after it. */
type Entry =
  | { readonly end: number; readonly name?: undefined; readonly problem?: string; readonly bare?: string }
  | {
      readonly end: number;
      readonly name: string;
      readonly value: string;
      /** Whether the value stood between single quotes. */
      readonly literal: boolean;
      /** Whether there is a comment in its place. */
      readonly commented?: boolean;
      readonly problem?: undefined;
    };

const name = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const onlyComment = /^[ \t]*(?:#.*)?$/;

function entryAt(source: string, offset: number): Entry {
  const end = lineEnd(source, offset);
  const line = source.slice(offset, end);
  if (onlyComment.test(line)) return { end };
  const equals = separatorIn(line);
  if (equals < 0) {
    const bare = line.trim().replace(/^export[ \t]+/, "");
    return { end, problem: "it has no `=`", ...(name.test(bare) && { bare }) };
  }
  const key = line
    .slice(0, equals)
    .trim()
    .replace(/^export[ \t]+/, "");
  if (!name.test(key)) return { end, problem: "what stands before `=` is not a name" };
  const value = line.slice(equals + 1).trimStart();
  const start = end - value.length;
  const quote = source.charAt(start);
  if (quote === '"' || quote === "'") return quoted(source, start, key, end);
  const read = unquoted(line.slice(equals + 1));
  return { end, name: key, value: read, literal: false, commented: read === "" && quote === "#" };
}

/** Where a name ends: at the `=`, or at a `:` right behind it, as in YAML. */
function separatorIn(line: string): number {
  const colon = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_.-]*[ \t]*:/.exec(line)?.[0].length;
  return colon === undefined ? line.indexOf("=") : colon - 1;
}

function lineEnd(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  return end < 0 ? source.length : end;
}

/** A `#` begins a comment after white space; inside a word, and right behind the `=`, it is part of the word. */
function unquoted(text: string): string {
  const comment = text.search(/(?<=[ \t])#/);
  return (comment < 0 ? text : text.slice(0, comment)).trim();
}

function quoted(source: string, start: number, key: string, endOfFirstLine: number): Entry {
  const quote = source.charAt(start);
  const close = closingQuote(source, start);
  // Only the first line is given up: the next ones may be sound.
  if (close < 0) return { end: endOfFirstLine, problem: `the quote ${quote} is never closed` };
  const end = lineEnd(source, close);
  if (!onlyComment.test(source.slice(close + 1, end)))
    return { end, problem: `there is text after the closing ${quote}` };
  const inner = source.slice(start + 1, close);
  return quote === '"'
    ? { end, name: key, value: unescaped(inner), literal: false }
    : { end, name: key, value: inner.replaceAll("\\'", "'"), literal: true };
}

/** Offset of the quote that closes the one at `start`, or -1. A backslash protects a character in double quotes, and the quote alone in single ones. */
function closingQuote(source: string, start: number): number {
  const quote = source.charAt(start);
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === quote) return at;
    if (source[at] === "\\" && (quote === '"' || (source[at + 1] === "'" && hasQuoteAfter(source, at + 2)))) at++;
  }
  return -1;
}

/** Whether a single quote stands in the rest of a line: else the one before it ends the value, as in a path of Windows. */
function hasQuoteAfter(source: string, at: number): boolean {
  return source.slice(at, lineEnd(source, at)).includes("'");
}

const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: "\n", t: "\t", '"': '"', "\\": "\\", $: "$$" }),
);

/** A backslash before any other character stands for itself, as in a shell. A dollar behind one is to stay a dollar. */
function unescaped(text: string): string {
  return text.replace(/\\([nt"\\$])/g, (written, letter: string) => escapes.get(letter) ?? written);
}
