import type { Card } from "./picture.js";

/** Cards of a row: one over the whole width, or two beside each other of which one may be missing. */
export type Row = readonly [Card] | readonly [Card | undefined, Card | undefined];

/** With as many cards, one column is still no tower. */
const ONE_COLUMN = 9;

/**
 * Lays the cards of a group out. Lines come to a card from the left (from the load balancer) and leave it to the right (to a volume), and must
 * not cross another card: a card with both is alone in its row, one with the first kind stands left, one with the second right.
 */
export function rowsOf(cards: readonly Card[]): readonly Row[] {
  const ordered = [...cards].sort((a, b) => rank(a) - rank(b));
  if (cards.length <= ONE_COLUMN) return ordered.map((card) => [card]);
  const both = ordered.filter((card) => card.public && card.mounts.length > 0);
  const left = ordered.filter((card) => card.public && card.mounts.length === 0);
  const right = ordered.filter((card) => !card.public && card.mounts.length > 0);
  const free = ordered.filter((card) => !card.public && card.mounts.length === 0);
  const height = Math.max(left.length, right.length, Math.ceil((left.length + right.length + free.length) / 2));
  const leftColumn = [...left, ...byLines(free.slice(0, height - left.length))];
  const rightColumn = [...byLines(free.slice(height - left.length)), ...byLines(right)];
  if (leftColumn.length === 0 || rightColumn.length === 0) return ordered.map((card) => [card]);
  return [
    ...both.map((card) => [card] as const),
    ...Array.from({ length: height }, (_, index) => [leftColumn[index], rightColumn[index]] as const),
  ];
}

/** Public ones first, those with volumes last. */
function rank(card: Card): number {
  return card.public ? (card.mounts.length > 0 ? 1 : 0) : card.mounts.length > 0 ? 3 : card.kind === "job" ? 4 : 2;
}

/** Lines that a card takes: two cards beside each other should take as many. */
export function linesIn({ ports, private: inside, alone = [], schedules, rights, mounts }: Card): number {
  return 2 + (ports ? 1 : 0) + (inside ? 1 : 0) + alone.length + schedules.length + rights.length + mounts.length;
}

function byLines(cards: readonly Card[]): readonly Card[] {
  return [...cards].sort((a, b) => linesIn(a) - linesIn(b));
}
