import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { compile } from "../../src/compile.js";
import { positionOf } from "../../src/diagnostics/source.js";
import { documentSchema } from "../../src/schema/language.js";
import type { Field, Schema } from "../../src/schema/schema.js";
import { findCases, readSource } from "../specs/harness.js";

/** One key of the language; `path` has a `*` for each name that the user gives and each item of a list. */
interface LanguageKey {
  readonly path: string;
  readonly field: Field;
}

function keysOf(schema: Schema, path: string): readonly LanguageKey[] {
  switch (schema.kind) {
    case "list":
    case "map":
      return keysOf(schema.of, `${path}*.`);
    case "either":
      return schema.members.flatMap((member) => keysOf(member, path));
    case "object":
      return Object.entries(schema.fields).flatMap(([key, field]) => [
        { path: path + key, field },
        ...keysOf(field.schema, `${path}${key}.`),
      ]);
    default:
      return [];
  }
}

/** The paths of {@link LanguageKey} that a file writes with a value, and the line of each. */
function writtenKeys(schema: Schema, node: unknown, path: string, lineOf: (offset: number) => number) {
  const found = new Map<string, number>();
  const visit = (schema: Schema, node: unknown, path: string): void => {
    if (schema.kind === "either") for (const member of schema.members) visit(member, node, path);
    if (schema.kind === "list" && isSeq(node)) for (const item of node.items) visit(schema.of, item, `${path}*.`);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key) || (isScalar(value) && value.value === null)) continue;
      if (schema.kind === "map") visit(schema.of, value, `${path}*.`);
      const name = String(key.value);
      const field = schema.kind === "object" && Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
      if (!field) continue;
      found.set(path + name, lineOf(key.range?.[0] ?? 0));
      visit(field.schema, value, `${path}${name}.`);
    }
  };
  visit(schema, node, path);
  return found;
}

const specs = findCases(fileURLToPath(new URL("../specs", import.meta.url)));
const language = [...new Map(keysOf(documentSchema, "").map((key) => [key.path, key])).values()];
/** The blocks once more below an environment: what holds for the one holds for the other. */
const isGlobal = ({ path }: LanguageKey) => !path.startsWith("environments.*.");

describe("the specs", () => {
  it("write every key of the language, globally or in an environment", () => {
    const written = new Set<string>();
    for (const spec of specs) {
      for (const key of writtenKeys(documentSchema, rootOf(spec), "", () => 0).keys()) {
        written.add(key.replace(/^environments\.\*\./, ""));
      }
    }
    const missing = language.filter(isGlobal).filter(({ path }) => !written.has(path));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

describe("notes/every-key", () => {
  const file = {
    path: "nanokit.yml",
    text: readFileSync(new URL("../specs/notes/every-key/nanokit.yml", import.meta.url), "utf8"),
  };
  const lineOf = (offset: number) => positionOf(file, offset).line;
  const written = writtenKeys(documentSchema, parseDocument(file.text).contents, "", lineOf);
  const { diagnostics } = compile(file);
  const untranslated = language.filter(isGlobal).filter(({ field }) => field.fate.kind !== "used");

  it("covers what the language has beyond this version", () => {
    expect(untranslated.length).toBeGreaterThan(25);
  });

  it.each(untranslated)("has a note for $path", ({ path, field }) => {
    const line = written.get(path);
    const code = field.fate.kind === "later" ? "NK901" : "NK902";
    const key = path.slice(path.lastIndexOf(".") + 1);
    const found = diagnostics.filter(({ location }) => lineOf(location.start) === line);
    expect(line).toBeDefined();
    expect(found.map((one) => `${one.code} ${one.message.split(" ")[0]}`)).toContain(`${code} \`${key}\``);
  });

  it("has no note for a key that is translated", () => {
    const notes = diagnostics.filter(({ code }) => code === "NK901" || code === "NK902");
    expect(notes).toHaveLength(untranslated.length);
  });

  it("has every key of the language that can stand beside the others", () => {
    const missing = language.filter(isGlobal).filter(({ path }) => !written.has(path));
    expect(missing.map(({ path }) => path)).toEqual([
      "infra.vpc",
      "infra.subnets",
      "infra.efs.lifecycle.toArchive",
      "infra.efs.existing",
      "infra.efs.mountTargets",
      "infra.efs.securityGroups",
      "volumes.*.bucket",
      "networks.*.vpcId",
    ]);
  });
});

/** The document of a spec; what is no YAML at all writes no key. */
function rootOf(spec: (typeof specs)[number]): Document["contents"] {
  try {
    return parseDocument(readSource(spec).text, { merge: true }).contents;
  } catch {
    return null;
  }
}
