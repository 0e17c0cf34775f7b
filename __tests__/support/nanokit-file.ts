import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** What a nanokit.yml says of who may reach whom, read without anything of the compiler. */
export interface Reading {
  /** By service. */
  readonly ports: ReadonlyMap<string, number>;
  /** What services listen on beside that, as rules have it: `9090`, `udp 9000-9000`, `tcp 8000-8010`. */
  readonly further: ReadonlyMap<string, readonly string[]>;
  /** The port that the load balancer leads to, by service. */
  readonly routed: ReadonlyMap<string, number>;
  /** By service. */
  readonly networks: ReadonlyMap<string, readonly string[]>;
  /** Services that the file publishes. */
  readonly published: ReadonlySet<string>;
  /** The security group of a load balancer that is there already, looked up where the file has no id. @default the stack makes one */
  readonly door?: string;
  /** Whether the stack makes a load balancer: for what it publishes, or for others. */
  readonly makesDoor: boolean;
  /** Who may reach databases that AWS runs: `client -> database:port`, sorted. */
  readonly inDatabases: readonly string[];
  /** Services with a volume, and `job` where a job with an image of its own has one. */
  readonly mounting: ReadonlySet<string>;
  /** The networks of cron jobs: of the service that one runs beside, or its own, by default `default`, for one with an image. */
  readonly jobs: ReadonlySet<string>;
  /** Whether services of other repositories may be on each network. */
  readonly others: boolean;
}

type Map_ = Readonly<Record<string, unknown>>;

/** Reads one environment of the nanokit.yml in a folder. Numbers may be variables, from `.env`, `case.json` or a default. */
export function readNanokitFile(folder: string, environment: string): Reading {
  return readNanokit(readFileSync(join(folder, "nanokit.yml"), "utf8"), environment, variablesOf(folder));
}

/** Reads one environment of the text of a nanokit.yml. */
export function readNanokit(
  text: string,
  environment: string,
  variables: ReadonlyMap<string, string> = new Map(),
): Reading {
  const document = asMap(load(text));
  const merged = asMap(merge(document, asMap(asMap(document.environments)[environment])));
  const databases = Object.entries(asMap(merged.databases)).map(([name, database]) => [name, asMap(database)] as const);
  const services = [
    ...Object.entries(asMap(merged.services)).map(([name, service]) => [name, asMap(service)] as const),
    ...databases.filter(([, one]) => one.managed !== true).map(([name, one]) => [name, serviceOf(one)] as const),
  ];
  const ports = services.flatMap(([name, service]) => {
    const { expose, port, ports: further } = service;
    const written = expose ?? port ?? entriesIn(further, variables).find((entry) => /^\d+$/.test(entry));
    return written === undefined || written === null ? [] : [[name, Number(filled(written, variables))] as const];
  });
  const own = new Map(ports);
  const further = services.flatMap(([name, service]) => {
    const others = entriesIn(service.ports, variables).filter((entry) => entry !== String(own.get(name)));
    return others.length === 0 ? [] : [[name, others] as const];
  });
  const routed = services.flatMap(([name, service]) => {
    const wanted = asMap(asMap(service.aws).targetGroup).port;
    const named = listIn(service.ports)
      .map(asMap)
      .find((entry) => entry.name === wanted);
    const port = notEmpty(wanted) ? Number(named?.port ?? wanted) : own.get(name);
    return port === undefined ? [] : [[name, port] as const];
  });
  const having = (key: string) => new Set(services.filter(([, one]) => notEmpty(one[key])).map(([name]) => name));
  const infra = asMap(merged.infra);
  const { arn, listenerArn, securityGroup, shared } = asMap(infra.loadBalancer);
  const door = notEmpty(arn ?? listenerArn)
    ? String(securityGroup)
    : shared === true
      ? "found load_balancer"
      : undefined;
  const published = having("host");
  const networks = new Map(services.map(([name, one]) => [name, textsIn(one.networks ?? ["default"])]));
  const jobs = Object.values(asMap(merged.cron)).map(asMap);
  return {
    ...(door !== undefined && { door }),
    makesDoor: door === undefined && (published.size > 0 || asMap(infra.provide).loadBalancer === true),
    others: infra.shared === true || asMap(infra.provide).discovery === true,
    ports: own,
    further: new Map(further),
    routed: new Map(routed),
    networks,
    published,
    inDatabases: databases
      .filter(([, { managed }]) => managed === true)
      .flatMap(([name, { engine }]) =>
        services
          .filter(([, one]) => dependsOn(one.depends_on, name))
          .map(([client]) => `${client} -> ${name}:${DATABASE_PORTS[String(engine)]}`),
      )
      .sort(),
    mounting: new Set([
      ...having("volumes"),
      ...(jobs.some(({ image, volumes }) => notEmpty(image) && notEmpty(volumes)) ? ["job"] : []),
    ]),
    jobs: new Set(
      jobs.flatMap(({ image, networks: own = ["default"], service }) =>
        notEmpty(image) ? textsIn(own) : (networks.get(String(service)) ?? []),
      ),
    ),
  };
}

/** The port of each engine. Sources: `EXPOSE` of their images. */
const DATABASE_PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  mariadb: 3306,
  mongo: 27017,
  redis: 6379,
  valkey: 6379,
};

/** A database as the service that it becomes: with a port, and with a volume. */
function serviceOf({ engine, networks }: Map_): Map_ {
  return { expose: DATABASE_PORTS[String(engine)], volumes: ["its own"], ...(networks !== undefined && { networks }) };
}

function dependsOn(written: unknown, name: string): boolean {
  return listIn(written).includes(name) || Object.hasOwn(asMap(written), name);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Entries of `ports`, as rules have them. */
function entriesIn(ports: unknown, variables: ReadonlyMap<string, string>): readonly string[] {
  return listIn(ports).map((entry) => {
    const { port = entry, protocol = "tcp" } = asMap(entry);
    const [numbers = "", behind = protocol] = filled(port, variables).split("/");
    const [from = "", to = from] = numbers.split("-");
    return behind !== "udp" && from === to ? from : `${behind === "udp" ? "udp" : "tcp"} ${from}-${to}`;
  });
}

function notEmpty(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** Maps merge, anything else replaces, and null takes away. */
function merge(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  const entries = keys.map((key) => [key, key in above ? merge(below[key], above[key]) : below[key]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function isMap(value: unknown): value is Map_ {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Map_ {
  return isMap(value) ? value : {};
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function filled(value: unknown, variables: ReadonlyMap<string, string>): string {
  return String(value).replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (_, name: string, otherwise: string | undefined) => {
    const found = variables.get(name) ?? otherwise;
    if (found === undefined) throw new Error(`${name} is not set`);
    return found;
  });
}

function variablesOf(folder: string): ReadonlyMap<string, string> {
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");
  const lines = [...read(".env").matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value] as const);
  const settings = asMap(JSON.parse(read("case.json") || "{}"));
  return new Map([
    ...lines,
    ...Object.entries(asMap(settings.env)).map(([name, value]) => [name, String(value)] as const),
  ]);
}
