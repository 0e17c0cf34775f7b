import { posix } from "node:path";
import { Diagnostics } from "../../../diagnostics/diagnostic.js";
import type { SourceFile, SourceLocation } from "../../../diagnostics/source.js";
import { gatherSecrets, type SecretPlace } from "../../../resolve/known-secrets.js";
import { isSecretPath } from "../../../resolve/rules/secrets.js";
import type { KnownSecrets } from "../../../secrets/known.js";
import { parseDotenv } from "../../../shell/dotenv.js";
import { COMPOSE_TAGS, type CommentedEntry, type CommentedMap } from "../../../syntax/commented.js";
import { isNull, type MapNode, type SyntaxNode } from "../../../syntax/nodes.js";
import { parseYaml } from "../../../syntax/parse.js";
import { readCommented } from "../../../syntax/read-commented.js";
import { follow, isNothing, itemsOf, keysOf, type Node, sourceMap, textOf } from "../source.js";
import { translateVariables, type Values } from "../variables.js";
import { mergeFiles, mergeServices } from "./merge.js";
import { withIndentedEnd } from "./quote-ends.js";
import { relocateFile, relocateService, settleVariables } from "./relocate.js";

/** What compose takes for its file, and for the one over it, where none is named. */
const OVERRIDDEN = /^(?:docker-)?compose\.ya?ml$/;
const OVERRIDES = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

/** What is read beside the files that were named. */
export interface LoadContext {
  readonly values: Values;
  /** The text of a file, by its path from the folder of the first. */
  readonly readFile: (path: string) => string | undefined;
  readonly diagnostics: Diagnostics;
  readonly known: KnownSecrets;
}

/** Compose files as one, with nothing left of `include` and `extends`. */
export interface Loaded {
  readonly root: CommentedMap;
  readonly header: readonly string[];
  /** All that were read, by their paths. */
  readonly paths: readonly string[];
  /** Where secrets stand, in all of them. */
  readonly secrets: readonly SecretPlace[];
  /** Files of `include` that are elsewhere: in a registry, in another repository. */
  readonly remote: readonly string[];
}

/** Reads compose files as compose does: each over the ones before it, with what they include and extend. Undefined after a report. */
export function loadCompose(sources: readonly SourceFile[], context: LoadContext): Loaded | undefined {
  const loader = new Loader(context);
  const [first, ...others] = sources;
  if (!first) return undefined;
  const override =
    others.length === 0 && OVERRIDDEN.test(posix.basename(first.path)) ? loader.override(first) : undefined;
  return loader.run([first, ...others, ...(override ? [override] : [])]);
}

/** A file that was read, and where its parts stand. */
interface ReadFile {
  readonly path: string;
  /** From the folder of the first file. */
  readonly folder: string;
  readonly tree: MapNode;
  readonly root: CommentedMap;
  readonly header: readonly string[];
}

/** So many ends of quoted texts are moved at most: the file is read again after each. */
const QUOTE_ENDS_MAX = 20;

/** The text with the end moved of the first quoted text that is never closed. One at a time: what comes after it was misread. */
function withNextEnd({ source: { text }, found }: { source: SourceFile; found: Diagnostics }): string | undefined {
  for (const { location } of found.sorted()) {
    const moved = withIndentedEnd(text, location.start);
    if (moved !== undefined) return moved;
  }
  return undefined;
}

class Loader {
  readonly #context: LoadContext;
  readonly #paths: string[] = [];
  readonly #remote: string[] = [];
  readonly #secrets: SecretPlace[] = [];
  readonly #read = new Map<string, ReadFile | undefined>();

  constructor(context: LoadContext) {
    this.#context = context;
  }

  override(first: SourceFile): SourceFile | undefined {
    const folder = posix.dirname(first.path);
    for (const name of OVERRIDES) {
      const text = this.#context.readFile(name);
      if (text !== undefined) return { path: folder === "." ? name : `${folder}/${name}`, text };
    }
    return undefined;
  }

