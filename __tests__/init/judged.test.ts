import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { besideReader } from "../../src/cli/files/beside.js";
import { compile } from "../../src/compile.js";
import { fromCompose } from "../../src/init/index.js";
import { synthesize } from "../../src/lower/synth.js";
import { parseDotenv } from "../../src/shell/dotenv.js";
import { type ComposeModel, lossesOf } from "../support/compose-facts.js";
import type { TaskStack } from "../support/task-definitions.js";

/** Small compose projects; `expected.json` is what compose's own library made of each, or `{"error": true}` where it refuses the file. */
const ROOT = fileURLToPath(new URL("judged/", import.meta.url));
const NAMES = ["compose.yaml", "docker-compose.yml"];

function read(name: string, path: string): string | undefined {
  const target = `${ROOT}${name}/${path}`;
  return existsSync(target) ? readFileSync(target, "utf8") : undefined;
}

function translate(name: string) {
  const path = NAMES.find((one) => read(name, one) !== undefined) ?? "";
  const values = parseDotenv(read(name, ".env") ?? "").values;
  const beside = besideReader(`${ROOT}${name}`);
  const translation = fromCompose(
    { path, text: read(name, path) ?? "" },
    { defaultName: name, values, readFile: (one) => read(name, one), read: beside, schema: "" },
  );
  const { text = "" } = translation;
  return {
    ...translation,
    compiled: () => compile({ path: "nanokit.yml", text }, { variables: values, read: beside }),
  };
}

function stackOf(name: string, project: NonNullable<ReturnType<typeof compile>["project"]>): TaskStack {
  const file = synthesize(project).find(({ path }) => path.endsWith("cdk.tf.json"));
  if (!file) throw new Error(`${name} has no stack`);
  return JSON.parse(file.text) as TaskStack;
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
    expect(lossesOf(expectedOf(name), { stack: stackOf(name, project), summary })).toEqual([]);
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
