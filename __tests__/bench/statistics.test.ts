import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { table } from "../../bench/report.js";
import { growth, judge, measure, median } from "../../bench/statistics.js";

describe("median", () => {
  it("is the middle, or between the two middles", () => {
    expect(median([3, 1, 20])).toBe(3);
    expect(median([4, 1, 2, 100])).toBe(3);
    expect(() => median([])).toThrow();
  });

  it("lies within, does not depend on order, and has as many below as above", () => {
    const numbers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (values) => {
        const middle = median(values);
        expect(median([...values].reverse())).toBe(middle);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe("measure", () => {
  it("sums up, unmoved by one slow run", () => {
    const measured = { name: "x", median: 11, fastest: 10, spread: 1, runs: 5 };
    expect(measure({ name: "x", times: [10, 11, 11, 12, 900] })).toEqual(measured);
  });
});

describe("judge", () => {
  const claim = { subject: "a", base: "b", bound: 1.3 };
  const measures = (a: number) => [measure({ name: "a", times: [a] }), measure({ name: "b", times: [100] })];

  it("holds up to and at the bound", () => {
    expect(judge(claim, measures(130))).toMatchObject({ ratio: 1.3, holds: true });
    expect(judge(claim, measures(131))).toMatchObject({ holds: false });
  });

  it("does not know where a side was not measured", () => {
    expect(judge({ ...claim, base: "c" }, measures(1))).toMatchObject({ ratio: undefined, holds: undefined });
  });
});

describe("table", () => {
  it("lines columns up", () => {
    expect(
      table([
        ["name", "ms"],
        ["longer name", "1.0"],
      ]),
    ).toBe("name          ms\nlonger name  1.0");
  });
});

describe("growth", () => {
  it("is the power of the size with which a figure grows", () => {
    const power = fc.double({ min: -3, max: 3, noNaN: true });
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(power, sizes, fc.double({ min: 0.01, max: 100, noNaN: true }), (exponent, all, factor) => {
        const points = all.map((size) => [size, factor * size ** exponent] as const);
        expect(growth(points)).toBeCloseTo(exponent, 6);
      }),
    );
  });

  it("is unknown of one size", () => {
    expect(growth([[10, 3]])).toBeUndefined();
  });
});
