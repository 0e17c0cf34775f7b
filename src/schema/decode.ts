import type { TypeHint } from "../diagnostics/codes/schema.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import { type Fix, replaceText } from "../diagnostics/fix.js";
import { listed } from "../diagnostics/lists.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { MapEntry, MapNode, ScalarNode, SyntaxNode } from "../syntax/nodes.js";
import { isNull } from "../syntax/nodes.js";
import { closest } from "./closest.js";
import { bracketed, renamed, unquoted } from "./fixes.js";
import { type Place, placesOf } from "./places.js";
import type {
  ChoiceSchema,
  Decoded,
  EitherSchema,
  Entry,
  Field,
  ListSchema,
  MapSchema,
  NumberSchema,
  ObjectSchema,
  Pattern,
  Schema,
} from "./schema.js";
import { obviousCorrection } from "./typo.js";

/** How a tree is read. */
export interface DecodeOptions {
  /** Whether a missing required key is left alone: an `environments` block holds only what differs. */
  readonly partial?: boolean;
  /** Whether notes say what becomes of keys that are not translated. */
  readonly notes?: boolean;
  /** The whole language, in which a key that an object does not have may have another place. @default none is looked for */
  readonly language?: Schema;
}

/**
 * Reads a tree by a schema. What does not fit is reported at its position and left out of the result, so that one run finds
 * everything. A null counts as not written.
 */
export function decode<S extends Schema>(
  schema: S,
  node: SyntaxNode,
  diagnostics: Diagnostics,
  options: DecodeOptions = {},
): Located<Decoded<S>> | undefined {
  return new Decoder(diagnostics, options).decode(schema, node) as Located<Decoded<S>> | undefined;
}

type Value = Located<unknown> | undefined;

class Decoder {
  readonly #diagnostics: Diagnostics;
  readonly #options: DecodeOptions;

  constructor(diagnostics: Diagnostics, options: DecodeOptions) {
    this.#diagnostics = diagnostics;
    this.#options = options;
  }

  decode(schema: Schema, node: SyntaxNode): Value {
    if (node.kind === "scalar" && node.variables === "deferred") return undefined;
    if (isNull(node)) return this.#mismatch(schema, node);
    switch (schema.kind) {
      case "text":
        return this.#text(schema.pattern, schema, node);
      case "scalar":
        return node.kind === "scalar" ? located(node, node.text) : this.#mismatch(schema, node);
      case "number":
        return this.#number(schema, node);
      case "boolean":
        return this.#boolean(schema, node);
      case "choice":
        return this.#choice(schema, node);
      case "list":
        return this.#list(schema, node);
      case "map":
        return this.#map(schema, node);
      case "object":
        return this.#object(schema, node);
      case "either":
        return this.#either(schema, node);
    }
  }

