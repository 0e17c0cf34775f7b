import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shellWord } from "../../src/shell/word.js";
import { runs } from "../support/sampled.js";

/** What a shell makes of words: one line for each, ended by NUL. */
function readBack(words: readonly string[]): readonly string[] {
  const script = `printf '%s\\0' ${words.join(" ")}`;
  return spawnSync("/bin/sh", ["-c", script], { encoding: "utf8" }).stdout.split("\0").slice(0, -1);
}

describe("a word for the shell", () => {
  it("stays as it is when nothing in it means anything", () => {
    expect(shellWord("./web/Dockerfile")).toBe("./web/Dockerfile");
  });

  it("arrives as it was, whatever is in it", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc
        .array(fc.constantFrom("'", '"', "\\", "$(id)", "`id`", "${HOME}", "\n", " ", "~", "*", "!", "#", "-", "é"), {
          maxLength: 8,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(
        fc.array(
          text.filter((one) => !one.includes("\0")),
          { minLength: 1, maxLength: 20 },
        ),
        (texts) => {
          expect(readBack(texts.map(shellWord))).toEqual(texts);
        },
      ),
      runs(200),
    );
  });
});
