import { describe, expect, it } from "vitest";
import { mutated, mutationsOf } from "../../mutants/mutations.js";

const all = (text: string) => mutationsOf(text).map((mutation) => mutated(text, mutation));

describe("mutationsOf", () => {
  it.each([
    ["a === b && c < d", ["a !== b && c < d", "a === b || c < d", "a === b && c <= d"]],
    ["!a", ["a"]],
    ["if (a) b();", ["if (true) b();", "if (false) b();", "if (a) ;"]],
    [
      "x = a ? true : [1];",
      ["x = true ? true : [1];", "x = false ? true : [1];", "x = a ? false : [1];", "x = a ? true : [];"],
    ],
    ["x = a + 1;", ["x = a - 1;"]],
    ['x = a + "text";', []],
    ['x = { source: ["https://example.com/a"] };', []],
    ["let x: true = y;", []],
    ['import { a } from "a";', []],
  ])("of %s", (text, expected) => {
    expect([...all(text)].sort()).toEqual([...expected].sort());
  });
});
