import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEntries } from "../../e2e/entries.js";
import { besideOptions } from "../../src/cli/files/beside-options.js";
import { type Compilation, compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";
import { expectedCodes, formatCodes } from "../specs/harness.js";
import { danglingReferences } from "../support/references.js";
import { sampled } from "../support/sampled.js";
import { tableRows } from "./markdown.js";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "examples");
const overview = readFileSync(join(folder, "README.md"), "utf8");

const examples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, text: readFileSync(join(folder, name, "nanokit.yml"), "utf8") }));

type Example = (typeof examples)[number];

function compileNow({ name, text }: Example): Compilation {
  return compile({ path: "nanokit.yml", text }, { defaultName: name, ...besideOptions(join(folder, name)) });
}

const compilations = new Map(examples.map((example) => [example, compileNow(example)]));

/** What was made of an example once for all tests. */
function compiled(example: Example): Compilation {
  return compilations.get(example) ?? compileNow(example);
}

function stacksOf({ project }: Compilation) {
  return project ? synthesize(project).filter(({ path }) => path.endsWith("/cdk.tf.json")) : [];
}

describe("the examples", () => {
  it("are ten at least, and all in the table of their README", () => {
    const rows = tableRows(overview, ["Example", "What it is", "What it shows"]);
    expect(rows.map(([name = ""]) => /^\[(.+)\]\(\1\/nanokit\.yml\)$/.exec(name)?.[1])).toEqual(
      examples.map(({ name }) => name),
    );
    expect(examples.length).toBeGreaterThanOrEqual(10);
  });

  it("are all taken through Terraform", () => {
    const listed = readEntries(JSON.parse(readFileSync(join(root, "e2e/stacks.json"), "utf8")));
    const taken = new Set(listed.map(({ dir }) => dir.split("/").slice(0, 2).join("/")));
    expect(examples.map(({ name }) => `examples/${name}`).filter((path) => !taken.has(path))).toEqual([]);
  });
});

describe.each(examples)("$name", (example) => {
  it("gives the findings of its first line, and no error", () => {
    const { project, diagnostics } = compiled(example);
    expect(formatCodes(diagnostics.map(({ code }) => code))).toBe(formatCodes(expectedCodes(example.text)));
    expect(project).toBeDefined();
  });

  it("speaks of each of its warnings in a comment", () => {
    const warned = compiled(example).diagnostics.some(({ severity }) => severity === "warning");
    expect(/#.*\bwarning\b/i.test(example.text)).toBe(warned);
  });

  it("pins its images", () => {
    const images = [...example.text.matchAll(/^\s*image: (\S+)/gm)].map(([, image = ""]) => image);
    expect(images.filter((image) => !/:[a-z-]*v?\d[^:/]*$/.test(image))).toEqual([]);
  });
});

describe.each(sampled(examples, ({ name }) => name, 6))("the stacks of $name", (example) => {
  it("refer only to what they declare", async () => {
    const stacks = stacksOf(compiled(example));
    expect(stacks.length).toBeGreaterThan(0);
    for (const { text } of stacks) expect(await danglingReferences(JSON.parse(text))).toEqual([]);
  });

  it("are the same bytes every time", () => {
    expect(stacksOf(compileNow(example))).toEqual(stacksOf(compiled(example)));
  });
});
