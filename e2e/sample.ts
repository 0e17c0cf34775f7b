import { createHash } from "node:crypto";

/** So many of the items, in their order. The same seed draws the same ones, and one item more changes no other's lot. */
export function drawSample<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  size: number,
  seed: string,
): readonly T[] {
  const lot = (item: T) =>
    createHash("sha256")
      .update(`${seed}\0${nameOf(item)}`)
      .digest("hex");
  const drawn = new Set(
    items
      .map((item) => ({ item, lot: lot(item) }))
      .sort((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, size)
      .map(({ item }) => item),
  );
  return items.filter((item) => drawn.has(item));
}
