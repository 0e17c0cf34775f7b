import { OTHER_SECURITY_GROUPS_MAX } from "../aws/network.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { closest } from "../schema/decode.js";
import { DEFAULT_NETWORK, type EnvironmentDocument, type ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { correctedName } from "./corrected-name.js";

/** Who may reach whom: whoever shares a network with a service may reach its port. */
export interface Reach {
  /** Networks of each service, sorted. */
  readonly networks: ReadonlyMap<string, readonly string[]>;
  /** Networks on which some service can be reached by another task, sorted. */
  readonly shared: readonly string[];
  /** Whether services find each other by name. */
  readonly names: boolean;
  /** The services that a service may reach, sorted. */
  readonly servers: ReadonlyMap<string, readonly string[]>;
  /** The part of each service in Service Connect. */
  readonly parts: ReadonlyMap<string, "client" | "server">;
}

type Services = ReadonlyMap<string, Entry<ServiceDocument>>;

/** Reads who may reach whom from `networks`, `port` and `expose`. Reports networks that do not exist, and more than a task can be on. */
export function resolveReach({ fields }: EnvironmentDocument, services: Services, diagnostics: Diagnostics): Reach {
  const known = new Set([DEFAULT_NETWORK, ...(fields.networks?.value.keys() ?? [])]);
  const networks = new Map([...services].map(([name, entry]) => [name, networksOf(entry, known, diagnostics)]));
  const names = fields.infra?.value.fields.discovery?.value !== "none";
  const jobs = [...(fields.cron?.value.values() ?? [])].some(({ value }) => value.value.fields.image !== undefined);
  const reach = { networks, names, shared: sharedNetworks(services, networks, jobs), ...partsOf(services, networks) };
  checkCount(reach.shared, services, networks, diagnostics);
  return names ? reach : { ...reach, parts: new Map() };
}

function networksOf(
  { value }: Entry<ServiceDocument>,
  known: ReadonlySet<string>,
  diagnostics: Diagnostics,
): readonly string[] {
  const { networks } = value.value.fields;
  if (!networks) return [DEFAULT_NETWORK];
  const names = [...known].sort();
  for (const written of networks.value) {
    const { value: name, location } = written;
    if (known.has(name)) continue;
    const params = { name, known: names, suggestion: closest(name, names) };
    diagnostics.report("NK340", location, params, [], correctedName(written, names));
  }
  return [...new Set(networks.value.map(({ value }) => value).filter((name) => known.has(name)))].sort();
}

function portOf(services: Services, name: string): number | undefined {
  const fields = services.get(name)?.value.value.fields;
  return (fields?.expose ?? fields?.port)?.value;
}

/** A network with a service that has a port, and anything beside it that could call. Jobs with an image are on the default network. */
function sharedNetworks(services: Services, networks: Reach["networks"], jobs: boolean): readonly string[] {
  const members = new Map<string, string[]>();
  for (const [service, names] of networks) {
    for (const name of names) members.set(name, [...(members.get(name) ?? []), service]);
  }
  return [...members]
    .filter(([, ofIt]) => ofIt.some((service) => portOf(services, service) !== undefined))
    .filter(([name, ofIt]) => ofIt.length > 1 || (jobs && name === DEFAULT_NETWORK))
    .map(([name]) => name)
    .sort();
}

function partsOf(services: Services, networks: Reach["networks"]): Pick<Reach, "servers" | "parts"> {
  const servers = new Map<string, readonly string[]>();
  const parts = new Map<string, "client" | "server">();
  for (const [service, own] of networks) {
    const neighbours = [...networks]
      .filter(([other, names]) => other !== service && names.some((name) => own.includes(name)))
      .map(([other]) => other);
    const withPort = neighbours.filter((other) => portOf(services, other) !== undefined);
    servers.set(service, withPort);
    if (portOf(services, service) !== undefined && neighbours.length > 0) parts.set(service, "server");
    else if (withPort.length > 0) parts.set(service, "client");
  }
  return { servers, parts };
}

function checkCount(
  shared: readonly string[],
  services: Services,
  networks: Reach["networks"],
  diagnostics: Diagnostics,
): void {
  for (const [service, names] of networks) {
    const count = names.filter((name) => shared.includes(name)).length;
    const written = services.get(service)?.value.value.fields.networks;
    if (count > OTHER_SECURITY_GROUPS_MAX && written) {
      diagnostics.report("NK341", written.location, { service, count, maximum: OTHER_SECURITY_GROUPS_MAX });
    }
  }
}
