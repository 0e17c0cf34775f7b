import { mergeMaps } from "../syntax/merge.js";
import { childOf, type MapEntry, type MapNode, mapEntries, withOrigin } from "../syntax/nodes.js";
import type { PreparedEnvironment } from "./environments.js";

/** What a service takes from its runtime. */
const INHERITED = new Set(["image", "env", "provisioning", "depends_on"]);

/**
 * Lays each service over its runtime, and the environment over both: an environment's value always wins, also when it stands
 * under `runtimes` and the service has its own.
 */
export function applyRuntimes(environment: PreparedEnvironment): MapNode {
  const services = environment.merged.entries.get("services");
  if (services?.value.kind !== "map") return environment.merged;
  const withRuntimes = mapEntries(services.value, (entry) => applyRuntime(entry, environment));
  return {
    ...environment.merged,
    entries: new Map(environment.merged.entries).set("services", { ...services, value: withRuntimes }),
  };
}

function applyRuntime({ key, value: service }: MapEntry, { base, own }: PreparedEnvironment) {
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
  const builds = service.entries.has("build");
  const kept = mapEntries(runtime, (entry) =>
    INHERITED.has(entry.key) && !(builds && entry.key === "image") ? entry.value : undefined,
  );
  return runtime.origin === "environment" ? kept : (withOrigin(kept, "runtime") as MapNode);
}
