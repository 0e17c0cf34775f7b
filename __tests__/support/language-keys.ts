import { isMap, isScalar, isSeq } from "yaml";
import { documentSchema } from "../../src/schema/language.js";
import type { Field, Schema } from "../../src/schema/schema.js";

/** One key of the language; `path` has a `*` for each name that the user gives and each item of a list. */
export interface LanguageKey {
  readonly path: string;
  readonly field: Field;
  /** The keys that it stands in, the outermost first. */
  readonly within: readonly Field[];
}

/** A key that a file writes with a value. */
export interface WrittenKey {
  /** As in {@link LanguageKey}; the blocks of an environment have the path that they have outside of it. */
  readonly path: string;
  /** The way to its value in the document. */
  readonly at: readonly (string | number)[];
  /** Where the key begins in the text. */
  readonly offset: number;
}

function keysOf(schema: Schema, path: string, within: readonly Field[]): readonly LanguageKey[] {
  switch (schema.kind) {
    case "list":
    case "map":
      return keysOf(schema.of, `${path}*.`, within);
    case "either":
      return schema.members.flatMap((member) => keysOf(member, path, within));
    case "object":
      return Object.entries(schema.fields).flatMap(([key, field]) => [
        { path: path + key, field, within },
        ...keysOf(field.schema, `${path}${key}.`, [...within, field]),
      ]);
    default:
      return [];
  }
}

const IN_ENVIRONMENT = /^environments\.\*\./;

/** Every key of the language, the blocks once: what holds for them holds for them below an environment. */
export const languageKeys: readonly LanguageKey[] = [
  ...new Map(keysOf(documentSchema, "", []).map((key) => [key.path, key])).values(),
].filter(({ path }) => !IN_ENVIRONMENT.test(path));

/** The keys of the language that a document writes with a value, in the order of the schema's members and the document. */
export function writtenKeys(document: unknown): readonly WrittenKey[] {
  const found: WrittenKey[] = [];
  const visit = (schema: Schema, node: unknown, path: string, at: readonly (string | number)[]): void => {
    if (schema.kind === "either") for (const member of schema.members) visit(member, node, path, at);
    if (schema.kind === "list" && isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(schema.of, item, `${path}*.`, [...at, index]);
    }
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key) || (isScalar(value) && value.value === null)) continue;
      const name = String(key.value);
      if (schema.kind === "map") visit(schema.of, value, `${path}*.`, [...at, name]);
      const field = schema.kind === "object" && Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
      if (!field) continue;
      found.push({ path: (path + name).replace(IN_ENVIRONMENT, ""), at: [...at, name], offset: key.range?.[0] ?? 0 });
      visit(field.schema, value, `${path}${name}.`, [...at, name]);
    }
  };
  visit(documentSchema, document, "", []);
  return found;
}
