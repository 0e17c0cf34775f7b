import type { CommentedEntry, CommentedItem, CommentedMap, Comments } from "../../../syntax/commented.js";
import { follow, isNothing, keysOf, type Node, sourceMap, textOf } from "../source.js";
import { translateVariables, type Values } from "../variables.js";

const NO_COMMENTS: Comments = { before: [] };

/** What two files say of one key, by the path of it; `*` stands for any key. */
interface MergeRule {
  readonly path: string;
  /**
   * `replace`: the later one alone. `pairs`: a map or a list of `NAME=value`, by name. `names`: a map or a list of names, by name. `list`: a text is a
   * list of one. `build`: a text is the folder.
   */
  readonly way: "replace" | "pairs" | "names" | "list" | "build";
}

/** Where compose merges otherwise than maps by key, lists by appending, and the rest by replacing. Source: docs.docker.com/reference/compose-file/merge. */
const RULES: readonly MergeRule[] = [
  { path: "services.*.annotations", way: "pairs" },
  { path: "services.*.build", way: "build" },
  { path: "services.*.build.args", way: "pairs" },
  { path: "services.*.build.additional_contexts", way: "pairs" },
  { path: "services.*.build.labels", way: "pairs" },
  { path: "services.*.command", way: "replace" },
  { path: "services.*.depends_on", way: "names" },
  { path: "services.*.deploy.labels", way: "pairs" },
  { path: "services.*.dns", way: "list" },
  { path: "services.*.dns_search", way: "list" },
  { path: "services.*.entrypoint", way: "replace" },
  { path: "services.*.env_file", way: "list" },
  { path: "services.*.environment", way: "pairs" },
  { path: "services.*.healthcheck.test", way: "replace" },
  { path: "services.*.labels", way: "pairs" },
  { path: "services.*.networks", way: "names" },
  { path: "services.*.sysctls", way: "pairs" },
  { path: "services.*.tmpfs", way: "list" },
];

/** What a file says, put over what the files before it say. */
export function mergeFiles(base: CommentedMap, over: CommentedMap, values: Values): CommentedMap {
  return new Merge(values).maps(base, over, []);
}

/** A service, put over the one that it extends. */
export function mergeServices(base: CommentedMap, over: CommentedMap, values: Values): CommentedMap {
  return new Merge(values).maps(base, over, ["services", "*"]);
}

class Merge {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  /** The base's keys keep their places, with the comments of both. */
  maps(base: CommentedMap, over: CommentedMap, path: readonly string[]): CommentedMap {
    const later = sourceMap(over);
    const earlier = sourceMap(base);
    const entries = [...earlier.entries.values()].flatMap((entry): readonly CommentedEntry[] => {
      const { key, value, comments } = entry;
      const other = later.entries.get(key);
      if (!other) return [{ key, value, comments }];
      const merged = this.#nodes(value, other.value, [...path, key]);
      return merged ? [{ key, value: merged, comments: joined(comments, other.comments) }] : [];
    });
    const added = [...later.entries.values()].flatMap(({ key, value, comments }): readonly CommentedEntry[] =>
      earlier.entries.has(key) || value.tag === "reset" ? [] : [{ key, value: withoutTag(value), comments }],
    );
    const { tag: _, ...rest } = base;
    return { ...rest, entries: [...entries, ...added], closing: [...earlier.closing, ...later.closing] };
  }

  /** Undefined where nothing is left. */
  #nodes(base: Node, over: Node, path: readonly string[]): Node | undefined {
    if (over.tag === "reset") return undefined;
    if (over.tag === "override" || isNothing(base)) return withoutTag(over);
    const way = RULES.find((rule) => isAt(rule.path, path))?.way;
    if (way === "replace") return over;
    if (isNothing(over)) return base.kind === "scalar" ? over : base;
    if (way === "pairs") return this.maps(pairsOf(base), pairsOf(over), path);
    if (way === "names" && (base.kind === "map" || over.kind === "map"))
      return this.maps(namesOf(base), namesOf(over), path);
    if (way === "build") return this.maps(buildOf(base), buildOf(over), path);
    if (base.kind === "map" && over.kind === "map") return this.maps(base, over, path);
    if (way === "list" || (base.kind === "list" && over.kind === "list")) return this.#lists(base, over, path);
    return over;
  }

  /** Both lists; what means the same stands once, at the place of the first and as the last says it. */
  #lists(base: Node, over: Node, path: readonly string[]): Node {
    const items = new Map<string, CommentedItem>();
    for (const item of [...listOf(base), ...listOf(over)]) {
      const node = follow(item.value);
      const key = this.#identity(node, path);
      const before = items.get(key);
      items.set(key, before ? { ...item, comments: joined(before.comments, item.comments) } : item);
    }
    const about = over.kind === "list" ? over : { kind: "list" as const };
    return { ...about, items: [...items.values()] };
  }

  /** What an item of a list is: a mount by its place in the container, a variable by its name. */
  #identity(node: Node, path: readonly string[]): string {
    const keys = keysOf(node);
    const told = (key: string) => this.#resolved(textOf(keys.get(key)?.value));
    const last = path.at(-1);
    if (keys.size > 0) {
      if (last === "ports") return JSON.stringify(["host_ip", "published", "target", "protocol"].map(told));
      return (
        told("target") ?? told("path") ?? told("source") ?? JSON.stringify([...keys].map(([key]) => [key, told(key)]))
      );
    }
    const text = this.#resolved(textOf(node)) ?? "";
    if (last === "volumes" || last === "devices") return /^(?:[A-Za-z]:[\\/])?[^:]*:([^:]*)/.exec(text)?.[1] ?? text;
    return last === "ports" || last === "env_file" ? text : (text.split("=")[0] ?? "");
  }

  #resolved(text: string | undefined): string | undefined {
    return text === undefined ? undefined : translateVariables(text, this.#values).resolved;
  }
}

function isAt(pattern: string, path: readonly string[]): boolean {
  const keys = pattern.split(".");
  return keys.length === path.length && keys.every((key, index) => key === "*" || key === path[index]);
}

function joined(base: Comments, over: Comments): Comments {
  const known = new Set(base.before);
  return { ...base, ...over, before: [...base.before, ...over.before.filter((line) => !known.has(line))] };
}

/** A node that is put in the place of others no more. */
function withoutTag(node: Node): Node {
  const { tag: _, ...rest } = node;
  return rest;
}

function listOf(node: Node): readonly CommentedItem[] {
  return node.kind === "list" ? node.items : [{ value: node, comments: NO_COMMENTS }];
}

/** `NAME=value` lines as a map. */
function pairsOf(node: Node): CommentedMap {
  if (node.kind === "map") return node;
  const entries = listOf(node).map(({ value, comments }): CommentedEntry => {
    const [, key = "", value_] = /^([^=]*)(?:=([\s\S]*))?$/.exec(textOf(follow(value)) ?? "") ?? [];
    return { key, value: scalar(value_), comments };
  });
  return { kind: "map", entries };
}

/** A list of names as a map, each with nothing to say. */
function namesOf(node: Node): CommentedMap {
  if (node.kind === "map") return node;
  return {
    kind: "map",
    entries: listOf(node).map(({ value, comments }) => ({
      key: textOf(follow(value)) ?? "",
      value: scalar(undefined),
      comments,
    })),
  };
}

function buildOf(node: Node): CommentedMap {
  return node.kind === "map"
    ? node
    : { kind: "map", entries: [{ key: "context", value: node, comments: NO_COMMENTS }] };
}

function scalar(text: string | undefined): Node {
  return { kind: "scalar", value: text ?? null, text: text ?? "" };
}
