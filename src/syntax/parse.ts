import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { related } from "../diagnostics/related.js";
import type { SourceFile, SourceLocation } from "../diagnostics/source.js";
import { type AliasTargets, aliasTargets } from "./aliases.js";
import { blankSecrets, type Secrecy } from "./blank-secrets.js";
import { MAX_DEPTH } from "./depth.js";
import { reportSyntaxErrors } from "./errors.js";
import type { ListNode, MapEntry, MapNode, ScalarNode, SyntaxNode } from "./nodes.js";

/** How many nodes aliases may expand to. A file written by hand stays far below; a "billion laughs" file does not. */
export const MAX_ALIASED_NODES = 10_000;

/**
 * YAML 1.2 text to a tree with positions. Duplicate keys, several documents, cyclic and exploding aliases, unknown tags and
 * every error of syntax are reported; `undefined` when no map could be read.
 *
 * The text of a value below a secret key is blanked in the file that all positions refer to, so that no code frame shows it.
 *
 * @param tags those that are no error; what they mean is for the caller to know
 */
export function parseYaml(
  file: SourceFile,
  diagnostics: Diagnostics,
  secrecy: Secrecy = { isSecret: () => false },
  tags: ReadonlyMap<string, unknown> = new Map(),
): MapNode | undefined {
  const documents = parseAllDocuments(file.text, {
    version: "1.2",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [first, second] = documents as Document.Parsed[];
  const shown = { path: file.path, text: blankSecrets(file.text, documents as Document.Parsed[], secrecy) };
  if (first && first.errors.length > 0) reportSyntaxErrors(first, shown, diagnostics);
  if (!first?.contents) {
    if (!diagnostics.hasErrors) diagnostics.report("NK005", { file: shown, start: 0, end: 0 }, {});
    return undefined;
  }
  if (second) {
    const start = shown.text.lastIndexOf("---", second.contents?.range[0] ?? second.range[0]);
    const at = start < 0 ? second.range[0] : start;
    diagnostics.report("NK006", { file: shown, start: at, end: at + 3 }, {});
  }
  // What the parser made of a text with errors is a guess, and findings about it would be guesses too.
  if (first.errors.length > 0) return undefined;
  const converter = new Converter(aliasTargets(first, file.text), shown, diagnostics, tags);
  const root = converter.convert(first.contents);
  if (converter.exploded) return undefined;
  if (root?.kind === "map") return root;
  if (root?.kind === "scalar" && root.value === null) diagnostics.report("NK005", root.location, {});
  else if (root) diagnostics.report("NK014", root.location, {});
  return undefined;
}

/** Turns the library's nodes into ours. Reports what is legal YAML and still cannot be meant. */
class Converter {
  readonly #targets: AliasTargets;
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;
  readonly #tags: ReadonlyMap<string, unknown>;
  readonly #open = new Set<Node>();
  #aliasDepth = 0;
  #aliasedNodes = 0;
  /** Whether aliases made so much that converting was given up. */
  exploded = false;

  constructor(targets: AliasTargets, file: SourceFile, diagnostics: Diagnostics, tags: ReadonlyMap<string, unknown>) {
    this.#tags = tags;
    this.#targets = targets;
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  convert(node: Node | null | undefined): SyntaxNode | undefined {
    if (!node || this.exploded) return undefined;
    if (isAlias(node)) return this.#alias(node);
    if (this.#aliasDepth > 0 && ++this.#aliasedNodes > MAX_ALIASED_NODES) {
      this.exploded = true;
      return undefined;
    }
    if (node.tag && !node.tag.startsWith("tag:yaml.org,2002:") && !this.#tags.has(node.tag)) {
      this.#diagnostics.report("NK013", this.#locateTag(node, node.tag), { tag: node.tag });
      return undefined;
    }
    if (isScalar(node)) return this.#scalar(node);
    if (this.#open.size >= MAX_DEPTH) {
      this.#diagnostics.report("NK015", this.#locate(node), { limit: MAX_DEPTH });
      return undefined;
    }
    this.#open.add(node);
    const converted = isMap(node) ? this.#map(node) : isSeq(node) ? this.#list(node) : undefined;
    this.#open.delete(node);
    return converted;
  }

  #alias(alias: Alias): SyntaxNode | undefined {
    const target = this.#targetOf(alias);
    return target && this.#expand(alias, () => this.convert(target));
  }

  #targetOf(alias: Alias): Node | undefined {
    const target = this.#targets.get(alias);
    if (!target) this.#diagnostics.report("NK011", this.#locate(alias), { name: alias.source });
    else if (this.#open.has(target)) this.#diagnostics.report("NK012", this.#locate(alias), { name: alias.source });
    else return target;
    return undefined;
  }

  /** Counts what comes out of an alias, and out of the aliases in that. */
  #expand<T>(alias: Alias, convert: () => T): T {
    this.#aliasDepth++;
    const value = convert();
    this.#aliasDepth--;
    if (this.exploded && this.#aliasDepth === 0) {
      this.#diagnostics.report("NK010", this.#locate(alias), { limit: MAX_ALIASED_NODES });
    }
    return value;
  }

  #scalar(node: Scalar): ScalarNode {
    const location = this.#locate(node);
    const value = typeof node.value === "bigint" ? String(node.value) : node.value;
    const plain = value === null || ["string", "number", "boolean"].includes(typeof value);
    return {
      kind: "scalar",
      location,
      origin: "file",
      value: plain ? (value as string | number | boolean | null) : String(value),
      text: typeof value === "string" ? value : (node.source ?? String(value)),
      variables: "none",
    };
  }

  #list(node: YAMLSeq): ListNode {
    const items = (node.items as Node[]).map((item) => this.convert(item) ?? this.#unknown(item));
    return { kind: "list", location: this.#locate(node), origin: "file", items };
  }

  #map(node: YAMLMap): MapNode {
    const own = new Map<string, MapEntry>();
    const merged: MapNode[] = [];
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      if (isScalar(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN") {
        merged.push(...this.#mergeSources(pair));
        continue;
      }
      const entry = this.#entry(pair);
      if (!entry) continue;
      const before = own.get(entry.key);
      if (before) {
        this.#diagnostics.report("NK009", entry.keyLocation, { key: entry.key }, [
          related("firstWritten", before.keyLocation),
        ]);
      } else own.set(entry.key, entry);
    }
    // A map's own keys win over merged ones, and an earlier merge source over a later one (YAML merge key, 1.1 type library).
    const entries = new Map<string, MapEntry>();
    for (const source of merged.reverse()) for (const [key, entry] of source.entries) entries.set(key, entry);
    for (const [key, entry] of own) entries.set(key, entry);
    return { kind: "map", location: this.#locate(node), origin: "file", entries };
  }

  #entry(pair: Pair<Node, Node | null>): MapEntry | undefined {
    const key = isAlias(pair.key) ? this.#targets.get(pair.key) : pair.key;
    if (!isScalar(key) || key.value === null) {
      this.#diagnostics.report("NK016", this.#locate(pair.key), {});
      return undefined;
    }
    const text = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
    const keyLocation = this.#locate(pair.key);
    const value = pair.value
      ? (this.convert(pair.value) ?? this.#unknown(pair.value))
      : this.#absent({ ...keyLocation, start: keyLocation.end, end: keyLocation.end });
    return { key: text, keyLocation, value };
  }

  /** In place of a value that was reported: something stands there, and nobody knows what. */
  #unknown(node: Node): ScalarNode {
    return { kind: "scalar", location: this.#locate(node), origin: "file", value: "", text: "", variables: "deferred" };
  }

  #absent(location: SourceLocation): ScalarNode {
    return { kind: "scalar", location, origin: "file", value: null, text: "", variables: "none" };
  }

  #mergeSources({ key, value }: Pair<Node, Node | null>): readonly MapNode[] {
    if (isSeq(value)) return this.#mergeItems(value.items as Node[]);
    if (isAlias(value)) {
      const target = this.#targetOf(value);
      const items = isSeq(target) ? (target.items as Node[]) : target && [value];
      return items ? this.#expand(value, () => this.#mergeItems(items)) : [];
    }
    return this.#mergeItems([value ?? key]);
  }

  #mergeItems(items: readonly Node[]): readonly MapNode[] {
    return items.flatMap((item) => {
      const source = this.convert(item);
      if (source?.kind === "map") return [source];
      if (source) this.#diagnostics.report("NK017", this.#locate(item), {});
      return [];
    });
  }

  /** The tag as written; the value behind one that is spelled in another way (`!<...>`). */
  #locateTag(node: Node, tag: string): SourceLocation {
    const value = this.#locate(node);
    const between = /(\S+)((?:\s+[&#]\S*)*\s+)$/.exec(this.#file.text.slice(0, value.start));
    if (between?.[1] !== tag) return value;
    return { file: this.#file, start: between.index, end: between.index + tag.length };
  }

  #locate(node: Node): SourceLocation {
    const [start, end] = node.range ?? [0, 0];
    return { file: this.#file, start, end: trimmedEnd(this.#file.text, start, end) };
  }
}

/** A block collection's range runs on over the line break behind it; what is pointed at ends with its last character. */
function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? "")) at--;
  return at;
}
