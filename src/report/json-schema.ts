import { codes } from "../diagnostics/codes.js";
import { acceptSchema } from "../schema/accept.js";
import { documentSchema, OWN_KEY } from "../schema/language.js";
import type { Field, MapSchema, NumberSchema, ObjectSchema, Pattern, Schema } from "../schema/schema.js";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A name of its own, as there is no address yet that the schema could be fetched from. */
const ID = "urn:nanokit-tf:nanokit.schema.json";

/** What a variable may stand in: a text that holds one is looked at when its value is known. */
const VARIABLE = { $ref: "#/$defs/variable" };

const TRUE_OR_FALSE = ["true", "false"];

/**
 * The JSON Schema (2020-12) of nanokit.yml, for editors. It refuses what decoding refuses: wrong types, choices, forms, bounds and unknown
 * keys; and texts without the form that rules ask for: sizes, mounts, secrets that are none. What takes more than the form, a service that
 * another names for instance, `nanokit-tf validate` alone can tell.
 *
 * @param yaml plain values as YAML, for examples
 */
export function jsonSchema(yaml: (value: unknown) => string): JsonSchema {
  const generator = new Generator(yaml);
  const { properties, ...rest } = generator.object(documentSchema);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: ID,
    description: "Containers on Fargate, and their data on EFS, for nanokit-tf.",
    ...rest,
    type: "object",
    properties,
    allOf: completeBlocks(),
    $defs: {
      ...generator.definitions(),
      acceptance: acceptance(),
      variable: {
        type: "string",
        pattern: "\\$\\{",
      },
    },
  };
}

/** The same as a file. */
export function jsonSchemaText(yaml: (value: unknown) => string): string {
  return `${JSON.stringify(jsonSchema(yaml), null, 2)}\n`;
}

/** Where in the language a value stands. */
interface Place {
  /** Whether variables are put in there; under `secrets` they are not. */
  readonly variables: boolean;
}

/** Whether nothing counts as an object, one without keys. */
type ObjectKind = "orNothing" | "value";

class Generator {
  readonly #yaml: (value: unknown) => string;
  readonly #definitions = new Map<string, JsonSchema>();
  readonly #names = { orNothing: new Map<ObjectSchema, string>(), value: new Map<ObjectSchema, string>() };

  constructor(yaml: (value: unknown) => string) {
    this.#yaml = yaml;
  }

