import type { Located } from "../diagnostics/source.js";
import { DEFAULT_NETWORK, type EnvironmentDocument, type ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { listens, ownPort } from "./own-port.js";
import { provides } from "./provided.js";

/** Who may reach whom: whoever shares a network with a service may reach its ports. */
export interface Reach {
  /** Networks of each service, sorted. */
  readonly networks: ReadonlyMap<string, readonly string[]>;
  /** Networks of each job with an image of its own, sorted. */
  readonly jobs: ReadonlyMap<string, readonly string[]>;
  /** Networks on which some service can be reached by another task, sorted. */
  readonly shared: readonly string[];
  /** Whether services find each other by name. */
  readonly names: boolean;
  /** The services that some other one may reach by name, sorted. */
  readonly reachable: readonly string[];
  /** The services that a service may reach by name, sorted. */
  readonly serversOf: (service: string) => readonly string[];
  /** The part of each service in Service Connect. */
  readonly parts: ReadonlyMap<string, "client" | "server">;
  /** Whether what is on these networks runs in private subnets: there are some, and all of them are private. */
  readonly isPrivate: (networks: readonly string[]) => boolean;
}

type Services = ReadonlyMap<string, Entry<ServiceDocument>>;

/**
 * Reads who may reach whom from `networks`, `port`, `expose` and `ports`.
 *
 * @param isComponent whether the file is one of several repositories that may share what the one without a component makes
 */
export function resolveReach(document: EnvironmentDocument, services: Services, isComponent = false): Reach {
  const { fields } = document;
  const known = new Set(networkNames(document));
  const networks = new Map([...services].map(([name, entry]) => [name, networksOf(entry, known)]));
  const names = fields.infra?.value.fields.discovery?.value !== "none";
  const jobs = imageJobs(document, known);
  const isPrivate = privateBy(document);
  const others = othersOn(document, networks, jobs, isComponent);
  const shared = others ?? sharedNetworks(services, networks, callers(document, jobs, networks));
  const reach = { networks, jobs, names, shared, isPrivate, ...partsOf(services, networks, others !== undefined) };
  return names ? reach : { ...reach, parts: new Map() };
}

/**
 * The networks on which services of other repositories may be, sorted; undefined where there are none. A component that shares the
 * infrastructure is on those that it uses, and whoever provides them has all of them.
 */
function othersOn(
  document: EnvironmentDocument,
  networks: Reach["networks"],
  jobs: Reach["jobs"],
  isComponent: boolean,
): readonly string[] | undefined {
  const infra = document.fields.infra?.value;
  if (infra && provides(infra, "discovery")) return networkNames(document);
  if (!isComponent || !infra?.fields.shared?.value) return undefined;
  return [...new Set([...networks.values(), ...jobs.values()].flat())].sort();
}

/** The networks that a service can be on, sorted. */
export function networkNames({ fields }: EnvironmentDocument): readonly string[] {
  return [...new Set([DEFAULT_NETWORK, ...(fields.networks?.value.keys() ?? [])])].sort();
}

/** The networks of each job with an image of its own. */
function imageJobs({ fields }: EnvironmentDocument, known: ReadonlySet<string>): Reach["jobs"] {
  const jobs = [...(fields.cron?.value ?? [])].filter(([, { value }]) => value.value.fields.image !== undefined);
  return new Map(jobs.map(([name, { value }]) => [name, joined(value.value.fields.networks?.value, known)]));
}

/** The networks of each job that may call a service: of those with an image, and of those that run as a service and say whom they call. */
function callers(
  { fields }: EnvironmentDocument,
  jobs: Reach["jobs"],
  networks: Reach["networks"],
): readonly (readonly string[])[] {
  const ofServices = [...(fields.cron?.value.values() ?? [])].flatMap(({ value }) => {
    const { service, image, depends_on: called } = value.value.fields;
    return service && !image && called ? [networks.get(service.value) ?? []] : [];
  });
  return [...jobs.values(), ...ofServices];
}

function privateBy({ fields }: EnvironmentDocument): Reach["isPrivate"] {
  const isPrivate = (name: string) =>
    fields.networks?.value.get(name)?.value.value.fields.visibility?.value === "private";
  return (networks) => networks.length > 0 && networks.every(isPrivate);
}

function networksOf({ value }: Entry<ServiceDocument>, known: ReadonlySet<string>): readonly string[] {
  return joined(value.value.fields.networks?.value, known);
}

function joined(written: readonly Located<string>[] | undefined, known: ReadonlySet<string>): readonly string[] {
  if (!written) return [DEFAULT_NETWORK];
  return [...new Set(written.map(({ value }) => value).filter((name) => known.has(name)))].sort();
}

/** Whether a service has a port that others find by its name. */
function isNamed(services: Services, name: string): boolean {
  const fields = services.get(name)?.value.value.fields;
  return fields !== undefined && ownPort(fields) !== undefined;
}

/** Whether a service has a port that others may reach, by name or not. */
function isOpen(services: Services, name: string): boolean {
  const fields = services.get(name)?.value.value.fields;
  return fields !== undefined && listens(fields);
}

/** The services on each network, sorted. */
function membersOf(networks: Reach["networks"]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const [service, names] of networks) {
    for (const name of names) {
      const before = members.get(name);
      if (before) before.push(service);
      else members.set(name, [service]);
    }
  }
  return members;
}

/** A network with a service that has a port, and anything beside it that could call: another service, or a job. */
function sharedNetworks(
  services: Services,
  networks: Reach["networks"],
  jobs: readonly (readonly string[])[],
): readonly string[] {
  return [...membersOf(networks)]
    .filter(([, ofIt]) => ofIt.some((service) => isOpen(services, service)))
    .filter(([name, ofIt]) => ofIt.length > 1 || jobs.some((one) => one.includes(name)))
    .map(([name]) => name)
    .sort();
}

/** Once for each set of networks: two thousand services on one of them are four million pairs. */
function partsOf(
  services: Services,
  networks: Reach["networks"],
  others: boolean,
): Pick<Reach, "serversOf" | "parts" | "reachable"> {
  const members = membersOf(networks);
  const withPort = new Map<string, readonly string[]>();
  const serversBeside = (own: readonly string[]) => {
    const key = own.join(" ");
    const found = withPort.get(key) ?? serversOn(own, members, services);
    withPort.set(key, found);
    return found;
  };
  const serversOf = (service: string) =>
    serversBeside(networks.get(service) ?? []).filter((other) => other !== service);
  const parts = new Map<string, "client" | "server">();
  for (const [service, own] of networks) {
    const isServer = isNamed(services, service);
    const isBesideOthers = others && own.length > 0;
    if (isServer && (isBesideOthers || own.some((name) => (members.get(name)?.length ?? 0) > 1)))
      parts.set(service, "server");
    else if (!isServer && (isBesideOthers || serversBeside(own).length > 0)) parts.set(service, "client");
  }
  const reachable = [...parts].flatMap(([service, part]) => (part === "server" ? [service] : [])).sort();
  return { serversOf, parts, reachable };
}

/** The services on some of the networks that others find by name, sorted. */
function serversOn(
  own: readonly string[],
  members: ReadonlyMap<string, readonly string[]>,
  services: Services,
): readonly string[] {
  const all = own.flatMap((name) => members.get(name) ?? []);
  return [...new Set(all)].filter((service) => isNamed(services, service)).sort();
}
