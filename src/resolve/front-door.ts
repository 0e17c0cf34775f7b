import { hostPriority, hostProblem, isInZone, isLocalHost, registeredDomain, sameHost } from "../aws/hosts.js";
import { type ServerPort, serverPorts } from "../aws/images/index.js";
import { CERTIFICATE, certificateRegion, LOAD_BALANCER_SUBNETS, RULES_MAX } from "../aws/load-balancer.js";
import { parseCidr, SUBNET_NEW_BITS } from "../aws/network.js";
import { type Fix, replaceText, writtenAt } from "../diagnostics/fix.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Certificate, LoadBalancer, Network, Route, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import type { Context } from "./context.js";

/** A host as the file has it, in lower case. */
interface WrittenHost {
  readonly name: string;
  readonly location: SourceLocation;
}

/** The members of `host`, each at its own place where that can be told. */
function hostsIn(field: Located<string>): readonly WrittenHost[] {
  const { file, start, end } = field.location;
  // Quotes, escapes or a variable may stand between the value and the file.
  const shift = file.text.slice(start, end).indexOf(field.value);
  let at = 0;
  return field.value.split(",").map((part) => {
    const name = part.trim().toLowerCase();
    const from = start + shift + at + part.indexOf(part.trim());
    at += part.length + 1;
    const known = shift >= 0 && name !== "";
    return { name, location: known ? { file, start: from, end: from + name.length } : field.location };
  });
}

/** The hosts of a service that can be published, each once. */
function publicHostsOf(service: string, { services }: Context): readonly WrittenHost[] {
  const field = services.get(service)?.value.value.fields.host;
  const sound = (field ? hostsIn(field) : []).filter(({ name }) => !isLocalHost(name) && !hostProblem(name));
  return [...new Map(sound.map((host) => [host.name, host])).values()];
}

/**
 * How the internet reaches a service, by its `host`; undefined when it does not. Names of a developer's machine (`shop.localhost`) are
 * left out with a warning: they were never meant for the internet.
 */
export function resolveRoute(
  entry: Entry<ServiceDocument>,
  port: number | undefined,
  context: Context,
): Route | undefined {
  const { fields, written } = entry.value.value;
  const service = entry.key.value;
  if (!fields.host) return undefined;
  for (const host of hostsIn(fields.host)) checkHost(host, service, context);
  const hosts = publicHostsOf(service, context);
  if (hosts.length === 0) return undefined;
  if (port === undefined) {
    const wrong = written.has("port") || written.has("expose");
    if (!wrong) context.diagnostics.report("NK441", fields.host.location, { service });
    return undefined;
  }
  checkProtocol(entry, port, context);
  return { hosts: hosts.map(({ name }) => ({ name, priority: hostPriority(service, name) })) };
}

function checkHost({ name, location }: WrittenHost, service: string, { environment, diagnostics }: Context): void {
  const problem = hostProblem(name);
  // `localhost` alone has no dot, and is what it is all the same.
  if (isLocalHost(name) && (!problem || name === "localhost")) {
    diagnostics.report("NK444", location, { host: name, service, environment });
  } else if (problem) {
    const params = { host: name, reason: problem.reason, instead: problem.help };
    diagnostics.report("NK440", location, params, [], publishable(name, location));
  }
}

function publishable(name: string, location: SourceLocation): Fix | undefined {
  const host = sameHost(name);
  const written = writtenAt(location);
  return host !== undefined && written.toLowerCase() === name ? replaceText(location, written, host) : undefined;
}

/** Refuses servers that are known to speak something else than HTTP: the load balancer could not pass it on. */
function checkProtocol(entry: Entry<ServiceDocument>, port: number, { diagnostics }: Context): void {
  const { host, image } = entry.value.value.fields;
  const ports = image ? serverPorts(image.value) : [];
  const known = ports.filter((one) => one.port === port);
  // On a port that it was told to use, a server may speak any of its protocols.
  if (!host || !image || ports.length === 0 || (known.length > 0 ? known : ports).some(isHttp)) return;
  diagnostics.report("NK454", host.location, { service: entry.key.value, image: image.value, port });
}

function isHttp({ scheme }: ServerPort): boolean {
  return scheme === "http" || scheme === "https";
}

/** A host that is published, and by whom. */
interface PublishedHost extends WrittenHost {
  readonly service: string;
}

/** The load balancer in front of all services with a public host; undefined when there is none. */
export function resolveLoadBalancer(
  services: readonly Service[],
  network: Network,
  context: Context,
): LoadBalancer | undefined {
  const hosts = services
    .filter(({ route }) => route)
    .flatMap(({ name }) => publicHostsOf(name, context).map((host) => ({ ...host, service: name })));
  const [first] = hosts;
  if (!first) {
    reportUnused(context);
    return undefined;
  }
  checkDistinctHosts(hosts, context);
  checkSubnets(first.service, network, context);
  const hostedZone = resolveHostedZone(first, hosts, context);
  const certificate = resolveCertificate(first, hosts, context);
  reportDns(first, hosts, context);
  return { ...(certificate ? { certificate } : {}), ...(hostedZone === undefined ? {} : { hostedZone }) };
}

