import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packSmallChunks } from "../../scripts/pack-chunks.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-pack-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `a` and `b` import each other; `command` is loaded when the program asks for it; `big` is too big to be read in vain. */
const texts = new Map([
  [
    "cli.cjs",
    `const { a } = require("./chunks/a.cjs"); exports.start = a; exports.late = () => require("./chunks/command.cjs");`,
  ],
  ["chunks/a.cjs", `module.exports = { get a() { return "a" + b.b; } }; var b = require("./b.cjs"); log.push("a");`],
  [
    "chunks/b.cjs",
    `module.exports = { b: "b", get both() { return require("./a.cjs").a; } }; log.push("b"); // last line`,
  ],
  ["chunks/command.cjs", `exports.all = require("./b.cjs").both + require("./c.cjs").c + require("./big.cjs").big;`],
  ["chunks/c.cjs", `exports.c = "c" + require("node:path").sep; log.push("c");`],
  ["chunks/big.cjs", `exports.big = "big"; //${" ".repeat(20_000)}`],
  ["chunks/other.cjs", `exports.other = require("./c.cjs").c;`],
]);
const imports = new Map([
  ["cli.cjs", ["chunks/a.cjs"]],
  ["chunks/a.cjs", ["chunks/b.cjs"]],
  ["chunks/b.cjs", ["chunks/a.cjs"]],
  ["chunks/command.cjs", ["chunks/b.cjs", "chunks/c.cjs", "chunks/big.cjs"]],
  ["chunks/other.cjs", ["chunks/c.cjs"]],
]);
const files = packSmallChunks(texts, imports, [
  { name: "chunks/start.cjs", entries: ["cli.cjs"] },
  { name: "chunks/core.cjs", entries: ["chunks/command.cjs"] },
]);

describe("packSmallChunks", () => {
  it("puts small files that are read together into one, each into the first pack that wants it", () => {
    expect([...files.keys()].sort()).toEqual(
      [
        "chunks/big.cjs",
        "chunks/command.cjs",
        "chunks/core.cjs",
        "chunks/other.cjs",
        "chunks/start.cjs",
        "cli.cjs",
      ].sort(),
    );
    expect(files.get("chunks/start.cjs")).toContain('log.push("b")');
    expect(files.get("chunks/core.cjs")).toContain('log.push("c")');
  });

  it("keeps what the files do: once, when first asked for, in circles too", () => {
    const log: string[] = [];
    Object.assign(globalThis, { log });
    mkdirSync(path.join(folder, "chunks"));
    for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
    const load = createRequire(path.join(folder, "any.cjs"));
    const cli = load("./cli.cjs");
    expect([cli.start, ...log]).toEqual(["ab", "b", "a"]);
    expect(cli.late().all).toBe(`abc${path.sep}big`);
    expect(load("./chunks/other.cjs").other).toBe(`c${path.sep}`);
    expect(log).toEqual(["b", "a", "c"]);
    Reflect.deleteProperty(globalThis, "log");
  });
});