  /** What objects consist of, by name. */
  definitions(): JsonSchema {
    return Object.fromEntries([...this.#definitions].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The keys of an object. With nothing behind its key it is one without keys, but not as an item of a list or a form of a value. */
  object(schema: ObjectSchema, place: Place = { variables: true }, kind: ObjectKind = "orNothing"): JsonSchema {
    const { fields, freePrefix, accepts } = schema;
    const properties = Object.entries(fields).map(([key, field]) => [key, this.#field(field, place)] as const);
    return {
      type: kind === "value" ? "object" : ["object", "null"],
      properties: {
        ...Object.fromEntries(properties),
        ...(accepts && { [OWN_KEY]: { $ref: "#/$defs/acceptance", description: "Words to nanokit-tf itself." } }),
      },
      ...(freePrefix === undefined ? {} : { patternProperties: { [`^${freePrefix}`]: true } }),
      additionalProperties: false,
    };
  }

  #field(field: Field, place: Place): JsonSchema {
    const { schema, examples = [] } = field;
    const byDefault = defaultValue(field);
    // Editors offer examples as they are, and have no word for a map.
    const offered = examples.filter((example) => !hasMap(example));
    const shown = examples.filter(hasMap).map((example) => `\n\n\`\`\`yaml\n${this.#yaml(example)}\`\`\``);
    return {
      ...nullable(this.#value(schema, place)),
      description: plain(descriptionOf(field)),
      markdownDescription: `${descriptionOf(field)}${shown.join("")}`,
      ...(byDefault === undefined ? {} : { default: byDefault }),
      ...(offered.length === 0 ? {} : { examples: offered }),
    };
  }

  /** A value that is there. */
  #value(schema: Schema, place: Place): JsonSchema {
    switch (schema.kind) {
      case "text":
        return textSchema(schema.pattern ?? schema.form, place);
      case "scalar":
        return schema.form ? textSchema(schema.form, place) : { type: ["string", "number", "boolean"] };
      case "number":
        return orVariable(numberSchema(schema), place);
      case "boolean":
        return orVariable({ type: "boolean" }, place);
      case "choice":
        return orVariable({ enum: schema.values }, place);
      case "list":
        return { type: "array", items: this.#item(schema.of, place), ...(schema.nonEmpty ? { minItems: 1 } : {}) };
      case "map":
        return this.#map(schema, place);
      case "object":
        return this.#reference(schema, place, "orNothing");
      case "either":
        return {
          anyOf: this.#members(schema.members, place),
        };
    }
  }

  /**
   * Of a list, or one form of a value: nothing is none. Editors that meet it in a definition offer the word `null`, and take forms that
   * say nothing but what they refer to for one.
   */
  #item(schema: Schema, place: Place): JsonSchema {
    if (schema.kind === "object") return { ...this.#reference(schema, place, "value"), type: "object" };
    const value = this.#value(schema, place);
    return schema.kind === "map" ? { ...value, type: "object" } : value;
  }

  #reference(schema: ObjectSchema, place: Place, kind: ObjectKind): JsonSchema {
    return { $ref: `#/$defs/${this.#define(schema, place, kind)}` };
  }

  #map(schema: MapSchema, place: Place): JsonSchema {
    const { key, of } = schema;
    const inside = schema.keyName === "secret" ? { variables: false } : place;
    return {
      type: ["object", "null"],
      ...(key ? { propertyNames: { pattern: source(key), patternErrorMessage: `Must ${key.means}.` } } : {}),
      additionalProperties: nullable(this.#value(of, inside)),
    };
  }

  /** Decoding takes the first member whose kind of value fits, so the others must not take in what that refuses. */
  #members(members: readonly Schema[], place: Place): readonly JsonSchema[] {
    const form = members.map((member) => (member.kind === "text" ? member.form : undefined)).find((one) => one);
    return members.map((member, index) => {
      if (member.kind === "number" && form) return orVariable(worded(numberSchema(member), form), place);
      if (member.kind !== "text") return this.#item(member, place);
      const unquoted = members.slice(0, index).some(({ kind }) => kind === "boolean");
      return {
        ...textSchema(member.pattern ?? member.form, place),
        type: "string",
        ...(unquoted ? { not: { enum: TRUE_OR_FALSE } } : {}),
      };
    });
  }

  #define(schema: ObjectSchema, place: Place, kind: ObjectKind): string {
    const known = this.#names[kind].get(schema);
    if (known !== undefined) return known;
    const defined = this.#names.orNothing.has(schema) || this.#names.value.has(schema);
    const name = `${definitionName(schema.name)}${defined ? kind : ""}`;
    if (this.#definitions.has(name)) throw new Error(`Internal error: two objects of the language are called ${name}.`);
    this.#names[kind].set(schema, name);
    this.#definitions.set(name, {});
    this.#definitions.set(name, this.object(schema, place, kind));
    return name;
  }
}

/** Words to the compiler itself, with the codes that they may hold and what each is about. */
function acceptance(): JsonSchema {
  const { doc, examples } = acceptSchema.fields.accept;
  const acceptable = Object.entries(codes)
    .filter(([, { severity, accept, aboutOutput }]) => severity !== "error" && accept !== "never" && !aboutOutput)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const items = {
    enum: acceptable.map(([code]) => code),
    errorMessage: "Must be the code of a warning or a note that can be accepted, such as NK913.",
    markdownEnumDescriptions: acceptable.map(([, { title }]) => title),
  };
  return {
    type: ["object", "null"],
    description: "Words to nanokit-tf itself.",
    properties: {
      accept: { type: ["array", "null"], items, description: plain(doc), markdownDescription: doc, examples },
    },
    additionalProperties: false,
  };
}

function hasMap(example: unknown): boolean {
  return Array.isArray(example) ? example.some(hasMap) : typeof example === "object" && example !== null;
}

/** `a health check` is `healthCheck`. */
function definitionName(name: string): string {
  const words = name.replace(/^an? /, "").split(" ");
  return words
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}

/** A number is a text for whoever wants one, unless no number could have the form. */
function textSchema(pattern: Pattern | undefined, place: Place): JsonSchema {
  if (!pattern) return { type: ["string", "number"] };
  const numbers = ["7", "755", "0755", "1.5", "123456789012"].some((text) => pattern.regex.test(text));
  const must = mustBe(pattern);
  const written = { type: "string", pattern: source(pattern), patternErrorMessage: must, description: must };
  if (!numbers) return orVariable(worded(written, pattern), place);
  // A pattern holds texts alone: numbers that are too short for it are bounded.
  const digits = [1, 2, 3, 4].find((count) => pattern.regex.test("7".repeat(count))) ?? 1;
  const bound = digits > 1 ? { minimum: 10 ** (digits - 1) } : {};
  return orVariable({ ...written, type: ["string", "integer"], ...bound }, place);
}

function numberSchema({ integer, minimum, maximum, oneOf }: NumberSchema): JsonSchema {
  return oneOf ? { enum: oneOf } : { type: integer ? "integer" : "number", minimum, maximum };
}

/** With the words for a value of another type. The YAML language server keeps them where types are a list, and merges those of one. */
function worded(value: JsonSchema, form: Pattern): JsonSchema {
  return { ...value, ...(value.type !== undefined && { type: [value.type].flat() }), errorMessage: mustBe(form) };
}

function mustBe({ means }: Pattern): string {
  return `Must be ${means}.`;
}

function source({ regex }: Pattern): string {
  if (regex.flags !== "") throw new Error(`Internal error: JSON Schema has no flags for ${regex}.`);
  return regex.source;
}

function orVariable(value: JsonSchema, { variables }: Place): JsonSchema {
  return variables ? { anyOf: [value, VARIABLE] } : value;
}

/** The YAML language server takes forms of a value that have no words for one form, and shows those of all: so this one has some. */
const AS_IF_NOT_WRITTEN = { description: "Nothing, as if the key were not written." };

/** What is no value of any kind, so that editors do not offer the word `null`. */
const NO_VALUE = { ...AS_IF_NOT_WRITTEN, not: { type: ["string", "number", "boolean", "array", "object"] } };

/** A key with nothing behind it counts as not written. */
function nullable(value: JsonSchema): JsonSchema {
  if (value.$ref !== undefined) return value;
  if (Array.isArray(value.anyOf)) return { ...value, anyOf: [...value.anyOf, nothingBeside(value)] };
  const types = [value.type ?? []].flat();
  if (types.length === 0) return { anyOf: [value, nothingBeside(value)] };
  return types.includes("null") ? value : { ...value, type: [...types, "null"] };
}

/** Nothing, in place of a value. Validators do not agree whether `.nan` is a number: where one may stand, it must be no gap. */
function nothingBeside(value: JsonSchema): JsonSchema {
  return /"(?:number|integer|minimum)"/.test(JSON.stringify(value)) ? { ...AS_IF_NOT_WRITTEN, type: "null" } : NO_VALUE;
}

function descriptionOf({ doc, default: byDefault, required, outcome }: Field): string {
  const without = byDefault === undefined ? "" : ` Default: ${byDefault}.`;
  const must = required ? " Must be written." : "";
  const meaning = outcome.kind === "used" ? "" : ` Without effect on AWS: ${outcome.because}.`;
  return `${doc}${without}${must}${meaning}`;
}

function plain(markdown: string): string {
  return markdown.replaceAll("`", "");
}

/** The default as a value, where its words are one that could be written: `true`, 30, `recreate`. */
function defaultValue({ schema, default: words }: Field): unknown {
  const text = words?.replace(/^`([^`<]*)`$/, "$1");
  if (text === undefined || /[\s<`]/.test(text)) return undefined;
  const members = schema.kind === "either" ? schema.members : [schema];
  for (const member of members) {
    const value = valueIn(member, text);
    if (value !== undefined) return value;
  }
  return undefined;
}

