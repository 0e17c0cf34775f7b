import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, ROOT } from "./command.js";

// V8 reads all of a file before anything in it runs, so what a run does not need is in files that it does not load: RARE_MODULES in
// scripts/build.mjs. A call too many, or one import at the top of a file, takes that back without any output being another.

const HOOK = path.join(import.meta.dirname, "loaded-files.cjs");
const SHOP = `name: shop
services:
  web: { image: "nginx:1.29", expose: 80 }
environments: { stage: { infra: { region: eu-west-1 } } }
`;

/** The files of the bundle that a run loads, without the hashes in their names. */
function loadedBy(text: string, ...args: readonly string[]): readonly string[] {
  const folder = folderWith({ "nanokit.yml": text });
  const list = path.join(folder, "loaded.txt");
  nanokit(folder, args, { NODE_OPTIONS: `--require ${HOOK}`, LOADED_FILE: list });
  return readFileSync(list, "utf8")
    .split("\n")
    .map((name) => name.replace(/(?:\.[\w-]{8})?\.cjs$/, ""))
    .sort();
}

const CORE = ["cli", "core", "rolldown-runtime", "start"];

describe("the files that a run loads", () => {
  it("are four for a file in which nothing is found and nothing rare is said", () => {
    const example = readFileSync(path.join(ROOT, "nanokit.yml"), "utf8");
    expect(loadedBy(example, "validate")).toEqual(CORE);
  });

  it("are the rules about jobs as well where there is one", () => {
    const loaded = loadedBy(
      `${SHOP.replace("stage: {", "stage: { cron: { tidy: { schedule: 0 3 * * *, command: ls, service: web } },")}`,
      "validate",
    );
    expect(loaded).toEqual(expect.arrayContaining([...CORE, "aws-cron", "resolve-cron", "resolve-rules-cron"]));
    expect(loaded).not.toContain("resolve-rules-private-networks");
  });

  it("are what mends words as well where one is wrong", () => {
    const loaded = loadedBy(SHOP.replace("image", "imgae"), "validate");
    expect(loaded).toEqual(expect.arrayContaining(["diagnostics-codes", "resolve-blank-findings", "schema-fixes"]));
    expect(loaded).not.toContain("syntax-errors");
  });
});
