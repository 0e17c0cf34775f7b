import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCommented } from "../../src/syntax/read-commented.js";
import { writeCommented } from "../../src/syntax/write-commented.js";

const again = (text: string) => writeCommented(readCommented(text).root);

describe("comments", () => {
  it.each([
    ["above a key, behind one with nothing", "a:\n# one\n# two\nb: 1\n"],
    ["beside a key with nothing", "a: # beside\nb: 1\n"],
    ["beside one, and above the next", "a: # beside\n# two\nb: 1\n"],
    ["with an empty line above", "a:\n\n# one\nb: 1\n"],
    ["behind the last key, with nothing", "m:\n  a: 1\n  b:\n  # last\nn: 1\n"],
    ["further in", "m:\n  a:\n  # one\n  # two\n  b:\n  # three\n  c: 1\n"],
    ["beside values", "a: 1 # one\n# two\nb: 2\n"],
  ])("stay where they are: %s", (_, text) => {
    expect(again(text)).toBe(text);
  });

  it("stay with their keys, whichever of these have values", () => {
    const line = fc.record({
      above: fc.array(fc.constantFrom("first", "second"), { maxLength: 2 }),
      value: fc.constantFrom("", " 1"),
      beside: fc.constantFrom("", " # beside"),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const text = lines
          .map(({ above, value, beside }, index) => {
            // What stands above the first key is the header of the file.
            const comments = index === 0 ? [] : above.map((words) => `# ${words}\n`);
            return `${comments.join("")}k${index}:${value}${beside}\n`;
          })
          .join("");
        expect(again(text)).toBe(text);
      }),
    );
  });
});
