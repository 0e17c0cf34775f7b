import fc from "fast-check";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Origin, SourceFile } from "../../src/diagnostics/source.js";
import type { MapEntry, MapNode, SyntaxNode } from "../../src/syntax/nodes.js";
import { parseYaml } from "../../src/syntax/parse.js";

/** A text as a tree; throws when it is not one. */
export function treeOf(text: string): MapNode {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: "nanokit.yml", text }, diagnostics);
  if (!root || diagnostics.hasErrors)
    throw new Error(JSON.stringify(diagnostics.sorted().map(({ message }) => message)));
  return root;
}

/** What a tree says, without where. */
export function plain(node: SyntaxNode): unknown {
  if (node.kind === "list") return node.items.map(plain);
  if (node.kind === "scalar") return node.value;
  return new Map([...node.entries].map(([key, entry]) => [key, plain(entry.value)]));
}

/** Nodes of one file, whose every place is different, so that mixing them up is noticed. */
export class Grower {
  readonly #file: SourceFile = { path: "nanokit.yml", text: "" };
  readonly #origin: Origin;
  #at: number;

  constructor(start: number, origin: Origin) {
    this.#at = start;
    this.#origin = origin;
  }

  grow(value: unknown): SyntaxNode {
    const base = { location: this.#place(), origin: this.#origin };
    if (Array.isArray(value)) return { ...base, kind: "list", items: value.map((item) => this.grow(item)) };
    if (typeof value === "object" && value !== null) return this.map(value);
    const scalar = value as string | number | boolean | null;
    return { ...base, kind: "scalar", value: scalar, text: String(scalar ?? ""), variables: "none" };
  }

  map(value: object): MapNode {
    const entries = Object.entries(value).map(([key, inner]): [string, MapEntry] => [
      key,
      { key, keyLocation: this.#place(), value: this.grow(inner) },
    ]);
    return { kind: "map", location: this.#place(), origin: this.#origin, entries: new Map(entries) };
  }

  #place() {
    this.#at++;
    return { file: this.#file, start: this.#at, end: this.#at + 1 };
  }
}

const key = fc.constantFrom("a", "b", "c", "d");
const leaf = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean());

/** Objects with few keys, so that two of them often meet. */
export const smallMaps = (withNulls: boolean): fc.Arbitrary<object> =>
  fc.letrec<{ map: object; value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, withNulls ? fc.option(leaf) : leaf, fc.array(leaf, { maxLength: 2 }), tie("map")),
    map: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  })).map;
