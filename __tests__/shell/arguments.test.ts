import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argumentsOf } from "../../src/shell/arguments.js";
import { shellWord } from "../../src/shell/word.js";

describe("a command line as arguments", () => {
  it.each([
    ["serve --port 80", ["serve", "--port", "80"]],
    ["serve  --title 'Our shop' \"and more\"", ["serve", "--title", "Our shop", "and more"]],
    ["serve\n  --port 80\n", ["serve", "--port", "80"]],
    ["a\\ b", ["a b"]],
    ["--url=http://localhost/?a=1&b=2;c", ["--url=http://localhost/?a=1&b=2;c"]],
    ["'a && b' \"c | d\" e\\;", ["a && b", "c | d", "e;"]],
    ["a # b", ["a", "#", "b"]],
    ["", []],
  ])("is split as compose does it: %j", (text, words) => {
    expect(argumentsOf(text)).toEqual({ words });
  });

  it.each([
    ["a && b", "&&"],
    ["a || b", "||"],
    ["a | b", "|"],
    ["a & b", "&"],
    ["a; b", ";"],
    ["a > /tmp/x", ">"],
    ["a 2>&1", "2>&1"],
    ["a <<EOF", "<<EOF"],
    ["a $(b)", "$("],
    ['a "`b`"', "`"],
  ])("is none where a shell has to read it: %s", (text, found) => {
    expect(argumentsOf(text)).toEqual({ problem: "operator", found });
  });

  it.each(["a 'b", 'a "b', "a \\"])("is none where it does not end: %s", (text) => {
    expect(argumentsOf(text)).toMatchObject({ problem: "quote" });
  });

  it.each([
    ["serve $HOST", "$HOST"],
    ["serve ${HOST}", "${HOST}"],
    ['serve "$HOST"', "$HOST"],
    ["serve '$HOST'", undefined],
    ["serve \\$HOST", undefined],
    ["serve $5", undefined],
  ])("tells what looks like a variable: %s", (text, variable) => {
    expect(argumentsOf(text)).toMatchObject(variable === undefined ? { words: expect.any(Array) } : { variable });
    expect("variable" in argumentsOf(text)).toBe(variable !== undefined);
  });

  it("has whatever words were quoted for a shell", () => {
    const word = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(argumentsOf(words.map(shellWord).join(" "))).toEqual({ words });
      }),
    );
  });
});
