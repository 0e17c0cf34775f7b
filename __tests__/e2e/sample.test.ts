import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawSample } from "../../e2e/sample.js";

const draw = (items: readonly string[], size: number, seed: string) => drawSample(items, (item) => item, size, seed);
const items = fc.uniqueArray(fc.string());

describe("drawSample", () => {
  it("draws so many, in their order, by the seed alone", () => {
    fc.assert(
      fc.property(items, fc.nat(20), fc.string(), (all, size, seed) => {
        const drawn = draw(all, size, seed);
        expect(drawn).toHaveLength(Math.min(size, all.length));
        expect(all.filter((item) => drawn.includes(item))).toEqual(drawn);
        expect(draw([...all].reverse(), size, seed)).toEqual([...drawn].reverse());
      }),
    );
  });

  it("gives each item its turn", () => {
    const all = Array.from({ length: 30 }, (_, index) => `stack-${index}`);
    const seeds = Array.from({ length: 60 }, (_, index) => `commit-${index}`);
    expect(new Set(seeds.flatMap((seed) => draw(all, 8, seed)))).toEqual(new Set(all));
  });
});