  #text(pattern: Pattern | undefined, schema: Schema, node: SyntaxNode): Value {
    if (node.kind !== "scalar" || typeof node.value === "boolean") return this.#mismatch(schema, node);
    // A number is a text for whoever wants one (`version: 16`), spelled as it stands in the file.
    if (pattern && !pattern.regex.test(node.text)) {
      const meant = pattern.meant?.(node.text) ?? node.text.toLowerCase();
      const fix = pattern.regex.test(meant) ? replaceText(node.location, node.text, meant) : undefined;
      this.#diagnostics.report("NK104", node.location, { means: pattern.means, found: node.text }, [], fix);
      return undefined;
    }
    return located(node, node.text);
  }

  #number(schema: NumberSchema, node: SyntaxNode): Value {
    const value = node.kind === "scalar" ? numberIn(node) : undefined;
    if (value === undefined) return this.#mismatch(schema, node);
    const { integer, minimum, maximum, oneOf } = schema;
    const fits = oneOf
      ? oneOf.includes(value)
      : (!integer || Number.isInteger(value)) && value >= minimum && value <= maximum;
    if (!fits) {
      this.#diagnostics.report("NK105", node.location, {
        expected: nameOf(schema),
        found: node.kind === "scalar" ? node.text : "",
      });
      return undefined;
    }
    return located(node, value);
  }

  #boolean(schema: Schema, node: SyntaxNode): Value {
    if (node.kind === "scalar") {
      if (typeof node.value === "boolean") return located(node, node.value);
      if (node.variables === "done" && /^(true|false)$/.test(node.text)) return located(node, node.text === "true");
    }
    return this.#mismatch(schema, node);
  }

  #choice(schema: ChoiceSchema, node: SyntaxNode): Value {
    const { values, foreign = {} } = schema;
    if (node.kind !== "scalar" || typeof node.value === "number") return this.#mismatch(schema, node);
    const found = node.text;
    if (values.includes(found)) return located(node, found);
    const known = Object.hasOwn(foreign, found) ? foreign[found] : undefined;
    const suggestion = known ?? closest(found, values);
    const meant = known ?? obviousCorrection(found, values);
    const fix = meant === suggestion && meant !== undefined ? replaceText(node.location, found, meant) : undefined;
    this.#diagnostics.report("NK103", node.location, { values, found, suggestion }, [], fix);
    return undefined;
  }

  #list(schema: ListSchema, node: SyntaxNode): Value {
    if (node.kind !== "list") return this.#mismatch(schema, node);
    if (schema.nonEmpty && node.items.length === 0) this.#diagnostics.report("NK109", node.location, {});
    const items = node.items.map((item) => this.decode(schema.of, item)).filter((item) => item !== undefined);
    return located(node, items);
  }

  #map(schema: MapSchema, node: SyntaxNode): Value {
    if (node.kind !== "map") return this.#mismatch(schema, node);
    const entries = new Map<string, Entry<unknown>>();
    for (const entry of node.entries.values()) {
      const { keyName, key } = schema;
      const variable = entry.key.includes("${");
      if (variable || (key && !key.regex.test(entry.key))) {
        // What has to be more than a name, a path for instance, cannot be told from a wrong one.
        const plain = key?.regex.test("name") ?? false;
        const params = { keyName, key: entry.key, means: key?.means ?? "", plain, variable };
        this.#diagnostics.report("NK107", entry.keyLocation, params);
        // Rules for names of any form would tell of it again.
        if (!key) continue;
      }
      const value = this.#entryValue(schema, entry);
      if (value) entries.set(entry.key, { key: keyOf(entry), value });
    }
    return located(node, entries);
  }

  #entryValue(schema: MapSchema, entry: MapEntry): Value {
    if (!isNull(entry.value)) return this.decode(schema.of, entry.value);
    if (!schema.emptyValues) {
      // In an environment's block a null takes the key away; elsewhere it takes nothing away and says nothing.
      if (!this.#options.partial) {
        this.#diagnostics.report("NK108", entry.keyLocation, { keyName: schema.keyName, key: entry.key });
      }
      return undefined;
    }
    const { location, origin } = entry.value;
    return this.decode(schema.of, {
      kind: "map",
      location: pick(location, entry.keyLocation),
      origin,
      entries: new Map(),
    });
  }

  #object(schema: ObjectSchema, node: SyntaxNode): Value {
    if (node.kind !== "map") return this.#mismatch(schema, node);
    const fields: Record<string, Located<unknown>> = {};
    const written = new Map<string, Located<null>>();
    let unknown = false;
    for (const entry of node.entries.values()) {
      if (schema.freePrefix !== undefined && entry.key.startsWith(schema.freePrefix)) continue;
      const field = Object.hasOwn(schema.fields, entry.key) ? schema.fields[entry.key] : undefined;
      if (!field) {
        this.#unknownKey(schema, entry, node);
        unknown = true;
        continue;
      }
      if (isNull(entry.value)) continue;
      written.set(entry.key, { value: null, location: entry.keyLocation, origin: entry.value.origin });
      if (this.#options.notes) this.#note(entry, field);
      const value = this.decode(field.schema, entry.value);
      if (value) fields[entry.key] = value;
    }
    if (!this.#options.partial) this.#missing(schema, node, written);
    return located(node, { fields, written, ...(unknown && { unknown }) });
  }

  #missing(schema: ObjectSchema, node: MapNode, written: ReadonlyMap<string, unknown>): void {
    for (const [key, field] of Object.entries(schema.fields)) {
      if (field.required && !written.has(key)) {
        const start = node.location.start;
        const firstKey = node.entries.values().next().value?.keyLocation;
        this.#diagnostics.report("NK106", firstKey ?? { ...node.location, end: start }, { key, object: schema.name });
      }
    }
  }

  #note({ key, keyLocation, value }: MapEntry, { schema, outcome }: Field): void {
    if (outcome.kind === "used") return;
    const { kind, because } = outcome;
    const asksForNothing = schema.kind === "boolean" && value.kind === "scalar" && value.text === "false";
    this.#diagnostics.report(kind === "missed" && !asksForNothing ? "NK901" : "NK902", keyLocation, { key, because });
  }

  #unknownKey(schema: ObjectSchema, entry: MapEntry, map: MapNode): void {
    const { key, keyLocation } = entry;
    const because = schema.impossible?.(key);
    if (because !== undefined) {
      this.#diagnostics.report("NK110", keyLocation, { key, because });
      return;
    }
    const foreign = Object.hasOwn(schema.foreign, key) ? schema.foreign[key] : undefined;
    const suggestion = closest(key, Object.keys(schema.fields));
    const elsewhere = foreign === undefined ? this.#elsewhere(key, schema, entry.value) : [];
    const meantHere = foreign ?? (elsewhere.length === 0 ? suggestion : undefined);
    const fix = renamed(schema, entry, map, meantHere, (field) => this.#problemsOf(field, entry.value));
    this.#diagnostics.report(
      "NK101",
      keyLocation,
      { key, object: schema.name, foreign, elsewhere, suggestion },
      [],
      fix,
    );
  }

  /** Paths of the key elsewhere. Where it lies within something else, it must be the same kind of value to be meant. */
  #elsewhere(key: string, schema: ObjectSchema, value: SyntaxNode): readonly string[] {
    const { language } = this.#options;
    const places = language ? placesOf(key, schema, language) : [];
    const meant = ({ path, schema: other }: Place) =>
      !path.includes(".") || this.#problemsOf(other, value).every(({ code }) => code !== "NK102");
    return places.filter(meant).map(({ path }) => path);
  }

  /** What would be wrong with a value that stood elsewhere. */
  #problemsOf(schema: Schema, node: SyntaxNode): readonly Diagnostic[] {
    const discarded = new Diagnostics();
    if (!isNull(node)) new Decoder(discarded, this.#options).decode(schema, node);
    return discarded.sorted().filter(({ severity }) => severity === "error");
  }

  #either(schema: EitherSchema, node: SyntaxNode): Value {
    const fitting = schema.members.find((member) => fits(member, node));
    return fitting ? this.decode(fitting, node) : this.#mismatch(schema, node);
  }

  #mismatch(schema: Schema, node: SyntaxNode): undefined {
    const hint = hintFor(schema, node);
    const params = { expected: nameOf(schema), found: describe(node), hint };
    this.#diagnostics.report("NK102", node.location, params, [], this.#retyped(schema, node, hint));
    return undefined;
  }

  #retyped(schema: Schema, node: SyntaxNode, hint: TypeHint | undefined): Fix | undefined {
    if (node.kind !== "scalar") return undefined;
    if (hint === "unquote") return unquoted(node);
    const list = schema.kind === "either" ? schema.members.find(({ kind }) => kind === "list") : schema;
    if (hint !== "list" || list?.kind !== "list") return undefined;
    return this.#problemsOf(list.of, node).length === 0 ? bracketed(node) : undefined;
  }
}

