import type { Card, Group } from "./picture.js";

/** A group, and in how many columns its cards stand. */
export interface Block {
  readonly group: Group;
  readonly columns: number;
}

/** Groups beside each other. */
export type Shelf = readonly Block[];

/** Lines of text that a card, and the heading of a group, take beside those of the card. */
const CARD_EXTRA = 1.25;
const HEADING = 3;

/** A part of the groups on shelves: the number of those before it, and what all take in lines of text. */
export interface Filled {
  readonly height: number;
  readonly shelves: readonly Shelf[];
}

/**
 * The groups on shelves of so many columns, in their order, so that all together are as low as they can be. Groups of one shelf have as few
 * rows as fit beside each other.
 */
export function shelvesOf(groups: readonly Group[], columns: number, heightOf: (block: Block) => number): Filled {
  const best: Filled[] = [{ height: 0, shelves: [] }];
  for (let end = 1; end <= groups.length; end++) {
    let found: Filled | undefined;
    for (let start = end - 1; start >= Math.max(0, end - columns); start--) {
      const shelf = shelfOf(groups.slice(start, end), columns);
      const before = best[start];
      if (!before) continue;
      const height = before.height + Math.max(...shelf.map(heightOf));
      if (!found || height < found.height) found = { height, shelves: [...before.shelves, shelf] };
    }
    if (found) best.push(found);
  }
  return best[groups.length] ?? { height: 0, shelves: [] };
}

function shelfOf(groups: readonly Group[], columns: number): Shelf {
  const most = Math.max(...groups.map(({ cards }) => cards.length));
  const taken = (rows: number) => groups.reduce((sum, { cards }) => sum + Math.ceil(cards.length / rows), 0);
  let rows = 1;
  while (rows < most && taken(rows) > columns) rows++;
  return groups.map((group) => ({ group, columns: Math.ceil(group.cards.length / rows) }));
}

/** What a group takes in lines of text, found once for each number of columns. */
export function heights(linesOf: (card: Card) => number): (block: Block) => number {
  const found = new Map<Group, Map<number, number>>();
  return ({ group, columns }) => {
    const own = found.get(group) ?? new Map<number, number>();
    found.set(group, own);
    const known = own.get(columns);
    if (known !== undefined) return known;
    const rows = rowsIn(group.cards, columns, linesOf).map((row) => CARD_EXTRA + Math.max(...row.map(linesOf)));
    const height = rows.reduce((sum, one) => sum + one, HEADING);
    own.set(columns, height);
    return height;
  };
}

/** Cards in rows: those that the internet reaches first, then those that take as many lines beside each other. */
export function rowsIn(
  cards: readonly Card[],
  columns: number,
  linesOf: (card: Card) => number,
): readonly (readonly Card[])[] {
  const rank = (card: Card) => (card.public ? 0 : card.kind === "service" ? 1 : 2);
  const ordered = [...cards].sort((a, b) => rank(a) - rank(b) || linesOf(a) - linesOf(b));
  return Array.from({ length: Math.ceil(ordered.length / columns) }, (_, index) =>
    ordered.slice(index * columns, (index + 1) * columns),
  );
}