  run(sources: readonly SourceFile[]): Loaded | undefined {
    const files = sources.map((source) => this.#parse(source, "."));
    const read = files.filter((file) => file !== undefined);
    if (read.length < files.length) return undefined;
    this.#requireServices(read);
    if (this.#context.diagnostics.hasErrors) return undefined;
    const root = this.#merged(read, [], this.#context.values);
    if (this.#context.diagnostics.hasErrors || !root) return undefined;
    const header = read[0]?.header ?? [];
    return { root, header, paths: this.#paths, secrets: this.#secrets, remote: this.#remote };
  }

  /** A lone file has services, or includes some; each is a map. */
  #requireServices(files: readonly ReadFile[]): void {
    const { diagnostics } = this.#context;
    const some = files.some(({ tree }) => {
      const services = tree.entries.get("services")?.value;
      const isEmpty = !services || isNull(services) || (services.kind === "map" && services.entries.size === 0);
      return !isEmpty || tree.entries.has("include");
    });
    const [first] = files;
    if (!some && first) {
      const { keyLocation } = first.tree.entries.get("services") ?? {};
      diagnostics.report("NK620", keyLocation ?? { ...first.tree.location, end: first.tree.location.start }, {});
    }
  }

  /** The tree of a text, and the text that it is of: what YAML refuses and compose takes is read as compose reads it. */
  #tree(written: SourceFile): { readonly source: SourceFile; readonly tree: MapNode | undefined } {
    const { diagnostics, known } = this.#context;
    const read = (source: SourceFile) => {
      const found = new Diagnostics();
      return { source, found, tree: parseYaml(source, found, { isSecret: isSecretPath, known }, COMPOSE_TAGS) };
    };
    const first = read(written);
    let last = first;
    for (let ends = 0; last.found.hasErrors && ends < QUOTE_ENDS_MAX; ends++) {
      const text = withNextEnd(last);
      if (text === undefined) break;
      last = read({ ...written, text });
    }
    const { source, found, tree } = last.found.hasErrors ? first : last;
    diagnostics.add(found.sorted());
    return { source, tree };
  }

  #parse(written: SourceFile, folder: string): ReadFile | undefined {
    const { diagnostics, known } = this.#context;
    const { source, tree } = this.#tree(written);
    if (!tree || diagnostics.hasErrors) return undefined;
    this.#secrets.push(...gatherSecrets(tree, known, []));
    this.#paths.push(source.path);
    const { root, header } = readCommented(source.text.replaceAll(/^[ \t]*#[ \t]*yaml-language-server:.*$/gm, ""));
    const named = keysOf(keysOf(root).get("services")?.value);
    const services = tree.entries.get("services")?.value;
    if (services && services.kind !== "map" && !isNull(services))
      diagnostics.report("NK621", services.location, { key: "services" });
    if (services?.kind === "map") {
      for (const { key, value } of services.entries.values())
        if (value.kind !== "map" && named.get(key)?.value.tag !== "reset")
          diagnostics.report("NK621", value.location, { key: `services.${key}` });
    }
    if (diagnostics.hasErrors) return undefined;
    return { path: source.path, folder, tree, root, header };
  }

  /** Files as one, seen from the folder of the first of all. `including` are the files that led here. */
  #merged(files: readonly ReadFile[], including: readonly string[], values: Values): CommentedMap | undefined {
    let merged: CommentedMap | undefined;
    for (const file of files) {
      const whole = this.#extended(file, values);
      merged = merged ? mergeFiles(merged, whole, values) : whole;
    }
    if (!merged) return undefined;
    const own = { ...merged, entries: merged.entries.filter(({ key }) => key !== "include") };
    return files.reduce<CommentedMap>(
      (all, file) => this.#withIncluded(all, file, [...including, ...files.map(({ path }) => path)], values),
      own,
    );
  }

  /** A file whose services have what they extend. */
  #extended(file: ReadFile, values: Values): CommentedMap {
    const services = file.root.entries.find(({ key }) => key === "services");
    const map = follow(services?.value);
    if (!services || map.kind !== "map") return file.root;
    if (![...sourceMap(map).entries.values()].some(({ value }) => keysOf(value).has("extends"))) return file.root;
    const entries = map.entries.map((entry): CommentedEntry => {
      const extended = this.#service(file, entry.key, [], values);
      return extended && keysOf(follow(entry.value)).has("extends") ? { ...entry, value: extended } : entry;
    });
    const whole = { ...map, entries };
    return {
      ...file.root,
      entries: file.root.entries.map((entry) => (entry === services ? { ...entry, value: whole } : entry)),
    };
  }

  /** A service of a file with what it extends, its paths seen from the folder of that file. `chain` are those that extend it. */
  #service(file: ReadFile, name: string, chain: readonly string[], values: Values): CommentedMap | undefined {
    const node = keysOf(keysOf(file.root).get("services")?.value).get(name)?.value;
    if (node?.kind !== "map") return undefined;
    const extending = keysOf(node).get("extends")?.value;
    if (isNothing(extending)) return node;
    const { diagnostics } = this.#context;
    const location = locationOf(file.tree, ["services", name, "extends"]);
    const id = `${file.path}: ${name}`;
    const own = without(node, "extends");
    if (chain.includes(id)) {
      // The others on the circle would say the same again.
      if (!diagnostics.hasErrors)
        diagnostics.report("NK598", location, { what: "extends", chain: [...chain.slice(chain.indexOf(id)), id] });
      return own;
    }
    const told = (key: string) => this.#resolved(keysOf(extending).get(key)?.value, values);
    const of = this.#resolved(extending, values) ?? told("service") ?? "";
    const path = told("file");
    const other = path === undefined ? file : this.#file(posix.join(file.folder, path), location);
    if (!other) return own;
    const base = this.#service(other, of, [...chain, id], values);
    if (!base) {
      diagnostics.report("NK596", location, { name: of, file: other.path });
      return own;
    }
    const way = posix.relative(file.folder, other.folder);
    return mergeServices(relocateService(base, way, values), own, values);
  }

