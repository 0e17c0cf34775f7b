import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeExpected } from "../../scripts/golden-files.js";
import type { CompileOptions } from "../../src/compile.js";
import { finding } from "../diagnostics/made-up.js";
import { coverageGaps } from "./coverage.js";
import { checkCase, expectedCodes, findCases, formatCodes, type Pipeline, runCase, type SpecCase } from "./harness.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "nanokit-specs-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes a case and gives it back as the harness finds it. */
function specOf(files: Readonly<Record<string, string>>): SpecCase {
  for (const [path, text] of Object.entries(files)) {
    const target = join(root, "area", "case", path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const [spec] = findCases(root);
  if (!spec) throw new Error("the case was not found");
  return spec;
}

/** One note per line that says `note`, no project when a line says `fail`, otherwise a stack named after the folder. */
const pipeline: Pipeline = {
  compile(source, { defaultName = "" }) {
    const notes = [...source.text.matchAll(/^note$/gm)].map(({ index }) =>
      finding({ file: source, start: index, end: index + 4 }, { severity: "note" }),
    );
    const project = { name: defaultName, environments: [] };
    return { ...(source.text.includes("fail") ? {} : { project }), diagnostics: notes };
  },
  synthesize: ({ name }) => [
    { path: "manifest.json", text: "{}" },
    { path: `stacks/${name}/cdk.tf.json`, text: "{}\n" },
  ],
};
const known = new Set(["NK001"]);

function messages(spec: SpecCase): readonly string[] {
  return checkCase(spec, pipeline, known).map(({ message }) => message.split("\n")[0] ?? "");
}

const diagnosticsText = "nanokit.yml:2:1 note NK001: This is wrong.\n  2 | note\n    | ^^^^\n\n1 note\n";

describe("a case", () => {
  const sound = {
    "nanokit.yml": "# expect: NK001\nnote\n",
    "case.json": '{"folder": "shop", "stacks": true}',
    "expected/diagnostics.txt": diagnosticsText,
    "expected/stacks/shop/cdk.tf.json": "{}\n",
  };

  it("holds when codes and files are those expected", () => {
    expect(checkCase(specOf(sound), pipeline, known)).toEqual([]);
  });

  it("is named after its folder unless case.json says otherwise, and compares stacks when told so alone", () => {
    const spec = specOf({ "nanokit.yml": "# expect: none" });
    expect(runCase(spec, pipeline).files.size).toBe(0);
    for (const settings of ['{"stacks": true}', '{"hcl": true}']) {
      const { files } = runCase(specOf({ "case.json": settings }), pipeline);
      expect([...files.keys()]).toEqual(["stacks/case/cdk.tf.json"]);
    }
  });

  it("hands environments and variables over; the process wins over .env", () => {
    const spec = specOf({
      "nanokit.yml": "# expect: none",
      ".env": "A=1\nB=2\n",
      "case.json": '{"environments": ["stage"], "env": {"B": "3"}}',
    });
    let options: CompileOptions | undefined;
    const compile: Pipeline["compile"] = (source, given) => {
      options = given;
      return pipeline.compile(source, given);
    };
    runCase(spec, { ...pipeline, compile });
    expect(options).toEqual({ environments: ["stage"], variables: { A: "1", B: "3" }, defaultName: "case" });
  });

  it.each([
    [{ "nanokit.yml": "# expect: none\nnote\n" }, "the findings are not those of `# expect:`"],
    [{ "nanokit.yml": "# expect: NK001 x2\nnote\n" }, "the findings are not those of `# expect:`"],
    [{ "nanokit.yml": "# expect: NK001, NK999\nnote\n" }, "names NK999, which is not in src/diagnostics/codes.ts"],
    [{ "nanokit.yml": "note\n" }, "the first line of nanokit.yml has to be"],
    [{ "nanokit.yml": "# expect: NK1\nnote\n" }, "`NK1` in `# expect:` is neither"],
    [{ "expected/diagnostics.txt": "other\n" }, "expected/diagnostics.txt differs"],
    [{ "expected/stacks/old/cdk.tf.json": "{}\n" }, "expected/stacks/old/cdk.tf.json is stale"],
    [{ "case.json": '{"stacks": true, "folder": "other"}' }, "expected/stacks/other/cdk.tf.json is missing"],
    [{ "case.json": '{"enviroments": []}' }, "case.json holds something else"],
    [{ "case.json": '{"folder": "shop", "stacks": false}' }, "hcl and stacks: `true` only"],
    [{ "case.json": '{"folder": "shop", "hcl": false}' }, "hcl and stacks: `true` only"],
    [{ ".env": "no sign" }, "line 1 of .env was left out"],
    [{ "notes.txt": "" }, "notes.txt is no part of a case"],
  ])("fails for %j", (change, message) => {
    expect(messages(specOf({ ...sound, ...change })).join("\n")).toContain(message);
  });

  it("fails without a nanokit.yml, and with what the compiler throws", () => {
    expect(messages(specOf({ "case.json": "{}" })).join()).toContain("area/case has no nanokit.yml");
    const broken: Pipeline = { ...pipeline, synthesize: () => JSON.parse("{") };
    const [mismatch] = checkCase(
      specOf({ "nanokit.yml": "# expect: none", "case.json": '{"stacks": true}' }),
      broken,
      known,
    );
    expect(mismatch?.message).toContain("SyntaxError");
  });

  it("carries both texts for the diff", () => {
    const spec = specOf({ ...sound, "expected/diagnostics.txt": "old\n" });
    const [mismatch] = checkCase(spec, pipeline, known);
    expect(mismatch).toMatchObject({ expected: "old\n", actual: diagnosticsText });
  });
});

describe("findCases", () => {
  it("refuses a case that is one level too high", () => {
    mkdirSync(join(root, "area"));
    writeFileSync(join(root, "area", "nanokit.yml"), "# expect: none");
    expect(() => findCases(root)).toThrow("specs/area is an area");
  });
});

describe("the # expect: line", () => {
  it.each([
    ["# expect: none\nx", []],
    ["\ufeff# expect: NK001\r\nx", ["NK001"]],
    ["# expect: NK001 x2, NK102 NK001,NK003 x1", ["NK001", "NK001", "NK102", "NK001", "NK003"]],
  ])("reads %j", (text, codes) => {
    expect(expectedCodes(text)).toEqual(codes);
    expect(expectedCodes(`# expect: ${formatCodes(codes)}`)).toEqual(codes);
  });

  it.each([
    "",
    "# expect:",
    "# expect: x2",
    "# expect: NK001 x0",
    "# expect: none NK001",
    "\n# expect: none",
    "#expect: none",
  ])("refuses %j", (text) => expect(() => expectedCodes(text)).toThrow("# expect:"));
});

describe("goldens", () => {
  it("makes expected/ hold exactly the files of the case and touches nothing else", () => {
    const spec = specOf({
      "nanokit.yml": "# expect: NK999\nnote\n",
      "case.json": '{"stacks": true}',
      "expected/diagnostics.txt": "old\n",
      "expected/stacks/old/cdk.tf.json": "{}\n",
    });
    const { files } = runCase(spec, pipeline);
    expect(writeExpected(spec, files)).toEqual([
      "changed area/case/expected/diagnostics.txt",
      "added area/case/expected/stacks/case/cdk.tf.json",
      "removed area/case/expected/stacks/old/cdk.tf.json",
    ]);
    expect(readdirSync(join(spec.folder, "expected"), { recursive: true }).sort()).toEqual([
      "diagnostics.txt",
      "stacks",
      join("stacks", "case"),
      join("stacks", "case", "cdk.tf.json"),
    ]);
    expect(readFileSync(join(spec.folder, "nanokit.yml"), "utf8")).toBe("# expect: NK999\nnote\n");
    expect(writeExpected(spec, files)).toEqual([]);
    expect(messages(spec).map((message) => message.split(" ")[0])).toEqual(["`#", "the"]);
  });

  it("leaves no empty folder behind", () => {
    const spec = specOf({ "nanokit.yml": "# expect: none", "expected/stacks/old/cdk.tf.json": "{}\n" });
    writeExpected(spec, new Map());
    expect(readdirSync(spec.folder)).toEqual(["nanokit.yml"]);
  });
});

describe("coverageGaps", () => {
  it("names codes without a spec and exemptions without a ground", () => {
    const gaps = coverageGaps({
      codes: ["NK001", "NK002", "NK003", "NK004", "NK005", "NK006"],
      expected: new Set(["NK001", "NK002"]),
      exemptions: {
        NK002: { reason: "", test: "a.test.ts" },
        NK004: { reason: "", test: "a.test.ts" },
        NK005: { reason: "", test: "b.test.ts" },
        NK006: { reason: "", test: "a.test.ts" },
      },
      readTest: (path) => (path === "a.test.ts" ? "NK004" : undefined),
    });
    expect(gaps).toEqual([
      "NK002 has a spec: take it out of exemptions.ts",
      "NK003 is expected by no spec",
      "NK005 is left to b.test.ts, which does not exist",
      "NK006 is left to a.test.ts, which does not name it",
    ]);
  });
});
