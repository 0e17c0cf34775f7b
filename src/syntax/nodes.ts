import type { Origin, SourceLocation } from "../diagnostics/source.js";

/** YAML as a tree of plain nodes: aliases and merge keys are expanded, every node knows where it was written. */
export type SyntaxNode = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly location: SourceLocation;
  readonly origin: Origin;
  readonly value: string | number | boolean | null;
  /** As spelled, without quotes: `1.10` stays `1.10` although its value is 1.1. */
  readonly text: string;
  /** `done`: a variable stood in it, so a number or boolean may be read out of the text.
   * `deferred`: a variable stands in it that is not looked up in this run, or it could not be read, so nothing is known of it. */
  readonly variables: "none" | "done" | "deferred";
  /** The variables whose values stand in the text. @default none */
  readonly expanded?: readonly ExpandedVariable[];
}

/** A variable in whose place its value stands, or its default. */
export interface ExpandedVariable {
  readonly name: string;
  readonly value: string;
  /** Of the reference: `${NAME}`. */
  readonly location: SourceLocation;
}

export interface MapNode {
  readonly kind: "map";
  readonly location: SourceLocation;
  readonly origin: Origin;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly key: string;
  readonly keyLocation: SourceLocation;
  readonly value: SyntaxNode;
}

export interface ListNode {
  readonly kind: "list";
  readonly location: SourceLocation;
  readonly origin: Origin;
  readonly items: readonly SyntaxNode[];
}

/** Whether the node says "nothing": an explicit or an empty null. */
export function isNull(node: SyntaxNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The value of a key, when the node is a map that has it. */
export function childOf(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

/** The same tree with another origin throughout. */
export function withOrigin(node: SyntaxNode, origin: Origin): SyntaxNode {
  switch (node.kind) {
    case "scalar":
      return { ...node, origin };
    case "list":
      return { ...node, origin, items: node.items.map((item) => withOrigin(item, origin)) };
    case "map":
      return mapEntries({ ...node, origin }, (entry) => withOrigin(entry.value, origin));
  }
}

/** The same map with each value replaced; `undefined` leaves an entry out. */
export function mapEntries(node: MapNode, replace: (entry: MapEntry) => SyntaxNode | undefined): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const entry of node.entries.values()) {
    const value = replace(entry);
    if (value) entries.set(entry.key, { ...entry, value });
  }
  return { ...node, entries };
}
