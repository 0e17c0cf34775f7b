import { stripVTControlCharacters } from "node:util";
import { widthOf } from "./terminal-text.js";

/** A screen to fit on. */
interface Screen {
  readonly rows: number;
  readonly width: number;
}

/**
 * As many blocks as fit on a screen with the end behind them, each followed by an empty line. Of the first, which is the worst, as many
 * lines as fit.
 *
 * @param end what is said last, by the number of blocks above it
 */
export function fitted(blocks: readonly string[], end: (count: number) => string, screen: Screen): string {
  for (let count = blocks.length; count > 1; count--) {
    const text = `${blocks
      .slice(0, count)
      .map((one) => `${one}\n\n`)
      .join("")}${end(count)}`;
    if (rowsOf(text, screen) <= screen.rows) return text;
  }
  const [first] = blocks;
  if (first === undefined) return end(0);
  const whole = `${first}\n\n${end(1)}`;
  if (rowsOf(whole, screen) <= screen.rows) return whole;
  const lines = first.split("\n");
  const last = end(blocks.length);
  while (lines.length > 1 && rowsOf(`${lines.join("\n")}\n${last}`, screen) > screen.rows) lines.pop();
  const text = `${lines.join("\n")}\n`;
  return rowsOf(text + last, screen) <= screen.rows ? text + last : text;
}

/** Rows that a text takes which ends with a line end. */
function rowsOf(text: string, { width }: Screen): number {
  const lines = stripVTControlCharacters(text).split("\n").slice(0, -1);
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / width)), 0);
}
