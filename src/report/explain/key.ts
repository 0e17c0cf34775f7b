import type { Step } from "../../model/provenance.js";
import { closest } from "../../schema/closest.js";
import { nameOf } from "../../schema/decode.js";
import { documentSchema } from "../../schema/language.js";
import type { Field, Schema } from "../../schema/schema.js";
import { pathText } from "./pattern.js";

/** A path of the language. */
export interface Key {
  readonly kind: "key";
  /** The key that the path ends with, or that the map or list is the value of. */
  readonly field: Field;
  /** What the value at the path is, in words: `a service`, `one of bursting or elastic`. */
  readonly means: string;
  /** The keys that can stand in it. */
  readonly keys: readonly string[];
  /** Whether nothing but a map of these keys can be there. */
  readonly isMap: boolean;
  /** Whether the path ends with a name that the user gives, or an item of a list. */
  readonly named: boolean;
}

/** A path that the language has no place for. */
export interface NoKey {
  readonly kind: "none";
  readonly message: string;
}

/** What the language knows of a path, be it in a file or not. A key of the user's own (`x-...`) is none of it. */
export function keyAt(path: readonly Step[]): Key | NoKey {
  let schemas: readonly Schema[] = [documentSchema];
  let field: Field | undefined;
  let named = false;
  for (const [index, step] of path.entries()) {
    const found = schemas.flatMap((schema) => within(schema, step));
    if (found.length === 0) return { kind: "none", message: noKey(path, index, schemas) };
    field = found.find((one) => one.field)?.field ?? field;
    named = found.every((one) => one.field === undefined);
    schemas = found.map(({ schema }) => schema);
  }
  if (!field) return { kind: "none", message: "A path begins with a key of nanokit.yml: `services.web`." };
  return {
    kind: "key",
    field,
    named,
    means: schemas.map(nameOf).join(", or "),
    keys: schemas.flatMap(keysOf),
    isMap: schemas.every(({ kind }) => kind === "object"),
  };
}

function within(schema: Schema, step: Step): readonly { readonly schema: Schema; readonly field?: Field }[] {
  switch (schema.kind) {
    case "either":
      return schema.members.flatMap((member) => within(member, step));
    case "list":
      return typeof step === "number" ? [{ schema: schema.of }] : [];
    case "map":
      return typeof step === "string" ? [{ schema: schema.of }] : [];
    case "object": {
      const field = Object.hasOwn(schema.fields, step) ? schema.fields[step] : undefined;
      return field ? [{ schema: field.schema, field }] : [];
    }
    default:
      return [];
  }
}

function keysOf(schema: Schema): readonly string[] {
  if (schema.kind === "either") return schema.members.flatMap(keysOf);
  return schema.kind === "object" ? Object.keys(schema.fields) : [];
}

function noKey(path: readonly Step[], index: number, schemas: readonly Schema[]): string {
  const step = path[index] ?? "";
  const before = index === 0 ? "nanokit.yml" : `\`${pathText(path.slice(0, index))}\``;
  if (typeof step === "number") return `${before} is no list, so it has no item [${step}].`;
  const known = schemas.flatMap(keysOf);
  if (known.length === 0) return `${before} has no keys: it is ${schemas.map(nameOf).join(", or ")}.`;
  const near = closest(step, known);
  return `There is no key \`${step}\` in ${before}.${near === undefined ? ` There are ${known.join(", ")}.` : ` Did you mean \`${pathText([...path.slice(0, index), near])}\`?`}`;
}
