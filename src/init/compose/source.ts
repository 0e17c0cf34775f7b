import {
  type Commented,
  type CommentedAlias,
  type CommentedMap,
  type Comments,
  MERGE_KEY,
} from "../../syntax/commented.js";

/** A node that stands for itself. */
export type Node = Exclude<Commented, CommentedAlias>;

/** A key of a compose file as it counts: aliases and merge keys are followed. */
export interface SourceEntry {
  readonly key: string;
  readonly value: Node;
  readonly comments: Comments;
  /** Whether it came by a merge key. */
  readonly inherited: boolean;
  /** The anchor that the value has, or that an alias in its place refers to. */
  readonly anchor?: string;
}

/** A map of a compose file as it counts. */
export interface SourceMap {
  readonly entries: ReadonlyMap<string, SourceEntry>;
  /** The anchors that it merges, the first one wins. */
  readonly merges: readonly string[];
  /** Comments behind its last key. */
  readonly closing: readonly string[];
}

const nothing: Node = { kind: "scalar", value: null, text: "" };

/** What a node stands for. */
export function follow(node: Commented | undefined): Node {
  return node === undefined ? nothing : node.kind === "alias" ? (node.target ?? nothing) : node;
}

/** The anchor of a node, or of what it stands for. */
export function anchorOf(node: Commented): string | undefined {
  return node.kind === "alias" ? node.name : node.anchor;
}

/** A map with its merge keys followed; its own keys win, and an earlier source over a later one. */
export function sourceMap(map: CommentedMap): SourceMap {
  const entries = new Map<string, SourceEntry>();
  const merges: string[] = [];
  for (const { key, value } of map.entries) {
    if (key !== MERGE_KEY) continue;
    const whole = follow(value);
    for (const one of whole.kind === "list" ? whole.items.map((item) => item.value) : [value]) {
      const source = follow(one);
      if (source.kind !== "map") continue;
      const anchor = anchorOf(one);
      if (anchor !== undefined) merges.push(anchor);
      const inherited = anchor !== undefined;
      for (const [name, entry] of sourceMap(source).entries) {
        if (!entries.has(name)) entries.set(name, { ...entry, inherited });
      }
    }
  }
  for (const { key, value, comments } of map.entries) {
    if (key === MERGE_KEY) continue;
    const anchor = anchorOf(value);
    entries.delete(key);
    entries.set(key, {
      key,
      value: follow(value),
      comments,
      inherited: false,
      ...(anchor === undefined ? {} : { anchor }),
    });
  }
  return { entries, merges, closing: map.closing ?? [] };
}

/** The text of a scalar; undefined for what is none, or nothing. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" && node.value !== null ? node.text : undefined;
}

/** Whether a node says nothing. */
export function isNothing(node: Node | undefined): boolean {
  return node === undefined || (node.kind === "scalar" && node.value === null);
}

/** The keys of a map; none of what is no map. */
export function keysOf(node: Node | undefined): ReadonlyMap<string, SourceEntry> {
  return node?.kind === "map" ? sourceMap(node).entries : new Map();
}

/** Comments behind the last part of a collection. */
export function closingOf(node: Node | undefined): readonly string[] {
  return node === undefined || node.kind === "scalar" ? [] : (node.closing ?? []);
}

/** One of several texts, with the comments beside it. */
export interface SourceItem {
  readonly value: Node;
  readonly comments: Comments;
}

/** The items of a list; a single value counts as a list of one. */
export function itemsOf(node: Node | undefined): readonly SourceItem[] {
  if (node === undefined || isNothing(node)) return [];
  if (node.kind === "list") return node.items.map(({ value, comments }) => ({ value: follow(value), comments }));
  return [{ value: node, comments: { before: [] } }];
}

/** A part of a file as plain data. */
export function plainOf(node: Node | undefined): unknown {
  if (node === undefined || isNothing(node)) return null;
  if (node.kind === "scalar") return node.text;
  if (node.kind === "list") return itemsOf(node).map(({ value }) => plainOf(value));
  return [...keysOf(node).values()].map(({ key, value }) => [key, plainOf(value)]).sort();
}
