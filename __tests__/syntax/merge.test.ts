import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Origin } from "../../src/diagnostics/source.js";
import { mergeMaps } from "../../src/syntax/merge.js";
import type { MapNode, SyntaxNode } from "../../src/syntax/nodes.js";
import { Grower, plain, smallMaps } from "./trees.js";

const base = (value: object) => new Grower(0, "file").map(value);
const over = (value: object, origin: Origin = "environment") => new Grower(10_000, origin).map(value);
const merged = (below: object, above: object, origin?: Origin) => plain(mergeMaps(base(below), over(above, origin)));
const map = (value: object) => plain(base(value));

describe("mergeMaps", () => {
  it("merges maps, replaces lists and scalars, and lets a null remove", () => {
    const below = { map: { a: 1, b: 2 }, list: [1, 2], scalar: 1, gone: { a: 1 } };
    const above = { map: { b: 3, c: 4 }, list: [3], scalar: { a: 1 }, gone: null };
    expect(merged(below, above)).toEqual(map({ map: { a: 1, b: 3, c: 4 }, list: [3], scalar: { a: 1 } }));
  });

  it("drops a null of an environment that removes nothing, and keeps one of the file for the schema to judge", () => {
    const above = { a: null, b: { c: null, d: 1 } };
    expect(merged({}, above, "environment")).toEqual(map({ b: { d: 1 } }));
    expect(merged({}, above, "file")).toEqual(map(above));
  });

  it("changes nothing for an empty map, on either side", () => {
    fc.assert(
      fc.property(smallMaps(true), (value) => {
        expect(mergeMaps(base(value), over({})).entries).toEqual(base(value).entries);
        expect(plain(mergeMaps(base({}), over(value, "file")))).toEqual(map(value));
      }),
    );
  });

  it("is associative as long as nothing is removed", () => {
    const maps = smallMaps(false);
    fc.assert(
      fc.property(maps, maps, maps, (one, two, three) => {
        // A map over a list or scalar replaces it, whatever was below; so the law holds where the kinds agree.
        fc.pre(sameKinds(one, two) && sameKinds(two, three) && sameKinds(one, three));
        const [a, b, c] = [base(one), over(two), new Grower(20_000, "environment").map(three)];
        expect(places(mergeMaps(mergeMaps(a, b), c))).toEqual(places(mergeMaps(a, mergeMaps(b, c))));
      }),
    );
  });

  it("leaves every value and key at the place where it was written", () => {
    fc.assert(
      fc.property(smallMaps(true), smallMaps(true), (below, above) => {
        const [a, b] = [base(below), over(above)];
        const known = new Set([...places(a), ...places(b)]);
        for (const place of places(mergeMaps(a, b))) expect(known.has(place)).toBe(true);
      }),
    );
  });

  it("leaves what it merges as it was", () => {
    const [a, b] = [base({ a: { b: 1 } }), over({ a: { c: 2 } })];
    mergeMaps(a, b);
    expect([plain(a), plain(b)]).toEqual([map({ a: { b: 1 } }), map({ a: { c: 2 } })]);
  });
});

function sameKinds(one: object, other: object): boolean {
  const theirs = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([key, value]) => {
    if (!theirs.has(key)) return true;
    const match = theirs.get(key);
    if (isMap(value) !== isMap(match)) return false;
    return !isMap(value) || !isMap(match) || sameKinds(value, match);
  });
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Each key and each scalar or list with its place and origin. Maps have no place of their own when they were merged. */
function places(node: SyntaxNode, path = ""): readonly string[] {
  if (node.kind === "map") return placesInMap(node, path);
  return [`${path} = ${JSON.stringify(plain(node))} at ${node.location.start} from ${node.origin}`];
}

function placesInMap(node: MapNode, path: string): readonly string[] {
  return [...node.entries]
    .flatMap(([key, { keyLocation, value }]) => [
      ...(value.kind === "map" ? [] : [`${path}.${key} at ${keyLocation.start}`]),
      ...places(value, `${path}.${key}`),
    ])
    .sort();
}
