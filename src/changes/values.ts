import { printable } from "../diagnostics/terminal-text.js";
import type { Json } from "../stack/json.js";

/** Characters of a value that are shown, so that what was meant to be short stays so. */
export const MAX_VALUE = 60;

const GAP = "...";

/** Printable JSON on one line, at most so many characters long: what is too much is left out in the middle. */
export function valueText(value: Json, max: number = MAX_VALUE): string {
  return elided(textOf(value), max);
}

/** Two values, cut so that they can be told apart. */
export function valuePair(before: Json, after: Json, max: number = MAX_VALUE): readonly [string, string] {
  const [a, b] = [textOf(before), textOf(after)];
  const [short, other] = [elided(a, max), elided(b, max)];
  if (short !== other) return [short, other];
  // The difference is in what was left out: show what is around it.
  const at = a.split("").findIndex((unit, index) => unit !== b[index]);
  const start = Math.max(0, at - Math.floor(max / 3));
  return [around(a, start, max), around(b, start, max)];
}

function textOf(value: Json): string {
  return printable(JSON.stringify(value));
}

function elided(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = max - GAP.length;
  const head = Math.ceil(room / 2);
  return `${whole(text.slice(0, head))}${GAP}${whole(text.slice(text.length - (room - head)))}`;
}

function around(text: string, start: number, max: number): string {
  const room = max - 2 * GAP.length;
  const end = start + room;
  return `${start > 0 ? GAP : ""}${whole(text.slice(start, end))}${end < text.length ? GAP : ""}`;
}

/** Without the half of a character that was cut through. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}
