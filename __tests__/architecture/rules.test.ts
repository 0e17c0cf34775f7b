import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const resolve = fileURLToPath(new URL("../../src/resolve/", import.meta.url));

/**
 * What makes the document of an environment: words to the compiler itself, variables, the choice of environments, runtimes, the name. There
 * is no model yet to judge.
 */
const BEFORE_THE_DOCUMENT = ["accepted.ts", "environments.ts", "interpolate.ts", "project-name.ts", "runtimes.ts"];

function reports(text: string): boolean {
  return /\.\s*report\s*\(/.test(text);
}

describe("resolving", () => {
  it("makes the model and reports nothing: that is left to the rules", () => {
    const files = readdirSync(resolve).filter((name) => name.endsWith(".ts"));
    expect(files).toEqual(expect.arrayContaining(BEFORE_THE_DOCUMENT));
    const reporting = files.filter((name) => reports(readFileSync(`${resolve}${name}`, "utf8")));
    expect(reporting).toEqual(BEFORE_THE_DOCUMENT);
  });

  it.each([
    ['diagnostics.report("NK101", location, {})', true],
    ['context.diagnostics\n  .report("NK101", location, {})', true],
    ["const { report } = options;", false],
  ])("finds a report in %j: %s", (text, found) => {
    expect(reports(text)).toBe(found);
  });
});
