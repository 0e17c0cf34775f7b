import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { positionOf } from "../../diagnostics/source.js";
import { wrap } from "./target.js";

/** Findings about a text of nanokit.yml. */
export type Check = (text: string) => readonly Diagnostic[];

/** How often something may be taken out before it is given up. */
const MAX_ROUNDS = 100;

/** A part that was turned into a comment, as the check refused it. */
export interface Refused {
  readonly diagnostic: Diagnostic;
  /** The line as it was, without its indentation. */
  readonly line: string;
}

/** A text without errors. */
export interface Settled {
  readonly text: string;
  readonly refused: readonly Refused[];
}

/**
 * What no rule of the translation foresaw and the compiler refuses becomes a comment at its place, with what the compiler says of it: so
 * that the file is sound from the start.
 */
export function settle(text: string, check: Check): Settled {
  const refused: Refused[] = [];
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const error = check(current).find(({ severity }) => severity === "error");
    if (!error) break;
    const lines = current.split("\n");
    const at = outsideOfText(lines, positionOf(error.location.file, error.location.start).line - 1);
    const line = lines[at] ?? "";
    const indent = " ".repeat(indentOf(line));
    if (line.trim() === "" || line.trim().startsWith("#")) break;
    refused.push({ diagnostic: error, line: line.trim() });
    const end = endOfBlock(lines, at, indent.length);
    // The summary has the rest of what is to be said.
    const [first = ""] = error.message.split(/(?<=\.) (?=[A-Z])/);
    const before = wrap(`Left out: ${error.code}: ${first}`).map((one) => `${indent}# ${one}`);
    const commented = lines.slice(at, end).map((one) => `${indent}# ${one.slice(indent.length)}`.trimEnd());
    current = [...lines.slice(0, at), ...before, ...commented, ...lines.slice(end)].join("\n");
  }
  return { text: current, refused };
}

/** The line of the key whose text of several lines a line is in, as a `#` is no comment there; the line itself where it is in none. */
function outsideOfText(lines: readonly string[], at: number): number {
  let found = at;
  let inner = indentOf(lines[at] ?? "");
  for (let above = at - 1; above >= 0 && inner > 0; above--) {
    const line = lines[above] ?? "";
    if (line.trim() === "" || indentOf(line) >= inner) continue;
    inner = indentOf(line);
    if (/(?:^|[:\s-])[|>][+-]?\d?[+-]?(?:\s+#.*)?$/.test(line)) found = above;
  }
  return found;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** The line behind a block: the first that is not indented deeper than its first. */
function endOfBlock(lines: readonly string[], start: number, indent: number): number {
  const after = lines.slice(start + 1).findIndex((line) => line.trim() !== "" && indentOf(line) <= indent);
  let end = after < 0 ? lines.length : start + 1 + after;
  while (end > start + 1 && lines[end - 1]?.trim() === "") end--;
  return end;
}
