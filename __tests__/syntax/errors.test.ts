import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { parseYaml } from "../../src/syntax/parse.js";

/** What the first NK007 of a text says is wrong. */
function problemOf(text: string): unknown {
  const diagnostics = new Diagnostics();
  parseYaml({ path: "nanokit.yml", text }, diagnostics);
  return diagnostics.sorted().find(({ code }) => code === "NK007")?.params;
}

describe("what the library finds wrong with a text", () => {
  it.each([
    ["a: &x &y 1\n", "anchorTwice"],
    ["a: [\n  b,\n  - 1\n  ]\n", "blockInBrackets"],
    ["a: 1\nsome text\nb: 2\n", "colonMissing"],
    ["a: b: c\n", "colonTwice"],
    ['a: ["x" "y"]\n', "commaMissing"],
    ["a: [1,, 2]\n", "commaTooMuch"],
    ["a: |\n     \n  x\n", "emptyLine"],
    ['a: "\\q"\n', "escape"],
    ["a: @x\n", "firstCharacter"],
    ["a:\n   b: 1\n  c: 2\n", "indentation"],
    [`? a\n: b\n${"k".repeat(1_100)}: 1\n`, "keyTooLong"],
    ["a: 'x' y\n", "misplaced"],
    ["a: *\n", "nameMissing"],
    ['a: "x"#y\n', "spaceMissing"],
    ["a: !x !y 1\n", "tagTwice"],
    ["a: |x\n  t\n", "textBlock"],
    ["a: {b: ${X}}\n", "variable"],
  ])("%j: %s", (text, kind) => {
    expect(problemOf(text)).toEqual({ problem: { kind } });
  });

  it.each([
    ["a: [1\n", "["],
    ["a: {b: 1\n", "{"],
    ['a: "x\n', 'quote "'],
    ["a: 'x\n", "quote '"],
  ])("%j: nothing closes %s", (text, sign) => {
    expect(problemOf(text)).toEqual({ problem: { kind: "neverClosed", sign } });
  });
});
