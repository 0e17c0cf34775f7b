import { isObject, type Json, type JsonObject, objectAt, sortedEntries } from "../stack/json.js";
import { keyText } from "./text.js";
import { type Assignment, assignmentLines, listText, STEP, valueText } from "./value.js";

/** What the body of a block is made of, each part already text. */
export interface Body {
  /** Before all others, and set off from them: `for_each`. */
  readonly first?: readonly Assignment[];
  readonly attributes: readonly Assignment[];
  /** Nested blocks, as lines. */
  readonly blocks?: readonly (readonly string[])[];
  /** Behind all others: `depends_on`. */
  readonly last?: readonly Assignment[];
}

/** Meta-arguments of resources and data sources, which are no attributes of theirs. */
const FIRST = ["count", "for_each", "provider"] as const;
const META: ReadonlySet<string> = new Set([...FIRST, "lifecycle", "depends_on"]);

/** What is never emitted, and would need more than this. */
const UNKNOWN = ["connection", "dynamic", "provisioner"] as const;

/** Arguments of `lifecycle` that hold addresses and not values. */
const REFERENCES: ReadonlySet<string> = new Set(["ignore_changes", "replace_triggered_by"]);

/** A block with its header and its body, as it stands at the margin. */
export function blockLines(header: string, body: Body): readonly string[] {
  const parts = [
    assignmentLines(body.first ?? [], STEP),
    assignmentLines(body.attributes, STEP),
    ...(body.blocks ?? []).map(indented),
    assignmentLines(body.last ?? [], STEP),
  ].filter((lines) => lines.length > 0);
  if (parts.length === 0) return [`${header} {}`];
  return [`${header} {`, ...parts.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines])), "}"];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split("\n")).map((line) => (line === "" ? "" : STEP + line));
}

/**
 * The body of a resource, a data source or a provider.
 *
 * @param nested names of the nested blocks of its type
 */
export function resourceBody(json: JsonObject, nested: ReadonlySet<string>): Body {
  const unknown = UNKNOWN.find((name) => name in json);
  if (unknown !== undefined) throw new Error(`\`${unknown}\` cannot be written as HCL yet`);
  const { attributes, blocks } = nestedBody(without(json, META), nested);
  const lifecycle = objectAt(json, "lifecycle");
  const dependsOn = json.depends_on;
  return {
    first: FIRST.filter((name) => name in json).map((name) => ({
      name,
      value: name === "provider" ? String(json[name]) : valueText(json[name] ?? null, STEP),
    })),
    attributes,
    blocks: [...(blocks ?? []), ...("lifecycle" in json ? [lifecycleLines(lifecycle)] : [])],
    last: dependsOn === undefined ? [] : [{ name: "depends_on", value: references(dependsOn, STEP) }],
  };
}

function nestedBody(json: JsonObject, nested: ReadonlySet<string>): Body {
  const entries = sortedEntries(json);
  const isBlock = ([name, value]: readonly [string, Json]) => nested.has(name) && typeof value === "object";
  return {
    attributes: tagsLast(entries.filter((entry) => !isBlock(entry))).map(([name, value]) => ({
      name,
      value: valueText(value, STEP),
    })),
    blocks: entries
      .filter(isBlock)
      .flatMap(([name, value]) => bodies(value).map((body) => blockLines(name, nestedBody(body, nested)))),
  };
}

/** By name, and the tags behind the others, where people look for them. */
function tagsLast(entries: readonly (readonly [string, Json])[]): readonly (readonly [string, Json])[] {
  const isTags = ([name]: readonly [string, Json]) => name === "tags";
  return [...entries.filter((entry) => !isTags(entry)), ...entries.filter(isTags)];
}

function lifecycleLines(json: JsonObject): readonly string[] {
  const conditions = ["precondition", "postcondition"] as const;
  const entries = sortedEntries(without(json, new Set<string>(conditions)));
  return blockLines("lifecycle", {
    attributes: entries.map(([name, value]) => {
      return { name, value: REFERENCES.has(name) ? references(value, STEP) : valueText(value, STEP) };
    }),
    blocks: conditions.flatMap((name) => bodies(json[name] ?? []).map((body) => blockLines(name, plainBody(body)))),
  });
}

/** A body that holds no block. */
export function plainBody(json: JsonObject): Body {
  return {
    attributes: sortedEntries(json).map(([name, value]) => ({ name: keyText(name), value: valueText(value, STEP) })),
  };
}

/** Addresses, which Terraform JSON has as strings and HCL bare. */
function references(json: Json, indent: string): string {
  return Array.isArray(json) ? listText(json, indent, (item) => String(item)) : String(json);
}

/** The bodies of a nested block: Terraform JSON writes one as an object, any number as a list. */
export function bodies(json: Json): readonly JsonObject[] {
  return (Array.isArray(json) ? json : [json]).filter(isObject);
}

/** An object without some of its keys. */
export function without(json: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.has(key)));
}
