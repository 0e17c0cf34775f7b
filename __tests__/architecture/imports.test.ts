import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { circles, importsOf, reachableFrom, type Sources, violations } from "./imports.js";
import { bundledPackages } from "./layers.js";

const root = new URL("../../", import.meta.url);
const { peerDependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(read("package.json"));
/** What the build takes into dist/ and lib/, and what whoever uses the constructs brings along. */
const available = new Set([...bundledPackages, ...Object.keys(peerDependencies ?? {})]);

function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

function readSources(): Sources {
  const names = readdirSync(fileURLToPath(new URL("src", root)), { recursive: true, encoding: "utf8" });
  const paths = names.filter((name) => name.endsWith(".ts")).map((name) => `src/${name.replaceAll("\\", "/")}`);
  if (existsSync(new URL("main.ts", root))) paths.push("main.ts");
  return new Map(paths.sort().map((path) => [path, read(path)]));
}

const cdktf = /^(?:cdktf|constructs|@cdktf\/.*)$|^src\/(?:lower|constructs)\//;

describe("the imports of this project", () => {
  const sources = readSources();

  it("go the ways of DESIGN only", () => {
    expect(sources.size).toBeGreaterThan(5);
    expect(violations(sources, available)).toEqual([]);
  });

  it("never go round in a circle, not even for types", () => {
    expect(circles(sources)).toEqual([]);
  });

  it("are of packages that nobody has to install: bundled, or brought along by who uses the constructs", () => {
    expect(JSON.parse(read("package.json"))).not.toHaveProperty("dependencies");
    expect([...available].filter((name) => devDependencies?.[name] === undefined)).toEqual([]);
  });

  it.each(["src/compile.ts", "src/index.ts"])("never lead from %s to cdktf", (path) => {
    expect(sources.has(path)).toBe(true);
    expect([...reachableFrom(path, sources)].filter((name) => cdktf.test(name))).toEqual([]);
  });
});

describe("importsOf", () => {
  it("reads every form, and knows which of them are gone when the program runs", () => {
    const text = `
      import a from "./a.js"; // import x from "./comment.js"
      import type { B } from "./b.js";
      import { type C } from "./c.js";
      export { d } from "./d.js";
      export type { E } from "./e.js";
      export * from "./f.js";
      import "./g.js";
      const h = await import("./h.js");
      const i = require("./i.js");
      const j = 'import k from "./string.js"';
    `;
    expect(importsOf(text)).toEqual(
      [..."abcdefghi"].map((letter) => ({ specifier: `./${letter}.js`, typeOnly: letter === "b" || letter === "e" })),
    );
  });
});

describe("violations", () => {
  /** The violations of one file that imports `specifier`, beside one file in every layer. */
  function check(path: string, specifier: string, form = "import x from"): readonly string[] {
    const folders = [
      "diagnostics",
      "syntax",
      "schema",
      "resolve",
      "model",
      "aws",
      "report",
      "constructs",
      "lower",
      "cli",
    ];
    const others = [...folders.map((folder) => `src/${folder}/x.ts`), "src/compile.ts", "src/index.ts", "main.ts"];
    const sources = new Map([...others.map((other) => [other, ""] as const), [path, `${form} "${specifier}";`]]);
    const installed = new Set(["yaml", "cdktf", "constructs", "@cdktf/provider-aws", "get-east-asian-width"]);
    return violations(sources, installed).map((line) => line.replace(`${path} imports ${specifier}: `, ""));
  }

  it.each([
    ["src/syntax/a.ts", "../diagnostics/x.js"],
    ["src/resolve/a.ts", "../aws/x.js"],
    ["src/resolve/a.ts", "../schema/x.js"],
    ["src/compile.ts", "./resolve/x.js"],
    ["src/report/a.ts", "../model/x.js"],
    ["src/lower/deep/a.ts", "../../constructs/x.js"],
    ["src/lower/a.ts", "./x.js"],
    ["src/cli/a.ts", "../lower/x.js"],
    ["main.ts", "./src/compile.js"],
    ["main.ts", "./src/lower/x.js"],
    ["main.ts", "cdktf"],
    ["main.ts", "node:process"],
    ["src/syntax/a.ts", "yaml"],
    ["src/constructs/a.ts", "@cdktf/provider-aws/lib/efs-file-system/index.js"],
    ["src/constructs/a.ts", "constructs"],
    ["src/cli/a.ts", "node:fs/promises"],
    ["src/resolve/a.ts", "node:path/posix"],
    ["src/diagnostics/a.ts", "get-east-asian-width"],
  ])("lets %s import %s", (path, specifier) => expect(check(path, specifier)).toEqual([]));

  it.each([
    ["src/diagnostics/a.ts", "../syntax/x.js", "diagnostics may not see syntax"],
    ["src/syntax/a.ts", "../schema/x.js", "syntax may not see schema"],
    ["src/schema/a.ts", "../resolve/x.js", "schema may not see resolve"],
    ["src/schema/a.ts", "../model/x.js", "schema may not see model"],
    ["src/schema/a.ts", "../../package.json", "only cli may read package.json"],
    ["src/resolve/a.ts", "../compile.js", "resolve may not see compile.ts"],
    ["src/resolve/a.ts", "../lower/x.js", "resolve may not see lower"],
    ["src/compile.ts", "./lower/x.js", "compile.ts may not see lower"],
    ["src/compile.ts", "./cli/x.js", "compile.ts may not see cli"],
    ["src/model/a.ts", "../aws/x.js", "model may see types of aws only"],
    ["src/model/a.ts", "../diagnostics/x.js", "model may see types of diagnostics only"],
    ["src/aws/images/a.ts", "../../model/x.js", "aws may not see model"],
    ["src/report/a.ts", "../lower/x.js", "report may not see lower"],
    ["src/constructs/a.ts", "../model/x.js", "constructs may not see model"],
    ["src/lower/a.ts", "../resolve/x.js", "lower may not see resolve"],
    ["src/lower/a.ts", "../cli/x.js", "lower may not see cli"],
    ["src/cli/a.ts", "../constructs/x.js", "cli may not see constructs"],
    ["src/cli/a.ts", "../../main.js", "cli may not see main.ts"],
    ["src/cli/a.ts", "./missing.js", "there is no src/cli/missing.ts"],
    ["src/schema/a.ts", "yaml", "only syntax may import yaml"],
    ["src/cli/a.ts", "cdktf", "only constructs, lower, main.ts may import cdktf"],
    ["src/report/a.ts", "constructs", "only constructs, lower, main.ts may import constructs"],
    [
      "src/aws/a.ts",
      "@cdktf/provider-aws/lib/x/index.js",
      "only constructs, lower, main.ts may import @cdktf/provider-aws",
    ],
    ["src/lower/a.ts", "@cdktf/provider-aws", "its index takes seconds to load: import one resource of it"],
    [
      "src/lower/a.ts",
      "@cdktf/provider-aws/lib/index.js",
      "its index takes seconds to load: import one resource of it",
    ],
    ["src/lower/a.ts", "typescript", "typescript is neither bundled nor a peer"],
    ["src/resolve/a.ts", "node:fs", "only cli and main.ts may touch process, clock, network or disk"],
    ["src/lower/a.ts", "node:fs", "only cli and main.ts may touch process, clock, network or disk"],
    ["src/lower/synth.ts", "node:fs", "only cli and main.ts may touch process, clock, network or disk"],
    ["src/report/a.ts", "node:process", "only cli and main.ts may touch process, clock, network or disk"],
    ["src/cli/a.ts", "fs", "write node:fs"],
  ])("refuses that %s imports %s", (path, specifier, why) => {
    expect(check(path, specifier)).toEqual([why]);
    expect(check(path, specifier, "export * from")).toEqual([why]);
  });

  it("lets types through where only types may go", () => {
    expect(check("src/model/a.ts", "../diagnostics/x.js", "import type { X } from")).toEqual([]);
    expect(check("src/model/a.ts", "../aws/x.js", "import type { X } from")).toEqual([]);
    expect(check("src/model/a.ts", "../resolve/x.js", "import type { X } from")).toEqual(["model may not see resolve"]);
    expect(check("src/model/a.ts", "../diagnostics/x.js", "import { type X } from")).toHaveLength(1);
  });

  it("wants a layer for every file", () => {
    expect(violations(new Map([["src/utils/a.ts", ""]]), new Set())).toEqual([
      "src/utils/a.ts: there is no layer utils",
    ]);
  });
});

describe("circles", () => {
  it("finds each circle once, however long, and of types too", () => {
    const sources = new Map([
      ["src/a/one.ts", 'import "./two.js";'],
      ["src/a/two.ts", 'export type { T } from "../b/three.js";'],
      ["src/b/three.ts", 'import type { S } from "../a/one.js"; import "yaml";'],
      ["src/b/four.ts", 'import "./four.js"; import "../a/one.js";'],
      ["src/c/five.ts", 'import "../b/four.js";'],
    ]);
    expect(circles(sources)).toEqual([["src/a/one.ts", "src/a/two.ts", "src/b/three.ts"], ["src/b/four.ts"]]);
  });
});

describe("reachableFrom", () => {
  it("follows what is loaded, through any number of files, and not types", () => {
    const sources = new Map([
      ["src/compile.ts", 'import "./resolve/a.js"; import type { P } from "./lower/p.js";'],
      ["src/resolve/a.ts", 'export * from "./b.js";'],
      ["src/resolve/b.ts", 'import "./a.js"; import { App } from "cdktf";'],
      ["src/lower/p.ts", 'import "constructs";'],
    ]);
    const reached = [...reachableFrom("src/compile.ts", sources)];
    expect(reached).toEqual(["src/compile.ts", "src/resolve/a.ts", "src/resolve/b.ts", "cdktf"]);
    expect(reached.filter((name) => cdktf.test(name))).toEqual(["cdktf"]);
  });
});
