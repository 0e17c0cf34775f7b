import { describe, expect, it } from "vitest";
import { type Edit, put } from "../../e2e/edits/edit.js";
import { expectForetold } from "../../e2e/edits/foretold.js";
import { MATRIX } from "../../e2e/edits/matrix.js";
import { parseEditOptions } from "../../e2e/edits/options.js";
import { withRun } from "../../e2e/edits/results.js";
import { changed, filesOf, versionOf } from "../../e2e/edits/source.js";

describe("the matrix of edits", () => {
  it("has names that are used once", () => {
    expect(new Set(MATRIX.map(({ name }) => name)).size).toBe(MATRIX.length);
  });

  it("has at least 60 edits over at least 8 files", () => {
    expect(MATRIX.length).toBeGreaterThanOrEqual(60);
    expect(new Set(MATRIX.map(({ base }) => base)).size).toBeGreaterThanOrEqual(8);
  });

  it("ends the steps of an edit with one that is applied", () => {
    const last = MATRIX.flatMap(({ foretold }) => foretold?.steps.at(-1) ?? []);
    expect(last.filter((step) => !("apply" in step))).toEqual([]);
  });
});

describe("an edit of the matrix", () => {
  it.each(MATRIX)("$name: synth says what it needs, and nothing else", (edit) => {
    const { base, first = base } = filesOf(edit);
    const [before, after] = [versionOf(first), versionOf(changed(first, edit.change))];
    expect(() => expectForetold(edit, before, after)).not.toThrow();
  });

  const commands = MATRIX.flatMap(({ name, foretold }) =>
    (foretold?.steps ?? []).flatMap((step) => ("terraform" in step ? [{ name, ...step }] : [])),
  );

  it.each(commands)("$name: runs the command that is said", ({ terraform, says }) => {
    const ours = terraform.filter((word) => word !== "-auto-approve" && !word.startsWith("-var="));
    expect(["terraform", ...ours].join(" ")).toBe(says);
  });
});

describe("withRun", () => {
  const edit = (name: string): Edit => ({ name, base: "plain", change: () => {} });
  const [a, b, c] = [edit("x: a"), edit("x: b"), edit("x: c")];
  const result = { with: "Terraform 1, provider 5", applied: [] };
  const old = withRun(
    {},
    [a, b],
    [a, b].map((one) => ({ edit: one, result })),
  );

  it("keeps the order of the matrix, and what did not run", () => {
    const next = withRun(old, [c, b, a], [{ edit: c, result }]);
    expect(Object.keys(next)).toEqual(["x: c", "x: b", "x: a"]);
  });

  it("drops what failed, and what is no longer in the matrix", () => {
    expect(withRun(old, [a, b], [{ edit: a, result: undefined }])).toEqual({ "x: b": old["x: b"] });
    expect(withRun(old, [a], [])).toEqual({ "x: a": old["x: a"] });
  });

  it("drops what was another edit when it ran", () => {
    const other: Edit = { ...a, change: put("name", "other") };
    expect(withRun(old, [other, b], [])).toEqual({ "x: b": old["x: b"] });
  });
});

describe("parseEditOptions", () => {
  it("takes everything by default, two files at once, and writes nothing", () => {
    expect(parseEditOptions([])).toEqual({
      jobs: 2,
      seed: "",
      missing: false,
      write: false,
      require: false,
      help: false,
    });
  });

  it("takes a sample and its seed, and where to write", () => {
    const args = ["--sample", "8", "--seed", "a1b2", "--write", "--missing", "--require", "--only", "zones"];
    expect(parseEditOptions(args)).toEqual({
      ...{ only: "zones", sample: 8, seed: "a1b2" },
      ...{ jobs: 2, missing: true, write: true, require: true, help: false },
    });
  });

  it.each([[["--jobs", "0"]], [["--sample", "some"]], [["--nothing"]]])("refuses %s", (args) => {
    expect(parseEditOptions(args)).toBeTypeOf("string");
  });
});
