import type { MapEntry, MapNode } from "../syntax/nodes.js";

/** Keys at the top of a compose file. Source: compose-spec, 02-model. */
const TOP = new Set(["configs", "include", "models", "name", "networks", "secrets", "services", "version", "volumes"]);

/** Keys of a service in compose that a service here does not have. Source: compose-spec, 05-services. */
const OF_COMPOSE = ["container_name", "env_file", "environment", "healthcheck", "restart", "stop_grace_period"];

/** Keys of a service that compose does not have. */
const OF_NANOKIT = ["aws", "env", "host", "instances", "path", "port", "runtime", "scale", "start", "updateStrategy"];

/** As many words of compose leave no doubt; where there are fewer, each is told by itself. */
const ENOUGH = 2;

/**
 * The `services` of a compose file under another name: it says nothing that this language alone has, and several things that compose
 * alone has. Undefined for every other file.
 */
export function servicesOfCompose(root: MapNode): MapEntry | undefined {
  const services = root.entries.get("services");
  if (services?.value.kind !== "map") return undefined;
  const more = [...root.entries.keys()].some((key) => !TOP.has(key) && !key.startsWith("x-"));
  const bodies = [...services.value.entries.values()].map(({ value }) => value).filter((body) => body.kind === "map");
  if (more || bodies.some(({ entries }) => OF_NANOKIT.some((key) => entries.has(key)))) return undefined;
  return bodies.flatMap(wordsOfCompose).length < ENOUGH ? undefined : services;
}

function wordsOfCompose({ entries }: MapNode): readonly string[] {
  const ports = entries.get("ports")?.value;
  const publishes =
    ports?.kind === "list" && ports.items.some((port) => port.kind === "scalar" && /\d:\d/.test(port.text));
  return [...OF_COMPOSE.filter((key) => entries.has(key)), ...(publishes ? ["ports"] : [])];
}
