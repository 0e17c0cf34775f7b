import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stripOf } from "../../src/diagnostics/code-frame.js";
import { runs } from "../support/sampled.js";

describe("a line that is cut to fit", () => {
  it("is cut in the same place whether its letters are counted or measured", () => {
    const lines = fc
      .record({ length: fc.nat(700), from: fc.nat(700), width: fc.nat(300), room: fc.integer({ min: 20, max: 110 }) })
      .map(({ length, from, width, room }) => {
        const start = Math.min(from, length);
        return { length, from: start, to: Math.min(start + width, length), room };
      });
    fc.assert(
      fc.property(lines, ({ length, from, to, room }) => {
        const strip = (letter: string) => stripOf({ line: 1, text: letter.repeat(length), from, to }, room);
        // A letter with an accent is not plain, and takes one column too.
        const [counted, measured] = [strip("e"), strip("\u00e9")];
        expect(counted.text).toBe(measured.text.replaceAll("\u00e9", "e"));
        for (const [first, last] of [
          [from, to],
          [to, to],
          [0, 1],
          [Math.max(0, from - 3), from],
          [length, length],
        ] as const) {
          expect(counted.mark(first, last)).toEqual(measured.mark(first, last));
        }
      }),
      runs(2000),
    );
  });
});
