import type { Look } from "./palette.js";
import { ink } from "./palette.js";
import { onOneLine } from "./texts.js";

/** Parts of Graphviz's HTML-like labels. What is called text here is escaped already. */

/** A text of the user as label text. */
export function escaped(text: string): string {
  return onOneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** An attribute of a tag, or of DOT itself, in quotes. */
export function attribute(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : ` ${name}="${value}"`;
}

export function bold(text: string): string {
  return `<B>${visible(text)}</B>`;
}

/** Graphviz takes no tag around nothing. */
function visible(text: string): string {
  return text.trim() === "" ? "&#160;" : text;
}

/** Size of text, and of small text, in points. */
export const TEXT_POINTS = 11;
export const SMALL_TEXT_POINTS = 9.5;

/** Text of less weight: smaller, and paler. */
export function smallText(text: string): string {
  return smallTextIn(ink.small, text);
}

/** Small text in a colour of its own. */
export function smallTextIn(color: string, text: string): string {
  return `<FONT POINT-SIZE="${SMALL_TEXT_POINTS}" COLOR="${color}">${visible(text)}</FONT>`;
}

/** Lines below each other, at the left. */
export function linesOf(texts: readonly string[]): string {
  return texts.map((text) => `${text}<BR ALIGN="LEFT"/>`).join("");
}

interface CellOptions {
  readonly align?: "LEFT" | "RIGHT";
  readonly span?: number;
  readonly port?: string;
  readonly padding?: number;
  readonly width?: number;
  readonly height?: number;
}

export function cell(text: string, { align, span, port, padding, width, height }: CellOptions = {}): string {
  const attributes = [
    attribute("ALIGN", align),
    attribute("COLSPAN", span),
    attribute("PORT", port === undefined ? undefined : escaped(port)),
    attribute("CELLPADDING", padding),
    attribute("WIDTH", width),
    attribute("HEIGHT", height),
  ];
  return `<TD${attributes.join("")}>${text}</TD>`;
}

export function row(...cells: readonly string[]): string {
  return `<TR>${cells.join("")}</TR>`;
}

interface BoxOptions {
  readonly look: Look;
  readonly padding: number;
  readonly spacing?: number;
  readonly width?: number;
  readonly dashed?: boolean;
}

/** A table with round corners. */
export function box(rows: readonly string[], { look, padding, spacing = 0, width, dashed }: BoxOptions): string {
  const attributes = [
    attribute("BORDER", 1),
    attribute("STYLE", dashed ? "ROUNDED,DASHED" : "ROUNDED"),
    attribute("CELLBORDER", 0),
    attribute("CELLSPACING", spacing),
    attribute("CELLPADDING", padding),
    attribute("WIDTH", width),
    attribute("COLOR", look.border),
    attribute("BGCOLOR", look.fill),
  ];
  return `<TABLE${attributes.join("")}>${rows.join("")}</TABLE>`;
}
