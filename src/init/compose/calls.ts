import { serverPorts } from "../../aws/images/index.js";
import { PORTS } from "../../aws/ports.js";
import { reaches } from "../../resolve/reaches.js";
import { wordsOf } from "./command.js";
import { allVariables } from "./environment.js";
import { outsidePorts } from "./ports.js";
import type { ComposeProject } from "./project.js";
import { itemsOf, keysOf, type Node, textOf } from "./source.js";
import { translateVariables } from "./variables.js";

/** Below this, what stands behind a name and a colon is a port in a URL alone: `redis:8` is an image. */
const FIRST_PLAIN_PORT = 1024;

/** Ports of URLs that name none. Source: IANA, Service Name and Transport Protocol Port Number Registry. */
const PORTS_OF_SCHEMES: ReadonlyMap<string, number> = new Map([
  ["amqp", 5672],
  ["http", 80],
  ["mariadb", 3306],
  ["mongodb", 27017],
  ["mysql", 3306],
  ["nats", 4222],
  ["postgres", 5432],
  ["postgresql", 5432],
  ["redis", 6379],
]);

/** Reads in the variables and the commands of all services whom they call. */
export function callsOf(services: ReadonlyMap<string, Node>, project: ComposeProject): ComposeProject["calls"] {
  const counts = new Map<string, Map<number, number>>();
  const count = (host: string, port: number) => {
    const ofHost = counts.get(host) ?? new Map<number, number>();
    counts.set(host, ofHost.set(port, (ofHost.get(port) ?? 0) + 1));
  };
  const further: [host: string, port: number][] = [];
  for (const [caller, node] of services) {
    further.push(...schemeCalls(caller, node, project));
    for (const [host, port] of pairedCalls(caller, node, project)) {
      const callee = services.get(host);
      // The port outside is no port of the container: such a call fails in compose too.
      if (callee && !outsidePorts(callee, project).includes(port)) count(host, port);
    }
    for (const text of textsIn(node, project)) {
      for (const [, before = "", host = "", digits] of text.matchAll(
        /(\/\/|@|^|[^\w.-])([A-Za-z][\w.-]*):(\d{2,5})(?!\d)/g,
      )) {
        const port = Number(digits);
        const isUrl = before === "//" || before === "@";
        const isPort = port >= (isUrl ? PORTS.minimum : FIRST_PLAIN_PORT) && port <= PORTS.maximum;
        if (!isPort || host === caller || !services.has(host)) continue;
        count(host, port);
      }
    }
  }
  // What the kind of a URL tells counts where nothing else does.
  const known = (host: string) => {
    const keys = keysOf(services.get(host));
    const image = translateVariables(textOf(keys.get("image")?.value) ?? "", project.values).resolved;
    const written = [...itemsOf(keys.get("ports")?.value), ...itemsOf(keys.get("expose")?.value)];
    return written.length > 0 || counts.has(host) || serverPorts(image).length > 0;
  };
  for (const [host, port] of further.filter(([one]) => services.has(one) && !known(one))) count(host, port);
  return new Map([...counts].map(([host, ports]) => [host, byCount(ports)]));
}

/** Calls that two variables tell of: `DB_HOST` with a `DB_PORT`. */
function pairedCalls(caller: string, node: Node, project: ComposeProject): readonly [host: string, port: number][] {
  const variables = new Map(
    allVariables(keysOf(node), project).map(
      ({ name, value = "" }) => [name, translateVariables(value, project.values).resolved] as const,
    ),
  );
  return [...variables].flatMap(([name, host]): readonly [string, number][] => {
    const port = Number(variables.get(name.replace(/HOST(?:NAME)?$/, "PORT")) ?? Number.NaN);
    const isPort = Number.isInteger(port) && port >= PORTS.minimum && port <= PORTS.maximum;
    return /HOST(?:NAME)?$/.test(name) && isPort && host !== caller ? [[host, port]] : [];
  });
}

/** Calls by URLs that name no port, at the one of their kind. */
function schemeCalls(caller: string, node: Node, project: ComposeProject): readonly [host: string, port: number][] {
  return textsIn(node, project).flatMap((text) =>
    [...text.matchAll(/\b([a-z]+)(?:\+\w+)?:\/\/(?:[^@/\s]*@)?([A-Za-z][\w.-]*)(?=[/?\s]|$)/g)].flatMap(
      ([, scheme = "", host = ""]): readonly [string, number][] => {
        const port = PORTS_OF_SCHEMES.get(scheme);
        return port === undefined || host === caller ? [] : [[host, port]];
      },
    ),
  );
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

/** The services that others name as hosts, in their variables or under `links`. */
export function namedHosts(services: ReadonlyMap<string, Node>, project: ComposeProject): ReadonlySet<string> {
  return new Set(
    [...services].flatMap(([caller, node]) => calledIn(node, services, project).filter((host) => host !== caller)),
  );
}

/** Whom a service calls, and of whom it has the network or the mounts. */
function hostsIn(node: Node, services: ReadonlyMap<string, Node>, project: ComposeProject): readonly string[] {
  const keys = keysOf(node);
  const shared = /^service:(.+)$/.exec(textOf(keys.get("network_mode")?.value) ?? "")?.[1] ?? "";
  const mounted = namesUnder(keys.get("volumes_from")?.value);
  return [...calledIn(node, services, project), ...[shared, ...mounted].filter((host) => services.has(host))];
}

/** The services under `links` or `volumes_from`, which say more of each behind a colon. */
function namesUnder(list: Node | undefined): readonly string[] {
  return itemsOf(list).map(({ value }) => (textOf(value) ?? "").split(":")[0] ?? "");
}

function calledIn(node: Node, services: ReadonlyMap<string, Node>, project: ComposeProject): readonly string[] {
  const keys = keysOf(node);
  const named = allVariables(keys, project).flatMap(({ name, value = "" }) => {
    const { resolved } = translateVariables(value, project.values);
    const urls = [...resolved.matchAll(/(?:\/\/|@)([A-Za-z][\w.-]*)(?=[:/?,]|$)/g)].map(([, host = ""]) => host);
    const [, alone = ""] = /^([A-Za-z][\w.-]*)(?::\d{2,5})?$/.exec(resolved) ?? [];
    return HOST_NAME.test(name) || alone !== resolved ? [...urls, alone] : urls;
  });
  return [...namesUnder(keys.get("links")?.value), ...named].filter((host) => services.has(host));
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
