import { createHash } from "node:crypto";

/** So many of the items, in their order. The same seed draws the same ones, and one item more changes no other's lot. */
export function drawSample<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  size: number,
  seed: string,
): readonly T[] {
  const drawn = new Set(shuffled(items, nameOf, seed).slice(0, size));
  return items.filter((item) => drawn.has(item));
}

/** The items in an order that the seed draws: however far one comes, it was a fair sample. */
export function shuffled<T>(items: readonly T[], nameOf: (item: T) => string, seed: string): readonly T[] {
  const lot = (item: T) =>
    createHash("sha256")
      .update(`${seed}\0${nameOf(item)}`)
      .digest("hex");
  return items
    .map((item) => ({ item, lot: lot(item) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ item }) => item);
}
