import { isList, isObject, type Json } from "./json.js";

/** A place in a block that takes a value from another block. */
export interface Reference {
  /** Where in the block, as names and indices. */
  readonly path: readonly (string | number)[];
  /** What it names, without the key of an instance: `aws_vpc.main`, `local.x`. */
  readonly target: string;
  /** The first name behind it: `arn`. Absent when the whole is taken. */
  readonly attribute?: string;
}

const NAME = "[A-Za-z_][\\w-]*";
const INSTANCE = '(?:\\[(?:"[^"]*"|\\d+|\\*|[\\w.]+)\\])?';
const REFERENCE = new RegExp(
  `(?<![\\w.$-])(?<target>(?:local|var)\\.${NAME}|data\\.${NAME}\\.${NAME}|(?:${NAME})\\.${NAME})${INSTANCE}(?:\\.(?<attribute>${NAME}))?`,
  "g",
);

/** What a value takes from other blocks. Words that look like a reference but name nothing are for the caller to drop. */
export function referencesIn(value: Json, path: readonly (string | number)[] = []): readonly Reference[] {
  if (typeof value === "string") return inTemplate(value).map((found) => ({ path, ...found }));
  if (isList(value)) return value.flatMap((inner, index) => referencesIn(inner, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...inTemplate(key).map((found) => ({ path, ...found })),
    ...referencesIn(inner, [...path, key]),
  ]);
}

function inTemplate(text: string): readonly Omit<Reference, "path">[] {
  if (!text.includes("${") && !text.includes("%{")) return [];
  return expressions(text).flatMap((expression) =>
    [...expression.matchAll(REFERENCE)].map(({ groups }) => ({
      target: groups?.target ?? "",
      ...(groups?.attribute !== undefined && { attribute: groups.attribute }),
    })),
  );
}

/** What stands between the braces of each `${...}` and `%{...}` that is not escaped by doubling. */
function expressions(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign !== "$" && sign !== "%") continue;
    if (text[at + 1] === sign && text[at + 2] === "{") at += 2;
    else if (text[at + 1] === "{") {
      const end = closingBrace(text, at + 2);
      found.push(text.slice(at + 2, end));
      at = end;
    }
  }
  return found;
}

/** The place of the brace that closes one opened before `start`; braces in quotes do not count. */
function closingBrace(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (quoted && sign === "\\") at++;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === "{") depth++;
    else if (!quoted && sign === "}" && --depth === 0) return at;
  }
  return text.length;
}

/** `${aws_security_group.web_task.id}` as `aws_security_group.web_task`. */
export function shortReference(text: string): string {
  return /^\$\{([\w-]+\.[\w-]+)\.\w+\}$/.exec(text)?.[1] ?? text;
}
