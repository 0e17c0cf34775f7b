import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logBuffer } from "../../src/aws/logging.js";

describe("the buffer of a log driver", () => {
  it("is a whole number with a unit, as docker reads it", () => {
    const written = fc.tuple(
      fc.integer({ min: 1, max: 999_999_999 }),
      fc.constantFrom("", " "),
      fc.constantFrom("k", "m", "g"),
      fc.constantFrom("", "b", "ib"),
      fc.boolean(),
    );
    fc.assert(
      fc.property(written, ([number, space, unit, end, capital]) => {
        const text = `${number}${space}${unit}${end}`;
        expect(logBuffer(capital ? text.toUpperCase() : text)).toBe(`${number}${unit}`);
      }),
    );
  });

  it("is nothing else", () => {
    for (const text of ["", "0m", "25", "m", "-1m", "1.5m", "25t", "25mm", "25m b", "1e3k", "9999999999k"]) {
      expect(logBuffer(text), text).toBeUndefined();
    }
  });
});
