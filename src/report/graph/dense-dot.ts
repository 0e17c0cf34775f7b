import { CARD_POINTS, cardLabel, cardLines, GAP } from "./card-label.js";
import { hostsOf } from "./dense.js";
import { fileSystemLabel, groupBox, loadBalancerLabel, privateSubnetsLabel, subnetsLabel } from "./dot-labels.js";
import { node, quoted } from "./dot-syntax.js";
import { cell, row } from "./html-label.js";
import { palette } from "./palette.js";
import type { Card, Picture } from "./picture.js";
import { type Block, type Filled, heights, rowsIn, type Shelf, shelvesOf } from "./shelves.js";

/** Width by height that the picture should come near to: as a screen and a page that lies. */
const PROPORTION = 1.5;

/** Points: a line of text, what stands left of the cards, a column of volumes, what is above and below, and a volume with its gap. */
const LINE = 12.9;
const LEFT = 340;
const VOLUMES = 190;
const ABOVE = 130;
const VOLUME = 33;

type LinesOf = (card: Card) => number;

/** What a picture with many cards has for Graphviz: one node with all of them in a grid, so that nothing can lie over anything. */
export function denseNodes(picture: Picture): readonly string[] {
  const { loadBalancer, vpc, fileSystem } = picture;
  const linesOf = countedLines(picture);
  const { shelves, height, columns } = bestShelves(picture, linesOf);
  const rows = shelves.map((shelf) => row(cell(shelfTable(shelf, columns, picture, linesOf), { align: "LEFT" })));
  const table = `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3">${rows.join("")}</TABLE>`;
  return [
    ...(loadBalancer ? [node("load-balancer", loadBalancerLabel(picture))] : []),
    ...(vpc.subnets.length > 0 ? [node("subnets", subnetsLabel(picture))] : []),
    ...(vpc.private ? [node("private-subnets", privateSubnetsLabel(picture))] : []),
    node("tasks", table),
    ...(fileSystem
      ? [node("file-system", fileSystemLabel(fileSystem, volumeColumns(fileSystem.volumes.length, height)))]
      : []),
  ];
}

/** From left to right. */
export function denseColumns({ loadBalancer, vpc, fileSystem }: Picture): readonly (readonly string[])[] {
  const left = [
    ...(loadBalancer ? ["load-balancer"] : []),
    ...(vpc.subnets.length > 0 ? ["subnets"] : []),
    ...(vpc.private ? ["private-subnets"] : []),
  ];
  return [loadBalancer ? ["internet"] : [], left, ["tasks"], fileSystem ? ["file-system"] : []];
}

/** The load balancer leads to what is marked as public. */
export function denseEdges({ edges, loadBalancer }: Picture): readonly string[] {
  if (!loadBalancer || edges.every(({ kind }) => kind !== "route")) return [];
  return [`"load-balancer" -> ${quoted("tasks")} [color="${palette.public.border}", penwidth=1.8]`];
}

/** Lines of text on each card. Counted once: many layouts are compared. */
function countedLines(picture: Picture): LinesOf {
  const cards = picture.groups.flatMap((group) => group.cards);
  const counts = new Map(cards.map((card) => [card, linesOn(card, picture).length]));
  return (card) => counts.get(card) ?? 0;
}

function linesOn(card: Card, picture: Picture) {
  return cardLines(card, CARD_POINTS, { hosts: hostsOf(picture, card) });
}

/** Of the number of columns that would do if cards left no gaps: how much more or less is tried. */
const STEPS = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.45, 1.6];

/** With as many columns as bring the picture nearest to its proportion. */
function bestShelves({ groups, fileSystem }: Picture, linesOf: LinesOf): Filled & { readonly columns: number } {
  const lines = groups.flatMap(({ cards }) => cards).reduce((sum, card) => sum + linesOf(card) + 1, 0);
  const usual = Math.sqrt((PROPORTION * lines * LINE) / (CARD_POINTS + GAP));
  const heightOf = heights(linesOf);
  const tried = [...new Set(STEPS.map((step) => Math.max(1, Math.round(usual * step))))].map((columns) => {
    const filled = { ...shelvesOf(groups, columns, heightOf), columns };
    const right = fileSystem ? VOLUMES * volumeColumns(fileSystem.volumes.length, filled.height) : 0;
    const width = LEFT + columns * (CARD_POINTS + GAP) + right;
    return { filled, miss: Math.abs(Math.log(width / (ABOVE + filled.height * LINE) / PROPORTION)) };
  });
  return tried.reduce((best, one) => (one.miss < best.miss ? one : best)).filled;
}

/** Volumes stand below each other as far down as cards do. */
function volumeColumns(volumes: number, height: number): number {
  return Math.max(1, Math.ceil((volumes * VOLUME) / Math.max(VOLUME, height * LINE - 2 * VOLUME)));
}

/** Graphviz shares room that is left among all cells of a table, and cards would be stretched: so what is left is a cell of its own. */
function shelfTable(shelf: Shelf, columns: number, picture: Picture, linesOf: LinesOf): string {
  const all = shelf.map(heights(linesOf));
  const highest = Math.max(...all);
  const blocks = shelf.map((block, index) =>
    cell(blockLabel(block, picture, linesOf, (highest - (all[index] ?? highest)) * LINE)),
  );
  const missing = columns - shelf.reduce((sum, block) => sum + block.columns, 0);
  if (missing > 0) blocks.push(cell("", { width: missing * (CARD_POINTS + GAP) }));
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3">${row(...blocks)}</TABLE>`;
}

function blockLabel({ group, columns }: Block, picture: Picture, linesOf: LinesOf, below: number): string {
  const rows = rowsIn(group.cards, columns, linesOf).map((cards) => {
    const count = Math.max(...cards.map(linesOf));
    const label = (card: Card) => cardLabel(card, { lines: linesOn(card, picture), width: CARD_POINTS, count });
    return row(...cards.map((card) => cell(label(card))), ...Array(columns - cards.length).fill(cell("")));
  });
  const blank = below >= 1 ? [row(cell("", { span: columns, height: Math.floor(below) }))] : [];
  return groupBox(group, [...rows, ...blank], columns);
}
