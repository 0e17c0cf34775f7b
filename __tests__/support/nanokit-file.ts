import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** What a nanokit.yml says of who may reach whom, read without anything of the compiler. */
export interface Reading {
  /** By service. */
  readonly ports: ReadonlyMap<string, number>;
  /** By service. */
  readonly networks: ReadonlyMap<string, readonly string[]>;
  /** Services that the file publishes. */
  readonly published: ReadonlySet<string>;
  /** The security group of a load balancer that is there already. @default the stack makes one */
  readonly door?: string;
  /** Services with a volume. */
  readonly mounting: ReadonlySet<string>;
  /** The networks of cron jobs: of the service that one runs beside, or `default` for one with an image of its own. */
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
  const services = Object.entries(asMap(merged.services)).map(([name, service]) => [name, asMap(service)] as const);
  const ports = services.flatMap(([name, { expose, port }]) => {
    const written = expose ?? port;
    return written === undefined || written === null ? [] : [[name, Number(filled(written, variables))] as const];
  });
  const having = (key: string) => new Set(services.filter(([, one]) => notEmpty(one[key])).map(([name]) => name));
  const infra = asMap(merged.infra);
  const { arn, listenerArn, securityGroup } = asMap(infra.loadBalancer);
  const networks = new Map(services.map(([name, one]) => [name, textsIn(one.networks ?? ["default"])]));
  const jobs = Object.values(asMap(merged.cron)).map(asMap);
  return {
    ...(notEmpty(arn ?? listenerArn) && { door: String(securityGroup) }),
    others: infra.shared === true || asMap(infra.provide).discovery === true,
    ports: new Map(ports),
    networks,
    published: having("host"),
    mounting: having("volumes"),
    jobs: new Set(
      jobs.flatMap(({ image, service }) => (notEmpty(image) ? ["default"] : (networks.get(String(service)) ?? []))),
    ),
  };
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