  /** A file that another names, by its path from the folder of the first. */
  #file(path: string, location: SourceLocation): ReadFile | undefined {
    const known = this.#read.get(path);
    if (known || this.#read.has(path)) return known;
    const text = this.#context.readFile(path);
    if (text === undefined) this.#context.diagnostics.report("NK597", location, { path });
    const read = text === undefined ? undefined : this.#parse({ path, text }, posix.dirname(path));
    this.#read.set(path, read);
    return read;
  }

  /** Puts in front what a file includes: each with the variables of its own folder, where the file has none of that name. */
  #withIncluded(all: CommentedMap, file: ReadFile, including: readonly string[], values: Values): CommentedMap {
    const { diagnostics } = this.#context;
    const include = keysOf(file.root).get("include")?.value;
    return itemsOf(include).reduce((sum, { value }, index) => {
      const location = locationOf(file.tree, ["include", String(index)]);
      const keys = keysOf(value);
      const paths = itemsOf(keys.size > 0 ? keys.get("path")?.value : value).map(
        (item) => this.#resolved(item.value, values) ?? "",
      );
      const remote = paths.filter((path) => /^(?:[a-z+]+:\/\/|git@)|\.git(?:#|$)/.test(path));
      this.#remote.push(...remote);
      const [first = ""] = paths;
      if (remote.length > 0 || first === "") return sum;
      const main = posix.join(file.folder, first);
      if (including.some((path) => posix.normalize(path) === main)) {
        diagnostics.report("NK598", location, { what: "include", chain: [...including, main] });
        return sum;
      }
      const files = paths.map((path) => this.#file(posix.join(file.folder, path), location));
      const read = files.filter((one) => one !== undefined);
      if (read.length < files.length) return sum;
      const home = posix.join(
        file.folder,
        this.#resolved(keys.get("project_directory")?.value, values) ?? posix.dirname(first),
      );
      const own = this.#ownValues(itemsOf(keys.get("env_file")?.value), home, file.folder, values);
      const settled = read.map((one) => ({ ...one, folder: home, root: settleVariables(one.root, own) }));
      const merged = this.#merged(settled, including, { ...own, ...values });
      if (!merged) return sum;
      const included = relocateFile(merged, posix.relative(file.folder, home), values);
      return mergeFiles(included, sum, values);
    }, all);
  }

  /** Variables that only what is included has. */
  #ownValues(files: readonly { readonly value: Node }[], home: string, folder: string, values: Values): Values {
    const paths =
      files.length > 0
        ? files.map(({ value }) => posix.join(folder, this.#resolved(value, values) ?? ""))
        : [posix.join(home, ".env")];
    let own: Values = {};
    for (const path of paths)
      own = { ...own, ...parseDotenv(this.#context.readFile(path) ?? "", { ...own, ...values }).values };
    return Object.fromEntries(Object.entries(own).filter(([name]) => !Object.hasOwn(values, name)));
  }

  #resolved(node: Node | undefined, values: Values): string | undefined {
    const text = textOf(node);
    return text === undefined ? undefined : translateVariables(text, values).resolved;
  }
}

function without(map: CommentedMap, key: string): CommentedMap {
  const { entries, closing } = sourceMap(map);
  const kept = [...entries.values()].filter((entry) => entry.key !== key);
  return {
    ...map,
    entries: kept.map((entry): CommentedEntry => ({ key: entry.key, value: entry.value, comments: entry.comments })),
    closing,
  };
}

/** Where a part stands, or the nearest above it. */
function locationOf(tree: MapNode, path: readonly string[]): SourceLocation {
  let node: SyntaxNode = tree;
  for (const key of path) {
    const next: SyntaxNode | undefined =
      node.kind === "map" ? node.entries.get(key)?.value : node.kind === "list" ? node.items[Number(key)] : undefined;
    if (!next) break;
    node = next;
  }
  return node.location;
}
