import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "@cdktf/hcl2json";
import { describe, expect, it } from "vitest";
import { besideOptions } from "../../src/cli/files/beside-options.js";
import { compile } from "../../src/compile.js";
import { hclFormat } from "../../src/lower/hcl-format.js";
import { synthesize } from "../../src/lower/synth.js";
import { caseOptions, findCases, readSource } from "../specs/harness.js";
import { readText } from "../support/read-stack.js";
import { sampled } from "../support/sampled.js";
import { normalForm } from "./normal-form.js";

const root = path.join(import.meta.dirname, "../..");

/** Every spec and every example. */
const files = [
  ...findCases(path.join(root, "__tests__/specs")).map((spec) => ({
    name: spec.name,
    golden: existsSync(path.join(spec.folder, "expected/stacks")),
    project: () => compile(readSource(spec), caseOptions(spec)).project,
  })),
  ...readdirSync(path.join(root, "examples"))
    .filter((name) => existsSync(path.join(root, "examples", name, "nanokit.yml")))
    .map((name) => ({
      name: `examples/${name}`,
      golden: true,
      project: () => example(path.join(root, "examples", name)),
    })),
];

/** Those that give stacks. */
const projects = sampled(files, ({ name }) => name, 50).flatMap(({ name, golden, project }) => {
  const compiled = project();
  return compiled === undefined ? [] : [{ name, golden, project: compiled }];
});

function example(folder: string) {
  const source = { path: "nanokit.yml", text: readFileSync(path.join(folder, "nanokit.yml"), "utf8") };
  return compile(source, besideOptions(folder)).project;
}

describe("a stack as HCL", () => {
  it("is tried with every spec and every example", () => {
    expect(projects.length).toBeGreaterThan(Math.min(150, files.length / 40));
  });

  // hcl2json takes its time, so it reads those alone whose stacks are committed.
  it.each(projects)("means what its JSON means: $name", async ({ golden, project }) => {
    const json = new Map(synthesize(project).map(({ path: file, text }) => [file, text]));
    for (const { path: file, text } of synthesize(project, { format: hclFormat })) {
      if (file.endsWith("/versions.tf")) expect(text).toBe(json.get(file));
      if (!file.endsWith("/cdk.tf")) continue;
      const wanted = normalForm(JSON.parse(json.get(`${file}.json`) ?? ""));
      if (golden) expect(normalForm(await parse("cdk.tf", text))).toEqual(wanted);
      expect(normalForm(readText(text, "cdk.tf").document)).toEqual(wanted);
      expect(readText(text.replaceAll("\n", "\r\n"), "cdk.tf")).toEqual(readText(text, "cdk.tf"));
    }
  });
});