function located<T>(node: SyntaxNode, value: T): Located<T> {
  return { value, location: node.location, origin: node.origin };
}

function keyOf(entry: MapEntry): Located<string> {
  return { value: entry.key, location: entry.keyLocation, origin: entry.value.origin };
}

function pick(location: SourceLocation, fallback: SourceLocation): SourceLocation {
  return location.end > location.start ? location : fallback;
}

function numberIn(node: ScalarNode): number | undefined {
  if (typeof node.value === "number") return node.value;
  const readable = node.variables === "done" && /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(node.text);
  return readable ? Number(node.text) : undefined;
}

function fits(schema: Schema, node: SyntaxNode): boolean {
  switch (schema.kind) {
    case "list":
      return node.kind === "list";
    case "map":
    case "object":
      return node.kind === "map";
    case "number":
      return node.kind === "scalar" && numberIn(node) !== undefined;
    case "boolean":
      return node.kind === "scalar" && (typeof node.value === "boolean" || /^(true|false)$/.test(node.text));
    case "either":
      return schema.members.some((member) => fits(member, node));
    case "scalar":
      return node.kind === "scalar";
    default:
      return node.kind === "scalar" && typeof node.value === "string";
  }
}

/** The kind of value that a schema wants, after "must be". */
export function nameOf(schema: Schema): string {
  switch (schema.kind) {
    case "text":
      return schema.pattern?.means ?? "a text";
    case "scalar":
      return "a text, a number or true/false";
    case "number":
      if (schema.oneOf) return `one of ${schema.oneOf.join(", ")}`;
      if (schema.maximum < Number.MAX_SAFE_INTEGER) {
        return `a ${schema.integer ? "whole " : ""}number from ${schema.minimum} to ${schema.maximum}`;
      }
      return `a ${schema.integer ? "whole " : ""}number from ${schema.minimum} up`;
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${listed(schema.values, "or")}`;
    case "list":
      return "a list";
    case "map":
      return `a map with one key per ${schema.keyName}`;
    case "object":
      return `a map with the keys of ${schema.name}`;
    case "either":
      return schema.members.map(nameOf).join(", or ");
  }
}

function describe(node: SyntaxNode): string {
  if (node.kind !== "scalar") return node.kind === "map" ? "a map" : "a list";
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? "a text" : typeof node.value === "number" ? "a number" : "true/false";
}

/** How the likeliest slip is fixed. */
function hintFor(schema: Schema, node: SyntaxNode): TypeHint | undefined {
  const kinds = schema.kind === "either" ? schema.members.map((member) => member.kind) : [schema.kind];
  const wants = (...wanted: readonly Schema["kind"][]) => kinds.some((kind) => wanted.includes(kind));
  if (node.kind === "list") return wants("map") ? "map" : undefined;
  if (node.kind === "map" || node.value === null) return undefined;
  if (typeof node.value !== "string") return wants("text") ? "quote" : undefined;
  if (wants("list")) return "list";
  const readable = wants("number") ? /^\d+(\.\d+)?$/ : wants("boolean") ? /^(true|false)$/ : undefined;
  return readable?.test(node.text) ? "unquote" : undefined;
}
