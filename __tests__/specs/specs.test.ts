import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { codes } from "../../src/diagnostics/codes.js";
import { synthesize } from "../../src/lower/synth.js";
import { coverageGaps } from "./coverage.js";
import { exemptions } from "./exemptions.js";
import { checkCase, expectedCodes, findCases, readSource, type SpecCase } from "./harness.js";

const cases = findCases(fileURLToPath(new URL(".", import.meta.url)));
const known = new Set(Object.keys(codes));

describe("specs", () => {
  for (const spec of cases) {
    it(spec.name, () => {
      for (const { message, expected, actual } of checkCase(spec, { compile, synthesize }, known)) {
        if (expected === undefined) expect.soft(false, message).toBe(true);
        else expect.soft(actual, message).toBe(expected);
      }
    });
  }
});

describe("the registry", () => {
  it("has no code that no spec shows", () => {
    const readTest = (path: string) => {
      const url = new URL(`../../${path}`, import.meta.url);
      return existsSync(url) ? readFileSync(url, "utf8") : undefined;
    };
    const expected = new Set(cases.flatMap(codesOf));
    expect(coverageGaps({ codes: [...known], expected, exemptions, readTest })).toEqual([]);
  });
});

/** None for a case that is broken: its own test says why. */
function codesOf(spec: SpecCase): readonly string[] {
  try {
    return expectedCodes(readSource(spec).text);
  } catch {
    return [];
  }
}
