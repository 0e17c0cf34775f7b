import { describe, expect, it } from "vitest";
import { mutated, mutationsOf } from "../../mutants/mutations.js";
import { switched } from "../../mutants/switched.js";

/** What a function gives, with the fault of a number switched on. */
function run(text: string, on: number, value: unknown): unknown {
  return new Function("__mutant", "value", text)((id: number) => id === on, value);
}

const SOURCES = [
  "return value === 1 && !(value < 2) ? [true, [value + 1]] : value > 0 || false;",
  "const seen = []; if (value > 1) seen.push(value); else seen.push(-1, value - 1); return seen;",
  "let a; let b; [a, b] = [value, 2]; return value === 2 ? a + b : !a;",
  "const list = [3, value]; list.sort((a, b) => a - b); return list;",
];

describe("switched", () => {
  it.each(SOURCES)("does what each faulty source does: %s", (text) => {
    const mutations = mutationsOf(text);
    expect(mutations.length).toBeGreaterThan(2);
    const all = switched(text, mutations, 5);
    for (const value of [0, 1, 2, 3]) {
      expect(run(all, -1, value)).toEqual(run(text, -1, value));
      for (const [index, mutation] of mutations.entries()) {
        expect(run(all, index + 5, value), mutated(text, mutation)).toEqual(run(mutated(text, mutation), -1, value));
      }
    }
  });

  it("asks each question once", () => {
    const text = SOURCES.join("\n");
    const mutations = mutationsOf(text);
    const asked = [...switched(text, mutations, 0).matchAll(/__mutant\((\d+)\)/g)].map(([, id]) => Number(id));
    expect(asked.sort((a, b) => a - b)).toEqual(mutations.map((_, index) => index));
  });
});
