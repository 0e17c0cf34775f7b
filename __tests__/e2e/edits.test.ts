import { describe, expect, it } from "vitest";
import { type Edit, put, type Step } from "../../e2e/edits/edit.js";
import { expectForetold } from "../../e2e/edits/foretold.js";
import { MATRIX } from "../../e2e/edits/matrix.js";
import { parseEditOptions } from "../../e2e/edits/options.js";
import { readResults, withRun } from "../../e2e/edits/results.js";
import { hashOf } from "../../e2e/edits/source.js";
import { RESOURCES } from "../../src/aws/types/index.js";
import { type MarkText, STEPS_CODES } from "../../src/aws/types/marks.js";
import { page } from "../docs/pages.js";
import { sampled } from "../support/sampled.js";

const isApplied = (step: Step) => "apply" in step || "applyBeside" in step;

const applies = ({ foretold }: Edit) => foretold?.steps.filter(isApplied).length ?? 1;

/** Where docs/edits.md sends its reader first. */
function placeOf(foretold: Edit["foretold"]): string {
  if (foretold === undefined) return "at once";
  return foretold.page ?? foretold.code ?? "check.md";
}

/** The lines of the table in docs/edits.md: the whole name of an edit, and what is to be done. */
function tableLines(): readonly (readonly [string, string])[] {
  let kind = "";
  return page("docs/edits.md")
    .split("\n")
    .flatMap((line): readonly (readonly [string, string])[] => {
      const [, first = "", rest = ""] = /^## (.)(.*)/.exec(line) ?? [];
      kind = first === "" ? kind : first.toLowerCase() + rest;
      const [, edit, file, toDo] = line.split(" | ").length > 1 ? ["", ...line.slice(2).split(" | ")] : [];
      if (edit === undefined || file === undefined || toDo === undefined || !file.startsWith("`")) return [];
      return [[`${kind}: ${edit}`, toDo]];
    });
}

/** Commands in the marks of the types, up to the name of the resource; but for those that only look. */
function commandsOfMarks(): readonly string[] {
  const found = Object.entries(RESOURCES).flatMap(([type, { marks = [], rules = {} }]) => {
    const texts = [...marks, ...Object.values(rules).flatMap((one) => Object.values<MarkText | string>(one))];
    const commands = texts.flatMap((one) =>
      typeof one === "string"
        ? []
        : [...one.text.matchAll(/`((?:terraform|aws) [^`]+)`/g)].map(([, command]) => command ?? ""),
    );
    return commands.map((command) => command.replace(/\{address\}.*/, `${type}.`).replace(/\{.*/, ""));
  });
  expect(found.length).toBeGreaterThan(8);
  return found.filter((command) => !/ describe-| execute-command/.test(command));
}

describe("the matrix of edits", () => {
  it("has names that are used once", () => {
    expect(new Set(MATRIX.map(({ name }) => name)).size).toBe(MATRIX.length);
  });

  it("has at least 60 edits over at least 8 files", () => {
    expect(MATRIX.length).toBeGreaterThanOrEqual(60);
    expect(new Set(MATRIX.map(({ base }) => base)).size).toBeGreaterThanOrEqual(8);
  });

  it("tries the steps of each finding that tells some", () => {
    const tried = new Set(MATRIX.flatMap(({ foretold }) => foretold?.code ?? []));
    expect(STEPS_CODES.filter((code) => !tried.has(code))).toEqual([]);
  });

  it("tries each command that `check` prints and that changes something", () => {
    const said = MATRIX.flatMap(({ foretold }) => foretold?.steps ?? []).map(({ says }) => says);
    const missing = commandsOfMarks().filter((command) => !said.some((text) => text.includes(command)));
    expect(missing).toEqual([]);
  });

  it("ends the steps of an edit with one that is applied", () => {
    const last = MATRIX.flatMap(({ foretold }) => foretold?.steps.at(-1) ?? []);
    expect(last.filter((step) => !isApplied(step))).toEqual([]);
  });
});

describe("an edit of the matrix", () => {
  it.each(sampled(MATRIX, ({ name }) => name, 40))("$name: what it needs is said, and nothing else", (edit) => {
    expect(() => expectForetold(edit)).not.toThrow();
  });

  const commands = MATRIX.flatMap(({ name, foretold }) =>
    (foretold?.steps ?? []).flatMap((step) => ("terraform" in step ? [{ name, ...step }] : [])),
  );

  it.each(commands)("$name: runs the command that is said", ({ terraform, says }) => {
    // Whoever types it is asked, and says yes.
    const answers = ["-auto-approve", "-force-copy"];
    const ours = terraform.filter((word) => !answers.includes(word) && !word.startsWith("-var="));
    expect(["terraform", ...ours].join(" ")).toBe(says);
  });
});

describe("the results of the matrix", () => {
  const results = readResults();

  it("are there for each edit as it is now, and for nothing else", () => {
    const expected = MATRIX.map((edit) => ({ name: edit.name, edit: hashOf(edit) }));
    const found = Object.entries(results).map(([name, { edit }]) => ({ name, edit }));
    expect(found, "run `npm run e2e:edits -- --write`, then `npm run docs`").toEqual(expected);
  });

  it.each(MATRIX)("$name was applied as often as it says", (edit) => {
    expect(results[edit.name]?.applied).toHaveLength(applies(edit));
  });

  it("are what docs/edits.md shows: each edit once, with the finding that the matrix demands", () => {
    const shown = tableLines().map(([name, toDo]) => [name, /^at once$|NK\d{3}|\w+\.md/.exec(toDo)?.[0]]);
    expect(shown).toEqual(MATRIX.map(({ name, foretold }) => [name, placeOf(foretold)]));
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
