import { posix } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { mergeMaps } from "../syntax/merge.js";
import {
  childOf,
  isNull,
  type MapEntry,
  type MapNode,
  mapEntries,
  type ScalarNode,
  type SyntaxNode,
  withOrigin,
} from "../syntax/nodes.js";
import { discoverRuntime, type FileExists } from "./discovery.js";
import type { PreparedEnvironment } from "./environments.js";

/** What a service takes from its runtime. */
const INHERITED = new Set(["image", "env", "provisioning", "depends_on"]);

/** Keys of a service that say where its image comes from. */
const IMAGE_SOURCES: readonly string[] = ["image", "imageOf", "build", "runtime"];

/**
 * Lays each service over its runtime, and the environment over both: an environment's value always wins, also when it stands
 * under `runtimes` and the service has its own. A service that says nothing of its image gets the runtime that the files in its `path`
 * tell, and a note says so.
 */
export function applyRuntimes(
  environment: PreparedEnvironment,
  diagnostics: Diagnostics,
  exists?: FileExists,
): MapNode {
  const services = environment.merged.entries.get("services");
  if (services?.value.kind !== "map") return environment.merged;
  const withRuntimes = mapEntries(services.value, (entry) => {
    const discovered = exists && discoveredRuntime(entry, diagnostics, exists);
    return discovered ? withRuntime(entry, discovered, environment) : applyRuntime(entry, environment);
  });
  return {
    ...environment.merged,
    entries: new Map(environment.merged.entries).set("services", { ...services, value: withRuntimes }),
  };
}

/** The runtime of a service by its files, as a node in the place of its `path`. */
function discoveredRuntime(
  { key, value: service }: MapEntry,
  diagnostics: Diagnostics,
  exists: FileExists,
): ScalarNode | undefined {
  const path = childOf(service, "path");
  if (service.kind !== "map" || path?.kind !== "scalar" || typeof path.value !== "string") return undefined;
  const told = IMAGE_SOURCES.some((source) => {
    const written = childOf(service, source);
    return written !== undefined && !isNull(written);
  });
  // What lies outside the project is not looked at: it is refused where the image is built.
  if (told || path.text === "" || posix.isAbsolute(path.text) || posix.normalize(path.text).startsWith(".."))
    return undefined;
  const found = discoverRuntime(path.text, exists);
  if (!found) return undefined;
  diagnostics.report("NK935", path.location, { service: key, ...found });
  return { ...path, value: found.runtime, text: found.runtime, variables: "none" };
}

function withRuntime(entry: MapEntry, runtime: ScalarNode, environment: PreparedEnvironment): SyntaxNode {
  if (entry.value.kind !== "map") return entry.value;
  const add = (node: MapNode): MapNode => ({
    ...node,
    entries: new Map(node.entries).set("runtime", { key: "runtime", keyLocation: runtime.location, value: runtime }),
  });
  const applied = applyRuntime({ ...entry, value: add(entry.value) }, environment);
  return applied.kind === "map" ? add(applied) : applied;
}

function applyRuntime({ key, value: service }: MapEntry, { base, own }: PreparedEnvironment): SyntaxNode {
  const id = childOf(service, "runtime");
  if (service.kind !== "map" || id?.kind !== "scalar") return service;
  const layers = [
    inherited(childOf(childOf(base, "runtimes"), id.text), service),
    childOf(childOf(base, "services"), key),
    inherited(childOf(childOf(own, "runtimes"), id.text), service),
    childOf(childOf(own, "services"), key),
  ].filter((layer) => layer?.kind === "map");
  const empty: MapNode = { ...service, entries: new Map() };
  return layers.reduce((below, layer) => mergeMaps(below, layer), empty);
}

function inherited(runtime: ReturnType<typeof childOf>, service: MapNode): MapNode | undefined {
  if (runtime?.kind !== "map") return undefined;
  const hasOwn = service.entries.has("build") || service.entries.has("imageOf");
  const kept = mapEntries(runtime, (entry) =>
    INHERITED.has(entry.key) && !(hasOwn && entry.key === "image") ? entry.value : undefined,
  );
  return runtime.origin === "environment" ? kept : (withOrigin(kept, "runtime") as MapNode);
}