function valueIn(schema: Schema, text: string): unknown {
  switch (schema.kind) {
    case "boolean":
      return TRUE_OR_FALSE.includes(text) ? text === "true" : undefined;
    case "number": {
      const value = Number(text);
      return value >= schema.minimum && value <= schema.maximum ? value : undefined;
    }
    case "choice":
      return schema.values.includes(text) ? text : undefined;
    case "text":
      return /^["[]|^none$|^never$/.test(text) || (schema.pattern ?? schema.form)?.regex.test(text) === false
        ? undefined
        : text;
    case "list": {
      const [, item] = /^\[(\w+)\]$/.exec(text) ?? [];
      return item === undefined ? undefined : [item];
    }
    default:
      return undefined;
  }
}

/**
 * Blocks that no environment changes have to be complete: no required key may be missing, and a service may not be empty. What an
 * environment adds to, it may complete, which a JSON Schema cannot follow.
 */
function completeBlocks(): readonly JsonSchema[] {
  return Object.entries(documentSchema.fields).flatMap(([block, { schema }]) => {
    const complete = block === "environments" ? undefined : completeness(schema);
    if (!complete) return [];
    // What is no map has no block either: `required` alone would let it pass.
    const changing = { type: "object", required: [block] };
    const untouched = { properties: { environments: { additionalProperties: { not: changing } } } };
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    return [{ if: untouched, then: { properties: { [block]: unsuggested(complete) } } }];
  });
}

/** What is described elsewhere: the YAML language server would suggest its key a second time. */
function unsuggested(value: JsonSchema): JsonSchema {
  return { ...value, doNotSuggest: true };
}

/** What a complete value has beyond its form; undefined when that is nothing. */
function completeness(schema: Schema): JsonSchema | undefined {
  switch (schema.kind) {
    case "object": {
      const required = Object.entries(schema.fields).flatMap(([key, field]) => (field.required ? [key] : []));
      const inner = Object.entries(schema.fields).flatMap(([key, field]) => {
        const complete = completeness(field.schema);
        return complete ? [[key, unsuggested(complete)] as const] : [];
      });
      const written = required.map((key) => [key, unsuggested({ not: { type: "null" } })] as const);
      const properties = Object.fromEntries([...inner, ...written]);
      if (Object.keys(properties).length === 0) return undefined;
      return { ...(required.length > 0 ? { required } : {}), properties };
    }
    case "map": {
      const complete = completeness(schema.of);
      if (schema.emptyValues) return complete && { additionalProperties: complete };
      return { additionalProperties: { not: { type: "null" }, ...complete } };
    }
    case "list": {
      const complete = completeness(schema.of);
      return complete && { items: complete };
    }
    case "either":
      return schema.members.map(completeness).find((complete) => complete !== undefined);
    default:
      return undefined;
  }
}
