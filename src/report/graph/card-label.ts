import { bold, box, cell, escaped, row, SMALL_TEXT_POINTS, smallText, smallTextIn, TEXT_POINTS } from "./html-label.js";
import { palette } from "./palette.js";
import type { Card, MountShape, Schedule } from "./picture.js";
import { ports } from "./ports.js";
import { aloneText, fitted, fittedImage, furtherText, PRIVATE, volumeNames, wrapped } from "./texts.js";

/** Width of a card in points, and what is between two of them. */
export const CARD_POINTS = 160;
export const GAP = 6;

/** Room between the edge of a card and what is in it. */
const ROOM = 6;

const spacer = `<TR><TD HEIGHT="3"></TD></TR>`;

/** A line of a card: at the left, at the right. */
interface CardLine {
  readonly left: string;
  readonly right?: string;
  /** Points that the right part has. @default all of them where there is one, and nothing at the left */
  readonly rightWidth?: number;
  readonly port?: string;
}

/** What a card has that lines lead to. */
interface Ends {
  /** Hosts that lead to it, where they are named on the card. @default none, and volumes are joined to it by lines */
  readonly hosts: readonly string[];
}

interface CardBox {
  readonly lines: readonly CardLine[];
  /** Of the card, in points. */
  readonly width: number;
  /** Lines that there is room for; what is not used is below. */
  readonly count: number;
}

/** Lines between a little room on both sides. */
export function cardLabel(card: Card, { lines, width, count }: CardBox): string {
  const look = card.kind === "job" ? palette.job : card.public ? palette.public : palette.internal;
  const blank = Array.from({ length: count - lines.length }, () => ({ left: smallText("") }));
  const rows = [...lines, ...blank].map((line) => cardRow(line, width));
  return box([spacer, ...rows, spacer], { look, padding: 0, width, dashed: card.kind === "job" });
}

/** The widths are said, as Graphviz does not stretch what stands within a cell. */
function cardRow({ left, right = "", rightWidth, port }: CardLine, width: number): string {
  const inside = width - 2 * ROOM;
  const rightPart = rightWidth ?? (right === "" ? 0 : inside);
  const parts = [
    ...(rightPart < inside ? [cell(left, { align: "LEFT", padding: 1, width: inside - rightPart })] : []),
    ...(rightPart > 0 ? [cell(right, { align: "RIGHT", padding: 1, width: rightPart })] : []),
  ];
  const side = cell("", { width: ROOM - 1 });
  const both = `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">${row(side, ...parts, side)}</TABLE>`;
  return row(cell(both, { width: width - 2, ...(port !== undefined && { port }) }));
}

/** What stands on a card of a width in points: with the directories that lines lead from, or with the names of what it has. */
export function cardLines(card: Card, width: number, ends?: Ends): readonly CardLine[] {
  const inside = width - 2 * ROOM;
  const { ports: further, schedules, rights, mounts, alone = [] } = card;
  const small = (text: string): CardLine => ({
    left: smallText(escaped(fitted(text, { width: inside - 2, size: SMALL_TEXT_POINTS }))),
  });
  return [
    titleLine(card, inside),
    imageLine(card, inside),
    ...(further ? [furtherLine(further, inside)] : []),
    ...(ends?.hosts ?? []).map(small),
    ...(card.private ? [small(PRIVATE)] : []),
    ...alone.map(aloneText).map(small),
    ...schedules.map((schedule) => small(scheduleText(card, schedule))),
    ...rights.map(small),
    ...(ends ? volumeLines(card, inside) : mounts.map((mount, index) => mountLine(card, mount, index, inside))),
  ];
}

function titleLine({ name, port, count }: Card, inside: number): CardLine {
  const portWidth = port === undefined ? 0 : 42;
  const room = inside - portWidth - (count === undefined ? 2 : 8 + count.length * 6);
  const title = bold(escaped(fitted(name, { width: room, size: TEXT_POINTS, weight: "bold" })));
  return {
    left: count === undefined ? title : `${title} ${escaped(count)}`,
    right: port === undefined ? "" : bold(`:${port}`),
    rightWidth: portWidth,
  };
}

function imageLine(card: Card, inside: number): CardLine {
  const mark = card.public ? "public" : card.database ? "database" : card.kind === "job" ? "job" : "";
  const markWidth = mark === "" ? 0 : card.database ? 50 : 34;
  const text = fittedImage(card.image, { width: inside - markWidth - 2, size: SMALL_TEXT_POINTS });
  return {
    left: smallText(escaped(text)),
    right: mark === "" ? "" : smallText(mark),
    rightWidth: markWidth,
  };
}

function furtherLine(further: readonly string[], inside: number): CardLine {
  const text = fitted(furtherText(further), { width: inside - 2, size: SMALL_TEXT_POINTS });
  return { left: "", right: smallText(escaped(text)) };
}

function scheduleText({ kind }: Card, { job, times }: Schedule): string {
  return kind === "job" ? times : `job ${job}: ${times}`;
}

/** The volumes by name, in the colour that they have on the file system. */
function volumeLines({ mounts }: Card, inside: number): readonly CardLine[] {
  return wrapped(volumeNames(mounts), { width: inside - 2, size: SMALL_TEXT_POINTS }).map((text) => ({
    left: smallTextIn(palette.volume.border, escaped(text)),
  }));
}

function mountLine(card: Card, { path, readOnly }: MountShape, index: number, inside: number): CardLine {
  const mark = readOnly ? " (read only)" : "";
  const text = escaped(fitted(path, { width: inside - (readOnly ? 56 : 2), size: SMALL_TEXT_POINTS }));
  return { left: "", right: smallText(text + mark), port: ports.mount(card, index) };
}
