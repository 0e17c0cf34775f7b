import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { DATA_SOURCES, type MarkRow, RESOURCES } from "../../src/aws/types/index.js";
import { ELEMENTS } from "../../src/lower/elements.js";

const ROOT = path.join(import.meta.dirname, "../..");

/** Types of the stacks that are committed: those of the example and the goldens of specs. */
function committedTypes(): readonly string[] {
  const found = new Set<string>();
  for (const folder of ["generated", "__tests__/specs"]) {
    const names = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" });
    for (const name of names.filter((one) => one.endsWith("cdk.tf.json"))) {
      const { resource, data } = JSON.parse(readFileSync(path.join(ROOT, folder, name), "utf8"));
      for (const type of Object.keys(resource ?? {})) found.add(type);
      for (const type of Object.keys(data ?? {})) found.add(`data.${type}`);
    }
  }
  return [...found];
}

const addressed = new Set(ELEMENTS.flatMap(({ address }) => /^((?:data\.)?aws_[a-z0-9_]+)\./.exec(address)?.[1] ?? []));
const rows = Object.entries({ ...RESOURCES, ...DATA_SOURCES });

describe("the rows of types", () => {
  it("are one for every type of resource and data source in the table of addresses, and no other", () => {
    expect(addressed.size).toBeGreaterThan(45);
    expect(rows.map(([type]) => type).sort()).toEqual([...addressed].sort());
    expect(Object.keys(DATA_SOURCES).filter((type) => !type.startsWith("data."))).toEqual([]);
  });

  it("are there for every type that a committed stack holds", () => {
    const types = committedTypes();
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter((type) => !rows.some(([known]) => known === type))).toEqual([]);
  });

  it.each(rows)("name the source of %s", (_type, { source }) => {
    expect(source).toMatch(/^[a-z0-9]+\/\w+\.go$/);
  });
});

describe("what the row of a type says of AWS", () => {
  const resources = Object.entries(RESOURCES);

  it.each(resources)("is about types that there are, and calls that %s needs", (_type, row) => {
    const refused = row.refused ?? [];
    const others = [...refused.flatMap(({ usedBy }) => usedBy), ...(row.marks ?? []).flatMap(unlessGone)];
    expect(others.filter((other) => !(other in RESOURCES))).toEqual([]);
    const calls = row.iam.flatMap(({ actions }) => Object.values(actions).flat());
    expect(refused.map(({ call }) => call).filter((call) => !calls.includes(call))).toEqual([]);
  });

  it.each(resources)("has a source, and a size that is one, for %s", (_type, { unique, refused = [], quotas = {} }) => {
    const facts = [...unique, ...refused, ...Object.values(quotas)];
    expect(facts.filter(({ source }) => source.trim() === "")).toEqual([]);
    expect(unique.filter(({ attributes }) => attributes.length === 0)).toEqual([]);
    expect(Object.values(quotas).filter(({ max }) => !(Number.isInteger(max) && max > 0))).toEqual([]);
  });

  function unlessGone(mark: MarkRow): readonly string[] {
    return "on" in mark && mark.unlessGone !== undefined ? [mark.unlessGone] : [];
  }
});
