import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ComposeModel, lossesOf } from "../support/compose-facts.js";
import { onlyStack, translateFiles } from "../support/compose-project.js";

/** Small compose projects; `expected.json` is what compose's own library made of each, or `{"error": true}` where it refuses the file. */
const ROOT = fileURLToPath(new URL("judged/", import.meta.url));
const NAMES = ["compose.yaml", "docker-compose.yml"];

function read(name: string, path: string): string | undefined {
  const target = `${ROOT}${name}/${path}`;
  return existsSync(target) ? readFileSync(target, "utf8") : undefined;
}

function translate(name: string) {
  const path = NAMES.find((one) => read(name, one) !== undefined) ?? "";
  return translateFiles([`${ROOT}${name}/${path}`], name);
}

/** What is said of the files that compose refuses. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "command-number": /^command 5: compose takes texts alone/m,
  "duplicate-keys": /^NK009/m,
  "env-file-missing": /^env_file nothing\.env: there is no such file, which compose refuses/m,
  "extends-circle": /^NK598/m,
  "extends-unknown": /^NK596/m,
  "include-circle": /^NK598/m,
  "include-missing": /^NK597/m,
  "interpolation-required-unset": /^A: compose asks for a value of MUST/m,
  "unknown-key": /^comand x: compose has no such key/m,
};

const cases = readdirSync(ROOT).sort();
const expectedOf = (name: string) => JSON.parse(read(name, "expected.json") ?? "") as ComposeModel & { error?: true };

describe("what compose's own library makes of a project", () => {
  it.each(cases.filter((name) => !expectedOf(name).error))("arrives in the tasks, or is named: %s", (name) => {
    const { summary, diagnostics, compiled } = translate(name);
    expect(diagnostics).toEqual([]);
    const { project, diagnostics: found } = compiled();
    expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
    if (!project || !summary) throw new Error("nothing was made");
    expect(lossesOf(expectedOf(name), { stack: onlyStack(project), summary })).toEqual([]);
  });

  it("is refused or said where compose refuses it, in all of them", () => {
    expect(cases.filter((name) => expectedOf(name).error)).toEqual(Object.keys(REFUSED));
  });

  it.each(Object.entries(REFUSED))("is refused or said where compose refuses it: %s", (name, words) => {
    const { summary, diagnostics } = translate(name);
    const said = [...(summary?.changed ?? []), ...(summary?.leftOut ?? [])].map(({ what, why }) => `${what}: ${why}`);
    expect([...diagnostics.map(({ code }) => code), ...said].join("\n")).toMatch(words);
  });
});
