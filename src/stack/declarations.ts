import { isList, isObject, type Json, type JsonObject, valueAt } from "./json.js";
import { UnreadableFile } from "./unreadable.js";

/** One block at the top of a file, whether it was written as JSON or as HCL. */
export interface Declaration {
  /** `resource`, `locals`, `moved`. */
  readonly section: string;
  /** `["aws_vpc", "main"]`. */
  readonly labels: readonly string[];
  readonly body: JsonObject;
}

/** How many names the blocks of a section have. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["provider", 1],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["check", 1],
]);

/** Sections of which there may be several blocks with the same names, or without any. */
const SEVERAL: ReadonlySet<string> = new Set(["provider", "moved", "removed", "import"]);

/** Sections whose blocks make one together. */
const JOINED: ReadonlySet<string> = new Set(["locals", "terraform"]);

/** The comment of cdktf, and of everyone else: Terraform does not read it. */
const COMMENT = "//";

/**
 * The blocks of Terraform JSON. What may stand in an object may stand in a list of objects too, at the top and below each name.
 * Source: Terraform, language/syntax/json.
 *
 * @throws UnreadableFile for what Terraform would refuse
 */
export function declarationsIn(root: Json): readonly Declaration[] {
  const parts = objectsOf(root, "the whole");
  if (parts.length === 0) throw unreadable("form", "the whole");
  return parts.flatMap((part) =>
    Object.entries(part).flatMap(([section, content]) => {
      if (section === COMMENT) return isObject(content) ? [{ section, labels: [], body: content }] : [];
      return blocksAt(section, LABELS.get(section) ?? 0, [], content);
    }),
  );
}

function blocksAt(section: string, left: number, labels: readonly string[], content: Json): readonly Declaration[] {
  const objects = objectsOf(content, [section, ...labels].join("."));
  if (left === 0) return objects.map((body) => ({ section, labels, body: withPlainLifecycle(body, labels) }));
  return objects.flatMap((named) =>
    Object.entries(named).flatMap(([name, inner]) => blocksAt(section, left - 1, [...labels, name], inner)),
  );
}

/** Nothing, one object, or a list of them. */
function objectsOf(content: Json, what: string): readonly JsonObject[] {
  if (content === null) return [];
  const list = isList(content) ? content : [content];
  if (!list.every(isObject)) throw unreadable("form", what);
  return list;
}

/** A `lifecycle` in a list is one without: there is never more than one. */
function withPlainLifecycle(body: JsonObject, labels: readonly string[]): JsonObject {
  const lifecycle = valueAt(body, "lifecycle");
  if (lifecycle === undefined || isObject(lifecycle)) return body;
  const { lifecycle: _, ...rest } = body;
  const what = `${labels.join(".")}.lifecycle`;
  const [only, ...more] = objectsOf(lifecycle, what);
  if (more.length > 0) throw unreadable("twice", what);
  return only === undefined ? rest : { ...rest, lifecycle: only };
}

/**
 * Blocks as one document in the plainest form of Terraform JSON: an object wherever there is one of a kind, and a list of objects where
 * there may be several (`provider.aws`, `moved`).
 *
 * @throws UnreadableFile where something is declared twice
 */
export function documentOf(declarations: readonly Declaration[]): JsonObject {
  const document: Tree = new Map();
  for (const { section, labels, body } of declarations) {
    const path = [section, ...labels];
    const last = path.pop() ?? "";
    const tree = path.reduce(treeAt, document);
    const before = tree.get(last);
    if (SEVERAL.has(section)) tree.set(last, [...(isList(before as Json) ? (before as readonly Json[]) : []), body]);
    else if (before === undefined) tree.set(last, body);
    else if (JOINED.has(section) && isObject(before as Json))
      tree.set(last, joined(before as JsonObject, body, section));
    else throw unreadable("twice", [...path, last].join("."));
  }
  return plain(document);
}

type Tree = Map<string, Json | Tree>;

function treeAt(tree: Tree, name: string): Tree {
  const there = tree.get(name);
  if (there instanceof Map) return there;
  const made: Tree = new Map();
  tree.set(name, made);
  return made;
}

function plain(tree: Tree): JsonObject {
  return Object.fromEntries([...tree].map(([name, value]) => [name, value instanceof Map ? plain(value) : value]));
}

/** Two blocks as one: their parts of the same name join as well (`required_providers`). */
function joined(one: JsonObject, other: JsonObject, path: string): JsonObject {
  const entries = Object.entries(other).map(([key, value]) => {
    const before = valueAt(one, key);
    const at = `${path}.${key}`;
    if (before === undefined) return [key, value] as const;
    if (path === "locals" || !isObject(before) || !isObject(value)) throw unreadable("twice", at);
    return [key, joined(before, value, at)] as const;
  });
  return { ...one, ...Object.fromEntries(entries) };
}

function unreadable(kind: "twice" | "form", detail: string): UnreadableFile {
  return new UnreadableFile({ kind, at: 0, detail });
}
