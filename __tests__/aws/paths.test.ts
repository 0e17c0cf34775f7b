import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PATH_MAX, PATH_PARTS_MAX, pathProblem } from "../../src/aws/paths.js";

const part = fc.stringMatching(/^[A-Za-z0-9_.$~'@:+&-]{1,12}$/).filter((text) => text !== "." && text !== "..");
const path = fc.array(part, { minLength: 1, maxLength: PATH_PARTS_MAX }).map((parts) => `/${parts.join("/")}`);

describe("pathProblem", () => {
  it("takes every path that a rule can compare", () => {
    fc.assert(fc.property(path, (text) => pathProblem(text) === undefined));
  });

  it("takes as many characters as leave room for what is below, and no more", () => {
    expect(pathProblem(`/${"a".repeat(PATH_MAX - 1)}`)).toBeUndefined();
    expect(pathProblem(`/${"a".repeat(PATH_MAX)}`)?.reason).toContain("127 characters");
  });

  it.each([
    ["/api/", "/api"],
    ["/", ""],
    ["/*", ""],
    ["/api/*", "/api"],
    ["/api?x=1", "/api"],
    ["#top", ""],
    ["/api//", "/api"],
    ["/api*", undefined],
    ["/*/api", undefined],
    ["/a//b", undefined],
    ["/a/../b", undefined],
    ["/a%20b", undefined],
    ["/é", undefined],
    ["/a/b/c/d/e/f", undefined],
  ])("refuses %s, for which %s can be written", (text, instead) => {
    expect(pathProblem(text)).toBeDefined();
    expect(pathProblem(text)?.instead).toBe(instead);
  });

  it("names nothing instead that it would refuse", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const instead = pathProblem(`/${text}`)?.instead;
        expect(instead === undefined || instead === "" || pathProblem(instead) === undefined).toBe(true);
      }),
    );
  });
});
