import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import jsYaml from "js-yaml";
import SourceMap from "js-yaml-source-map";
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { positionOf } from "../../src/diagnostics/source.js";
import type { MapNode, SyntaxNode } from "../../src/syntax/nodes.js";
import { parseYaml } from "../../src/syntax/parse.js";
import { sampled } from "../support/sampled.js";

/*
 * Another library reads the same files: the values of all of them have to be the same, and the lines of keys where that library can
 * tell them. js-yaml-source-map follows what the parser opens and closes, and matches paths by prefix, so it is asked only for keys
 *
 * - that hold a scalar: for a map or list it has the place of something within, and for an empty one none,
 * - below the first level: there it takes the value of a scalar for its key,
 * - that neither begin with the text of a neighbour nor the other way round (`web` and `web-admin`), and so for what is above them,
 * - in files without merge keys and aliases, whose keys it puts where they are used or nowhere,
 * - where it has a place at all: it counts opened and closed values, and an empty list, an empty value or a tag puts it out of step,
 * - outside lists, and that hold neither a dot nor nothing.
 */

const specs = fileURLToPath(new URL("../specs", import.meta.url));
const names = readdirSync(specs, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("nanokit.yml"))
  .sort();
const files = sampled(names, (name) => name, 150).map((name) => ({
  name,
  text: readFileSync(`${specs}/${name}`, "utf8").replace(/^\ufeff/, ""),
}));

/** YAML 1.2 and merge keys. The types of the library leave `types` out. */
const { merge } = (jsYaml as unknown as { types: { merge: jsYaml.Type } }).types;
const schema = jsYaml.CORE_SCHEMA.extend({ implicit: [merge] });

/** Our reading, when there is nothing wrong with the file as YAML. */
function ours(text: string): MapNode | undefined {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: "nanokit.yml", text }, diagnostics);
  return diagnostics.hasErrors ? undefined : root;
}

function plain(node: SyntaxNode): unknown {
  if (node.kind === "list") return node.items.map(plain);
  if (node.kind === "scalar") return node.value;
  return new Map([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

function withMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMaps);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, withMaps(inner)]));
}

interface Key {
  readonly path: string;
  readonly line: number;
}

/** The keys that the other library can place. */
function comparableKeys(node: MapNode, path = ""): readonly Key[] {
  const keys = [...node.entries.keys()];
  return [...node.entries.values()].flatMap(({ key, keyLocation, value }) => {
    const unclear = /^$|\./.test(key) || keys.some((other) => other !== key && overlap(key, other));
    if (unclear) return [];
    const line = positionOf(keyLocation.file, keyLocation.start).line;
    if (value.kind === "map") return comparableKeys(value, `${path}.${key}`);
    return value.kind === "scalar" && path !== "" ? [{ path: `${path}.${key}`, line }] : [];
  });
}

function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

describe("a second reading of every spec", () => {
  it("has the same values", () => {
    let compared = 0;
    for (const { name, text } of files) {
      const root = ours(text);
      if (!root) continue;
      compared++;
      expect(plain(root), name).toEqual(withMaps(jsYaml.load(text, { schema })));
    }
    expect(compared).toBeGreaterThan(50);
  });

  it("has the same lines of keys", () => {
    let compared = 0;
    let lost = 0;
    for (const { name, text } of files) {
      const root = /<<:|[:[] *\*/.test(text) ? undefined : ours(text);
      if (!root) continue;
      const map = new SourceMap();
      jsYaml.load(text, { schema, listener: map.listen() });
      for (const { path, line } of comparableKeys(root)) {
        const theirs = map.lookup(path)?.line;
        if (theirs === undefined) lost++;
        else compared++;
        if (theirs !== undefined) expect.soft(theirs, `${name} ${path}`).toBe(line);
      }
    }
    expect(lost).toBeLessThan(compared / 5);
    expect(compared).toBeGreaterThan(200);
  });

  it("stumbles over the same files", () => {
    for (const { name, text } of files) {
      const diagnostics = new Diagnostics();
      parseYaml({ path: "nanokit.yml", text }, diagnostics);
      const refused = diagnostics
        .sorted()
        .some(({ code }) => ["NK006", "NK007", "NK008", "NK009", "NK011"].includes(code));
      if (refused) expect(() => jsYaml.load(text, { schema }), name).toThrow();
    }
  });
});
