import { hostPriority, isInZone, registeredDomain } from "../aws/hosts.js";
import { CERTIFICATE, certificateRegion } from "../aws/load-balancer.js";
import type { Certificate, LoadBalancer, Network, Route, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import type { Context } from "./context.js";
import { hostsIn, type PublishedHost, publicHostsOf } from "./hosts.js";
import { checkDistinctHosts, checkHost, checkProtocol } from "./rules/hosts.js";
import { checkSubnets, noteDns, noteUnusedSettings } from "./rules/load-balancer.js";

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
    noteUnusedSettings(context);
    return undefined;
  }
  checkDistinctHosts(hosts, context);
  checkSubnets(first.service, network, context);
  const hostedZone = resolveHostedZone(first, hosts, context);
  const certificate = resolveCertificate(first, hosts, context);
  noteDns(first, hosts, context);
  return { ...(certificate ? { certificate } : {}), ...(hostedZone === undefined ? {} : { hostedZone }) };
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
