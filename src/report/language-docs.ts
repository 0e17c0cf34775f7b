import { listed, quotedList } from "../diagnostics/lists.js";
import { documentSchema } from "../schema/language.js";
import type { Field, Outcome, Schema } from "../schema/schema.js";
import { introduction, type LanguageSection, sections } from "./language-sections.js";

/** One key of the language. */
export interface DocumentedKey {
  /** The way to it, with `<...>` for names that the user gives and `[]` for the items of a list. */
  readonly path: string;
  readonly field: Field;
  /** The key that it stands in of which nothing is made, and so nothing of this one. */
  readonly block?: string;
}

/** Every key of a schema, in its order. */
export function documentedKeys(schema: Schema, path = "", block?: string): readonly DocumentedKey[] {
  switch (schema.kind) {
    case "list":
      return documentedKeys(schema.of, `${path}[]`, block);
    case "map":
      return documentedKeys(schema.of, `${path}.<${schema.keyName.replaceAll(" ", "-")}>`, block);
    case "either":
      return schema.members.flatMap((member) => documentedKeys(member, path, block));
    case "object":
      return Object.entries(schema.fields).flatMap(([key, field]) => {
        const own = path === "" ? key : `${path}.${key}`;
        const within = block ?? (field.outcome.kind === "used" ? undefined : own);
        const documented = { path: own, field, ...(block === undefined ? {} : { block }) };
        return [documented, ...documentedKeys(field.schema, own, within)];
      });
    default:
      return [];
  }
}

/** The keys of a document; the blocks once, and not again below an environment. */
function languageKeys(): readonly DocumentedKey[] {
  return documentedKeys(documentSchema).filter(({ path }) => !path.startsWith("environments."));
}

/** docs/language.md: every key, made from the schema that the compiler checks files with, and what was decided about them. */
export function languageMarkdown(): string {
  const keys = languageKeys();
  const tables = new Map(sections.map((section) => [section, [] as DocumentedKey[]]));
  for (const key of keys) tables.get(sectionOf(key.path))?.push(key);
  return [
    "# The language",
    "",
    "<!-- Written by `npm run docs` from src/schema/language.ts and src/report/language-sections.ts. -->",
    "",
    introduction,
    ...[...tables].flatMap(([{ title, text }, rows]) => ["", `## ${title}`, "", text, "", ...table(rows)]),
    "",
  ].join("\n");
}

function sectionOf(path: string): LanguageSection {
  const matching = sections.flatMap((section) =>
    section.keys.filter((key) => isBelow(path, key)).map((key) => ({ section, length: key.length })),
  );
  const [closest] = matching.sort((a, b) => b.length - a.length);
  if (!closest) throw new Error(`Internal error: no section of the reference has the key ${path}.`);
  return closest.section;
}

function isBelow(path: string, key: string): boolean {
  return path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[]`);
}

function table(keys: readonly DocumentedKey[]): readonly string[] {
  return [
    "| Key | Type | Default | Meaning | On AWS |",
    "| --- | --- | --- | --- | --- |",
    ...keys.map(({ path, field, block }) => {
      const byDefault = field.default ?? (field.required ? "must be written" : "none");
      const becomes = block === undefined ? outcomeText(field.outcome) : `as \`${block}\``;
      return `| ${[`\`${path}\``, typeOf(field.schema), byDefault, field.doc, becomes].map(cell).join(" | ")} |`;
    }),
  ];
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case "used":
      return outcome.becomes;
    case "missed":
    case "ignored":
      return `nothing: ${outcome.because}`;
  }
}

/** What a value may be, in words: `a, b or c`. */
export function typeOf(schema: Schema): string {
  switch (schema.kind) {
    case "text":
      return schema.pattern ? `text: ${schema.pattern.means}` : "text";
    case "scalar":
      return "single value";
    case "boolean":
      return "boolean";
    case "number":
      return numberType(schema);
    case "choice":
      return quotedList(schema.values, "or");
    case "list":
      return `list of ${typeOf(schema.of)}`;
    case "map":
      return `map, ${schema.keyName}: ${typeOf(schema.of)}`;
    case "object":
      return "map";
    case "either":
      return listed([...new Set(schema.members.map(typeOf))], "or");
  }
}

function numberType({ integer, minimum, maximum, oneOf }: Extract<Schema, { kind: "number" }>): string {
  if (oneOf) return listed(oneOf.map(String), "or");
  const kind = integer ? "whole number" : "number";
  return maximum === Number.MAX_SAFE_INTEGER ? `${kind} from ${minimum}` : `${kind}, ${minimum} to ${maximum}`;
}

/** A text as a cell of a table. Outside of code, `<region>` would be taken for HTML. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/`[^`]*`|</g, (found) => (found === "<" ? "&lt;" : found));
}
