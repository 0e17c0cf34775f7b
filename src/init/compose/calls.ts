import { PORTS } from "../../aws/ports.js";
import { reaches } from "../../resolve/reaches.js";
import { wordsOf } from "./command.js";
import { allVariables } from "./environment.js";
import type { ComposeProject } from "./project.js";
import { itemsOf, keysOf, type Node, textOf } from "./source.js";
import { translateVariables } from "./variables.js";

/** Below this, what stands behind a name and a colon is a port in a URL alone: `redis:8` is an image. */
const FIRST_PLAIN_PORT = 1024;

/** Reads in the variables and the commands of all services whom they call. */
export function callsOf(services: ReadonlyMap<string, Node>, project: ComposeProject): ComposeProject["calls"] {
  const counts = new Map<string, Map<number, number>>();
  for (const [caller, node] of services) {
    for (const text of textsIn(node, project)) {
      for (const [, before = "", host = "", digits] of text.matchAll(
        /(\/\/|@|^|[^\w.-])([A-Za-z][\w.-]*):(\d{2,5})(?!\d)/g,
      )) {
        const port = Number(digits);
        const isUrl = before === "//" || before === "@";
        const isPort = port >= (isUrl ? PORTS.minimum : FIRST_PLAIN_PORT) && port <= PORTS.maximum;
        if (!isPort || host === caller || !services.has(host)) continue;
        const ofHost = counts.get(host) ?? new Map<number, number>();
        counts.set(host, ofHost.set(port, (ofHost.get(port) ?? 0) + 1));
      }
    }
  }
  return new Map([...counts].map(([host, ports]) => [host, byCount(ports)]));
}

/** Variables whose value is a host when it is the name of a service. */
const HOST_NAME = /(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS|URL|URI|ENDPOINT|BROKER)S?$/i;

/**
 * The services that others need without saying so under `depends_on`: their variables name them as hosts, or `links` and `network_mode` do. ECS starts a task that
 * calls another only after it, as it would not find it else. No circle comes of it.
 */
export function impliedDependencies(
  services: ReadonlyMap<string, Node>,
  project: ComposeProject,
): ReadonlyMap<string, readonly string[]> {
  const edges = new Map([...services].map(([name, node]) => [name, new Set(dependenciesOf(node))]));
  const implied = new Map<string, readonly string[]>();
  for (const [caller, node] of services) {
    const own = edges.get(caller) ?? new Set();
    const found = [...new Set(hostsIn(node, services, project))].filter((host) => {
      const isNew = host !== caller && !own.has(host) && !project.oneShot.has(host) && !isOptional(services.get(host));
      if (!isNew || reaches(edges, host, caller) || reaches(edges, caller, host)) return false;
      own.add(host);
      return true;
    });
    if (found.length > 0) implied.set(caller, found);
  }
  return implied;
}

/** What `depends_on` names. */
export function dependenciesOf(service: Node): readonly string[] {
  const { value } = keysOf(service).get("depends_on") ?? {};
  return value?.kind === "map" ? [...keysOf(value).keys()] : itemsOf(value).map((item) => textOf(item.value) ?? "");
}

function isOptional(service: Node | undefined): boolean {
  return itemsOf(keysOf(service).get("profiles")?.value).length > 0;
}

function hostsIn(node: Node, services: ReadonlyMap<string, Node>, project: ComposeProject): readonly string[] {
  const keys = keysOf(node);
  const linked = itemsOf(keys.get("links")?.value).map(({ value }) => (textOf(value) ?? "").split(":")[0] ?? "");
  const shared = /^service:(.+)$/.exec(textOf(keys.get("network_mode")?.value) ?? "")?.[1] ?? "";
  const named = allVariables(keys, project).flatMap(({ name, value = "" }) => {
    const { resolved } = translateVariables(value, project.values);
    const urls = [...resolved.matchAll(/(?:\/\/|@)([A-Za-z][\w.-]*)(?=[:/?,]|$)/g)].map(([, host = ""]) => host);
    const [, alone = ""] = /^([A-Za-z][\w.-]*)(?::\d{2,5})?$/.exec(resolved) ?? [];
    return HOST_NAME.test(name) || alone !== resolved ? [...urls, alone] : urls;
  });
  return [...linked, shared, ...named].filter((host) => services.has(host));
}

function byCount(ports: ReadonlyMap<number, number>): readonly number[] {
  return [...ports].sort(([a, one], [b, other]) => other - one || a - b).map(([port]) => port);
}

/** The words of all variables and commands: what may be a name that a service calls. */
export function wordsIn(services: ReadonlyMap<string, Node>, project: ComposeProject): ReadonlySet<string> {
  const texts = [...services.values()].flatMap((node) => textsIn(node, project));
  return new Set(texts.flatMap((text) => text.match(/[A-Za-z0-9][\w.-]*/g) ?? []));
}

function textsIn(node: Node, project: ComposeProject): readonly string[] {
  const keys = keysOf(node);
  const variables = allVariables(keys, project).map(({ value = "" }) => value);
  const words = [keys.get("entrypoint"), keys.get("command")].flatMap((entry) => wordsOf(entry?.value));
  return [...variables, ...words].map((text) => translateVariables(text, project.values).resolved);
}