/** Settings of a load balancer that is not there; nothing when a host was meant to be published and is only wrong. */
function reportUnused({ infra, services, environment, diagnostics }: Context): void {
  const meant = [...services.values()].some(({ value }) => {
    const { host } = value.value.fields;
    return value.value.written.has("host") && (!host || hostsIn(host).some(({ name }) => !isLocalHost(name)));
  });
  if (meant) return;
  for (const key of ["dns", "hostedZone", "certificateArn"] as const) {
    const field = infra.fields[key];
    if (field) diagnostics.report("NK926", field.location, { key, environment });
  }
}

function checkDistinctHosts(hosts: readonly PublishedHost[], { diagnostics }: Context): void {
  const byName = new Map<string, PublishedHost>();
  const byPriority = new Map<number, PublishedHost>();
  for (const host of hosts) {
    const { name, service, location } = host;
    const same = byName.get(name);
    if (same) {
      const params = { host: name, service, other: same.service };
      diagnostics.report("NK442", location, params, [{ message: "the other service", location: same.location }]);
      continue;
    }
    byName.set(name, host);
    const priority = hostPriority(service, name);
    const near = byPriority.get(priority);
    if (near) {
      const params = { host: name, service, otherHost: near.name, other: near.service, priority };
      diagnostics.report("NK443", location, params, [{ message: "the other host", location: near.location }]);
    }
    byPriority.set(priority, near ?? host);
  }
  const last = [...byName.values()].at(-1);
  if (last && byName.size > RULES_MAX) {
    diagnostics.report("NK452", last.location, { count: byName.size, limit: RULES_MAX });
  }
}

/** What the file says of subnets must do for a load balancer; subnets that Terraform finds are checked when it plans. */
function checkSubnets(service: string, network: Network, { infra, diagnostics }: Context): void {
  const { zones, subnets, cidr } = infra.fields;
  if (network.kind === "existing") {
    const [only, another] = network.subnetIds;
    if (subnets && only !== undefined && another === undefined) {
      diagnostics.report("NK446", subnets.location, { service, what: `\`subnets\` names only ${only}` });
    }
    return;
  }
  const [only, another] = network.zones;
  if (zones && only !== undefined && another === undefined) {
    diagnostics.report("NK446", zones.location, { service, what: `\`zones\` names only ${only}` });
  }
  const longest = LOAD_BALANCER_SUBNETS.longestPrefix - SUBNET_NEW_BITS;
  if (cidr && (parseCidr(network.cidr)?.prefix ?? 0) > longest) {
    diagnostics.report("NK447", cidr.location, { cidr: network.cidr, service, longest });
  }
}

/** The Route 53 zone that all hosts are in; undefined where DNS is someone else's. */
function resolveHostedZone(
  first: PublishedHost,
  hosts: readonly PublishedHost[],
  { infra, diagnostics }: Context,
): string | undefined {
  const { dns, hostedZone } = infra.fields;
  if (dns?.value !== "aws") {
    if (hostedZone) diagnostics.report("NK449", hostedZone.location, { zone: hostedZone.value });
    return undefined;
  }
  const zone = hostedZone?.value ?? registeredDomain(first.name);
  const guessed = hostedZone === undefined;
  const related = guessed
    ? { message: "the first host", location: first.location }
    : { message: "the zone", location: hostedZone.location };
  const outside = hosts.filter(({ name }) => !isInZone(name, zone));
  for (const { name, location } of outside) {
    diagnostics.report("NK448", location, { host: name, zone, guessed }, [related]);
  }
  if (guessed && !infra.written.has("hostedZone")) diagnostics.report("NK928", dns.location, { zone });
  return zone;
}

/** The certificate named, or else one that Route 53 can prove. Without either, there is no HTTPS. */
function resolveCertificate(
  first: PublishedHost,
  hosts: readonly PublishedHost[],
  { infra, environment, diagnostics }: Context,
): Certificate | undefined {
  const { certificateArn, region, dns } = infra.fields;
  if (certificateArn) {
    const certificateIn = certificateRegion(certificateArn.value) ?? "";
    if (region && region.value !== certificateIn) {
      const params = { certificateRegion: certificateIn, region: region.value };
      diagnostics.report("NK450", certificateArn.location, params, [
        { message: "the region", location: region.location },
      ]);
    }
    return { kind: "existing", arn: certificateArn.value };
  }
  if (dns?.value !== "aws") {
    if (!infra.written.has("certificateArn")) diagnostics.report("NK445", first.location, { environment });
    return undefined;
  }
  const domains = [...new Set(hosts.map(({ name }) => name))].sort();
  const common = domains.find((domain) => domain.length <= CERTIFICATE.firstDomainMax);
  if (common === undefined) diagnostics.report("NK451", first.location, { limit: CERTIFICATE.firstDomainMax });
  if (domains.length > CERTIFICATE.domains) {
    diagnostics.report("NK453", dns.location, { count: domains.length, limit: CERTIFICATE.domains });
  }
  return { kind: "managed", domains: [...new Set([common ?? first.name, ...domains])] };
}

function reportDns(first: PublishedHost, hosts: readonly PublishedHost[], { infra, diagnostics }: Context): void {
  const { dns } = infra.fields;
  if (dns?.value === "aws" || (!dns && infra.written.has("dns"))) return;
  const names = [...new Set(hosts.map(({ name }) => name))].sort();
  diagnostics.report("NK925", dns?.location ?? first.location, { dns: dns?.value, hosts: names });
}
