import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import type { Step, WrittenNode, WrittenPlace } from "../model/provenance.js";
import { KnownSecrets } from "../secrets/known.js";
import { childOf, isNull, type MapNode, type SyntaxNode } from "../syntax/nodes.js";
import { parseYaml } from "../syntax/parse.js";
import { withDatabases } from "./databases.js";
import type { FileExists } from "./discovery.js";
import { prepareEnvironments } from "./environments.js";
import { gatherSecrets } from "./known-secrets.js";
import { isSecretPath, isStoreOfReference } from "./rules/secrets.js";
import { applyRuntimes } from "./runtimes.js";

/** What the file says, value by value. */
export interface WrittenFile {
  /** As it stands there; the variables of environments that are not translated stay. */
  readonly whole: readonly WrittenNode[];
  /** As each environment that is translated sees it: merged, services laid over their runtimes. */
  readonly environments: readonly { readonly name: string; readonly nodes: readonly WrittenNode[] }[];
}

/**
 * The values of a nanokit.yml with their positions. Reads the text once more than compiling does, so that compiling need not keep what
 * only few ask for. Reports nothing: whoever asks has compiled the file.
 */
export function writtenValues(
  source: SourceFile,
  options: {
    readonly environments?: readonly string[];
    readonly variables?: Readonly<Record<string, string>>;
    readonly exists?: FileExists;
  },
): WrittenFile {
  const discarded = new Diagnostics();
  const known = new KnownSecrets();
  const root = parseYaml(source, discarded, { isSecret: isSecretPath, isShown: isStoreOfReference, known });
  if (!root) return { whole: [], environments: [] };
  const { whole, environments } = prepareEnvironments(root, options.environments, options.variables ?? {}, discarded);
  gatherSecrets(whole, known);
  const file = { ...root.location.file, text: known.cover(root.location.file.text) };
  const nodesIn = (node: MapNode) => nodesOf(node, file);
  const own = nodesIn({ ...root, entries: new Map([...root.entries, ...whole.entries]) });
  const byPlace = new Map(own.map((node) => [placeOf(node), node]));
  return {
    whole: own,
    environments: environments.map((prepared) => {
      const blocks = applyRuntimes(prepared, discarded, options.exists);
      const ofAll = ["name", "component"].flatMap((key) => {
        const entry = whole.entries.get(key);
        return entry ? [[key, entry] as const] : [];
      });
      const entries = new Map([...ofAll, ...blocks.entries]);
      const nodes = nodesIn({ ...blocks, entries }).map((node) => byPlace.get(placeOf(node)) ?? node);
      const placed = blocks.entries.has("databases") ? withPlaces(nodes, blocks) : nodes;
      return { name: prepared.name, nodes: withSharedImages(placed, blocks) };
    }),
  };
}

/** The values, those of databases with the places of services that they stand for. */
function withPlaces(nodes: readonly WrittenNode[], blocks: MapNode): readonly WrittenNode[] {
  const made = placesOfDatabases(blocks);
  return nodes.map((node) => {
    const places = node.path[0] === "databases" ? made.get(placeInFile(node.path[1], node.location)) : undefined;
    return places ? { ...node, as: places } : node;
  });
}

/** What a service has from the one whose image it runs, where that is given by its reference. */
const LENT: readonly Step[] = ["image", "registry"];

/** The values, those of an image with the places of the services and sidecars that run it too. */
function withSharedImages(nodes: readonly WrittenNode[], blocks: MapNode): readonly WrittenNode[] {
  const services = childOf(blocks, "services");
  const all = containersOf(services);
  const says = (service: SyntaxNode | undefined, key: string) => {
    const value = childOf(service, key);
    return value !== undefined && !isNull(value);
  };
  const sharing = all.filter(({ value }) => says(value, "imageOf"));
  if (sharing.length === 0) return nodes;
  return nodes.map((node) => {
    const [block, owner = "", key = ""] = node.path;
    const lends = block === "services" && node.path.length === 3 && LENT.includes(key);
    if (!lends || !says(childOf(services, String(owner)), "image")) return node;
    const others = sharing.filter(({ value }) => {
      const of = childOf(value, "imageOf");
      return of?.kind === "scalar" && of.text === owner && !says(value, String(key));
    });
    const { text } = node;
    const places = others.map(({ path }) => ({ path: [...path, key], ...(text !== undefined && { text }) }));
    return places.length === 0 ? node : { ...node, as: [...(node.as ?? []), ...places] };
  });
}

/** The services and their sidecars, each with its place. */
function containersOf(
  services: SyntaxNode | undefined,
): readonly { readonly path: readonly Step[]; readonly value: SyntaxNode }[] {
  const entriesOf = (node: SyntaxNode | undefined) => (node?.kind === "map" ? [...node.entries.values()] : []);
  return entriesOf(services).flatMap(({ key: service, value }) => [
    { path: ["services", service], value },
    ...entriesOf(childOf(value, "sidecars")).map((one) => ({
      path: ["services", service, "sidecars", one.key],
      value: one.value,
    })),
  ]);
}

/** What is said of the services that databases are, by the name of the database and where it says that. */
function placesOfDatabases(blocks: MapNode): ReadonlyMap<string, readonly WrittenPlace[]> {
  const places = new Map<string, WrittenPlace[]>();
  const visit = (node: SyntaxNode, path: readonly Step[]): void => {
    const key = placeInFile(path[1], node.location);
    const text = node.kind === "scalar" ? node.text : undefined;
    places.set(key, [...(places.get(key) ?? []), { path, ...(text !== undefined && { text }) }]);
    if (node.kind === "list") for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    if (node.kind === "map") for (const entry of node.entries.values()) visit(entry.value, [...path, entry.key]);
  };
  const databases = childOf(blocks, "databases");
  const services = childOf(withDatabases(blocks), "services");
  for (const key of databases?.kind === "map" ? databases.entries.keys() : []) {
    const service = childOf(services, key);
    // The engine makes the image be there, and the version is a part of it.
    const version = childOf(childOf(databases, key), "version");
    if (version) places.set(placeInFile(key, version.location), [{ path: ["services", key, "image", "version"] }]);
    if (service && service !== childOf(childOf(blocks, "services"), key)) visit(service, ["services", key]);
  }
  return places;
}

function placeInFile(database: Step | undefined, { start, end }: WrittenNode["location"]): string {
  return `${database} ${start}-${end}`;
}

/** A map that an environment lays something over begins where it was first written: its key is that one, and not the environment's. */
function placeOf({ path, location: { start, end }, origin, text }: WrittenNode): string {
  return text !== undefined && origin !== "file" ? "" : `${path.join("\n")}\n${start}-${end}`;
}

/** The nodes of a tree, with their places in a file of the same length. */
function nodesOf(root: MapNode, file: SourceFile): readonly WrittenNode[] {
  const found: WrittenNode[] = [];
  const visit = (node: SyntaxNode, path: readonly Step[], keyLocation?: WrittenNode["keyLocation"]): void => {
    const { origin } = node;
    const location = { ...node.location, file };
    const text = node.kind === "scalar" ? node.text : undefined;
    found.push({
      path,
      location,
      origin,
      ...(keyLocation && { keyLocation: { ...keyLocation, file } }),
      ...(text !== undefined && { text }),
    });
    if (node.kind === "list") for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    if (node.kind === "map") {
      for (const { key, keyLocation: at, value } of node.entries.values()) visit(value, [...path, key], at);
    }
  };
  visit(root, []);
  return found.slice(1);
}
