import { eastAsianWidth } from "get-east-asian-width";
import { positionOf, type SourceLocation } from "./source.js";

/** One character as a reader counts them, with what a terminal is given for it. */
export interface Glyph {
  /** UTF-16 offsets in the text it came from, half open. */
  readonly start: number;
  readonly end: number;
  /** Free of control characters. */
  readonly shown: string;
  /** Columns that it takes. */
  readonly width: number;
}

const plain = /^[\x20-\x7e]*$/;
/** What would move the cursor, turn the writing direction, or not be seen at all. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Joins two pictures into one (a family, a flag): the one use of a format character that is drawn. */
const emojiJoiner = /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})/gu;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
/** A tab is an arrow over four columns: in YAML it is often the very mistake, so it is shown. */
const tab = { shown: "→   ", width: 4 };

/** Whether each unit of a text is one letter of one column, and is shown as it is. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text, in order and without gaps. Reading it needs no more than one line's worth of text at a time. */
export function glyphsOf(text: string): readonly Glyph[] {
  if (plain.test(text)) return Array.from(text, (shown, start) => ({ start, end: start + 1, shown, width: 1 }));
  // Made on first need: loading the Unicode tables takes longer than printing an ASCII file.
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const glyphs: Glyph[] = [];
  // Most letters of a text come again, and what a letter takes is a matter of six patterns.
  const known = new Map<string, readonly Drawn[]>();
  for (const { segment, index } of segmenter.segment(text)) {
    const parts = known.get(segment) ?? drawn(segment);
    known.set(segment, parts);
    let start = index;
    for (const { length, shown, width } of parts) {
      glyphs.push({ start, end: start + length, shown, width });
      start += length;
    }
  }
  return glyphs;
}

/** A glyph wherever it stands: `length` are the UTF-16 units that it takes of the text. */
interface Drawn extends Pick<Glyph, "shown" | "width"> {
  readonly length: number;
}

function drawn(segment: string): readonly Drawn[] {
  const parts = unprintable.test(segment.replace(emojiJoiner, "")) ? Array.from(segment) : [segment];
  return parts.map((part) => ({ length: part.length, ...display(part) }));
}

/** The text with every control, format and direction character named (`<U+001B>`) instead of sent to the terminal. */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  return glyphsOf(text)
    .map((glyph) => glyph.shown)
    .join("");
}

/** Columns that the printable form of a text takes. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  return glyphsOf(text).reduce((sum, glyph) => sum + glyph.width, 0);
}

function display(part: string): { readonly shown: string; readonly width: number } {
  if (part === "\t") return tab;
  if (unprintable.test(part.replace(emojiJoiner, ""))) {
    const shown = `<U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
    return { shown, width: shown.length };
  }
  return { shown: part, width: columns(part) };
}

/** The width of one grapheme cluster: that of its base; marks are drawn over it. */
function columns(cluster: string): number {
  if (emoji.test(cluster)) return 2;
  for (const character of cluster) {
    if (!/\p{M}/u.test(character)) return eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return 0;
}

/** A place as it is told in a terminal: `nanokit.yml:4:3`. */
export function placeText({ file, start }: SourceLocation): string {
  const { line, column } = positionOf(file, start);
  return `${printable(file.path)}:${line}:${column}`;
}

/** How {@link wrap} lays out a text. */
export interface WrapOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** Columns that something else takes on the first line. */
  readonly firstIndent: number;
  /** Columns before every other line. */
  readonly indent: number;
}

/**
 * Breaks a printable text into lines, without their indents. Breaks at spaces only, so that a path or an ARN can be copied;
 * a short `code span` stays on one line. A line that is indented in the text is an example and is kept as it is.
 */
export function wrap(text: string, { width, firstIndent, indent }: WrapOptions): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    const room = (line: number) => width - (line === 0 ? firstIndent : indent);
    if (/^\s/.test(paragraph)) lines.push(printable(paragraph));
    else lines.push(...wrapWords(printable(paragraph), (line) => room(lines.length + line)));
  }
  return lines;
}

function wrapWords(paragraph: string, room: (line: number) => number): readonly string[] {
  const lines = [""];
  let used = 0;
  for (const [word] of paragraph.matchAll(/(?:`[^`]{1,40}`|`[^`\s]+`|\S)+/g)) {
    const width = widthOf(word);
    const last = lines.length - 1;
    if (used > 0 && used + 1 + width > room(last)) {
      lines.push(word);
      used = width;
    } else {
      lines[last] = used > 0 ? `${lines[last]} ${word}` : word;
      used += (used > 0 ? 1 : 0) + width;
    }
  }
  return lines;
}
