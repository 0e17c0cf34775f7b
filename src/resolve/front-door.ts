import { isHostedZoneId, registeredDomain } from "../aws/hosts.js";
import { CERTIFICATE } from "../aws/load-balancer.js";
import {
  PLACES_BESIDE_OTHERS,
  PLACES_MIN,
  type Places,
  PROVIDED_PLACES,
  placesBesideOthers,
  roomIn,
  routeKey,
  routePriorities,
  routePriority,
  type ServiceRoute,
  SHARED_PLACES,
} from "../aws/route-priorities.js";
import {
  HTTPS_LISTENER_SETTINGS,
  LOAD_BALANCER_SETTINGS,
  TARGET_GROUP_SETTINGS,
  TARGET_HEALTH_SETTINGS,
} from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type {
  Certificate,
  Environment,
  ExistingLoadBalancer,
  LoadBalancer,
  Route,
  Service,
  TargetGroup,
} from "../model/project.js";
import type { AwsSettingsDocument } from "../schema/aws-settings.js";
import type { InfraDocument, ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import type { ResolveContext } from "./context.js";
import { type PublishedHost, publicHostsOf } from "./hosts.js";
import { routedPort } from "./ports.js";
import { provides } from "./provided.js";
import { writtenSettings } from "./settings.js";

type Infra = InfraDocument["fields"];

/**
 * How the internet reaches a service, by its `host`; undefined when it does not. Names of a developer's machine (`shop.localhost`) are
 * left out: they were never meant for the internet.
 */
export function resolveRoute(
  { key, value }: Entry<ServiceDocument>,
  port: number | undefined,
  context: ResolveContext,
): Route | undefined {
  const service = key.value;
  const hosts = publicHostsOf(service, context);
  if (hosts.length === 0 || port === undefined) return undefined;
  const places = placesOf(context.infra.fields);
  const { fields } = value.value;
  const written = fields.aws?.value.fields.targetGroup?.value.fields;
  const targetGroup = resolveTargetGroup(written);
  const routed = written?.port && routedPort(fields);
  return {
    hosts: hosts.map(({ name, path }) => {
      const one = { service, host: name, ...(path !== undefined && { path }) };
      const priority = routePriority(one, false, 0, places);
      return { name, ...(path !== undefined && { path }), priority };
    }),
    ...(routed !== undefined && routed !== port ? { port: routed } : {}),
    ...(targetGroup ? { targetGroup } : {}),
  };
}

type TargetGroupFields = NonNullable<AwsSettingsDocument["fields"]["targetGroup"]>["value"]["fields"];

function resolveTargetGroup(fields: TargetGroupFields = {}): TargetGroup | undefined {
  const { healthCheck, gracePeriod, deregistrationDelay, stickiness } = fields;
  const check = writtenSettings(TARGET_HEALTH_SETTINGS, healthCheck?.value.fields ?? {});
  const group = {
    ...(Object.keys(check).length > 0 ? { healthCheck: check } : {}),
    ...(gracePeriod ? { gracePeriod: gracePeriod.value } : {}),
    ...(deregistrationDelay ? { deregistrationDelay: deregistrationDelay.value } : {}),
    ...writtenSettings(TARGET_GROUP_SETTINGS, fields),
    ...(stickiness ? { stickiness: stickiness.value } : {}),
  };
  return Object.keys(group).length > 0 ? group : undefined;
}

/** The services, with the places of hosts and paths that meet another's at the one that is theirs alone put apart. */
export function withHostsApart(services: readonly Service[], { infra }: ResolveContext): readonly Service[] {
  const all = services.flatMap(({ name: service, route }) =>
    (route?.hosts ?? []).map(({ name: host, ...rest }) => ({ service, host, ...rest })),
  );
  const distinct = [...new Map(all.map((one) => [routeKey(one), one])).values()];
  const beside = placesOf(infra.fields);
  const places = new Set(distinct.map(({ priority }) => priority));
  const apart = places.size === distinct.length && distinct.every(({ path }) => path === undefined);
  if (apart && !beside?.leavesAlone) return services;
  if (beside && !beside.leavesAlone && lacksRoom(distinct, beside)) return services;
  const priorities = routePriorities(distinct, beside);
  return services.map((service) => {
    if (!service.route) return service;
    const hosts = service.route.hosts.map((host) => ({
      ...host,
      priority: priorities.get(routeKey({ ...host, host: host.name })) ?? host.priority,
    }));
    return { ...service, route: { ...service.route, hosts } };
  });
}

/** The places of rules on a listener that others have rules on too; undefined for one of the stack's alone. */
export function placesOf(infra: Infra): Places | undefined {
  if (!existingListener(infra)) return provides({ fields: infra }, "loadBalancer") ? PROVIDED_PLACES : undefined;
  const { priorities, shared } = infra.loadBalancer?.value.fields ?? {};
  const { from, to } = priorities?.value.fields ?? {};
  const written = from && to && isPlaceRange(from.value, to.value);
  const places = placesBesideOthers(written ? { from: from.value, to: to.value } : PLACES_BESIDE_OTHERS);
  if (!shared?.value) return places;
  return written ? { ...SHARED_PLACES, ...places } : SHARED_PLACES;
}

/** Whether rules can be spread over these priorities. */
export function isPlaceRange(from: number, to: number): boolean {
  return to - from + 1 >= PLACES_MIN;
}

/** Whether there are more routes than have room for certain. */
export function lacksRoom(routes: readonly Pick<ServiceRoute, "host">[], places: Places): boolean {
  const wildcards = routes.filter(({ host }) => host.startsWith("*.")).length;
  const room = roomIn(places);
  return wildcards > room.wildcards || routes.length - wildcards > room.exact;
}

/** The hosts of all services that the internet reaches. */
export function publishedHosts(services: readonly Service[], context: ResolveContext): readonly PublishedHost[] {
  return services
    .filter(({ route }) => route)
    .flatMap(({ name }) => publicHostsOf(name, context).map((host) => ({ ...host, service: name })));
}

/** The load balancer in front of all services with a public host, of this file or of components; undefined when there is none. */
export function resolveLoadBalancer(services: readonly Service[], context: ResolveContext): LoadBalancer | undefined {
  const hosts = publishedHosts(services, context);
  const [first] = hosts;
  const { fields } = context.infra;
  const provided = provides(context.infra, "loadBalancer");
  if (!first && !provided) return undefined;
  const zone = first && hostedZoneOf(first, fields);
  const existing = resolveExisting(fields);
  const certificate = resolveCertificate(hosts, fields);
  const others = otherCertificates(fields);
  const accessLogs = resolveAccessLogs(fields);
  const waf = fields.loadBalancer?.value.fields.waf;
  return {
    ...(existing && { existing }),
    ...(provided ? { provided } : {}),
    ...(fields.loadBalancer?.value.fields.internal?.value ? { internal: true } : {}),
    ...(waf && { webAclArn: waf.value }),
    ...(accessLogs ? { accessLogs } : {}),
    ...(certificate ? { certificate } : {}),
    ...(others && { otherCertificates: others }),
    ...(zone === undefined ? {} : { hostedZone: zone }),
    ...writtenSettings(
      { ...LOAD_BALANCER_SETTINGS, ...HTTPS_LISTENER_SETTINGS },
      fields.loadBalancer?.value.fields ?? {},
    ),
  };
}

/**
 * The certificates beside the first one of the listener, sorted. On the load balancer of another repository that is each one that the file
 * names, as nobody else adds it.
 */
function otherCertificates({ certificateArn, certificateArns, loadBalancer }: Infra): readonly string[] | undefined {
  const first = loadBalancer?.value.fields.shared?.value ? certificateArn : undefined;
  if (!first && !certificateArns) return undefined;
  const all = [...(first ? [first] : []), ...(certificateArns?.value ?? [])];
  return [...new Set(all.map(({ value }) => value))].sort();
}

/** The load balancer that is there already; undefined where one is made. */
function resolveExisting(infra: Infra): ExistingLoadBalancer | undefined {
  const listener = existingListener(infra);
  if (!listener) return undefined;
  const { arn, listenerArn, securityGroup } = infra.loadBalancer?.value.fields ?? {};
  const https = listener === "https";
  const named = listenerArn ?? arn;
  if (!named || !securityGroup) return { https };
  const names = listenerArn ? "listener" : "loadBalancer";
  return { https, named: { names, arn: named.value, securityGroupId: securityGroup.value } };
}

/** Whether the load balancer is one that is there already, and whether its listener is that for HTTPS. */
export function existingListener({ loadBalancer }: Infra): "https" | "http" | undefined {
  const { arn, listenerArn, shared, https } = loadBalancer?.value.fields ?? {};
  if (!arn && !listenerArn && !shared?.value) return undefined;
  return https?.value === false ? "http" : "https";
}

/** `infra.loadBalancer.accessLogs` in its long form. */
export function writtenAccessLogs({ loadBalancer }: Infra): {
  readonly bucket?: Located<string>;
  readonly prefix?: Located<string>;
} {
  const logs = loadBalancer?.value.fields.accessLogs;
  if (!logs) return {};
  return typeof logs.value === "string" ? { bucket: { ...logs, value: logs.value } } : logs.value.fields;
}

function resolveAccessLogs(infra: Infra): LoadBalancer["accessLogs"] {
  const { bucket, prefix } = writtenAccessLogs(infra);
  return bucket && { bucket: bucket.value, ...(prefix && { prefix: prefix.value }) };
}

/** `infra.hostedZone`, in whichever form it is written. */
export function writtenHostedZone({ hostedZone }: Infra): {
  readonly name?: Located<string>;
  readonly id?: Located<string>;
  readonly roleArn?: Located<string>;
} {
  if (!hostedZone) return {};
  if (typeof hostedZone.value !== "string") return hostedZone.value.fields;
  const named = { ...hostedZone, value: hostedZone.value };
  return isHostedZoneId(named.value) ? { id: named } : { name: named };
}

/** The Route 53 zone that all hosts are in, by its id or its name: the one named, or a guess. Undefined where DNS is someone else's. */
export function hostedZoneOf(first: PublishedHost, infra: Infra): string | undefined {
  if (infra.dns?.value !== "aws") return undefined;
  const { id, name } = writtenHostedZone(infra);
  return (id ?? name)?.value ?? registeredDomain(first.name);
}

/** The role for the zone. It stays while it is written, as records that go are destroyed by it. */
export function resolveDnsRole(infra: Infra): Pick<Environment, "dnsRoleArn"> {
  const { roleArn } = writtenHostedZone(infra);
  return roleArn ? { dnsRoleArn: roleArn.value } : {};
}

/**
 * The certificate named, or else one that Route 53 can prove. Without either, a load balancer that is made has no HTTPS; one that is there
 * already has its own certificate.
 */
function resolveCertificate(hosts: readonly PublishedHost[], infra: Infra): Certificate | undefined {
  const { certificateArn, dns } = infra;
  const [first] = hosts;
  if (existingListener(infra) === "http") return undefined;
  if (certificateArn) return { kind: "existing", arn: certificateArn.value };
  if (dns?.value !== "aws" || !first) return undefined;
  const domains = distinctNames(hosts);
  return { kind: "managed", domains: [...new Set([commonName(domains) ?? first.name, ...domains])] };
}

/** The names of hosts, sorted. */
export function distinctNames(hosts: readonly PublishedHost[]): readonly string[] {
  return [...new Set(hosts.map(({ name }) => name))].sort();
}

/** The first of the names that is short enough to be the first of a certificate. */
export function commonName(domains: readonly string[]): string | undefined {
  return domains.find((domain) => domain.length <= CERTIFICATE.firstDomainMax);
}
