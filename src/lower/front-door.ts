import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Construct } from "constructs";
import { isHostedZoneId } from "../aws/hosts.js";
import { balancerId, GRACE_SECONDS, publicUrl, speaksHttps } from "../aws/load-balancer.js";
import { loadBalancerGroupName, loadBalancerName, nameScope, targetGroupName } from "../aws/names.js";
import {
  CONTAINER_SETTINGS,
  HTTPS_LISTENER_SETTINGS,
  LOAD_BALANCER_SETTINGS,
  TARGET_GROUP_SETTINGS,
  TARGET_HEALTH_SETTINGS,
} from "../aws/settings.js";
import type { FargateService } from "../constructs/fargate-service.js";
import { HostRoute } from "../constructs/host-route.js";
import { HostedZone } from "../constructs/hosted-zone.js";
import { LoadBalancer, type LoadBalancerProps } from "../constructs/load-balancer.js";
import type { ILoadBalancer } from "../constructs/load-balancer-base.js";
import { ManagedCertificate } from "../constructs/managed-certificate.js";
import type { INetwork } from "../constructs/network.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type {
  Certificate,
  LoadBalancer as Described,
  Environment,
  ExistingLoadBalancer,
  NamedLoadBalancer,
  Route,
  Service,
} from "../model/project.js";
import { settingProps } from "./settings.js";
import { sharedLoadBalancer } from "./shared.js";
import { publishingTags, serviceTags } from "./tags.js";

/** What is in front of the services. */
export interface FrontDoor {
  readonly loadBalancer: ILoadBalancer;
  /** The URL of each published service, by service. */
  readonly urls: ReadonlyMap<string, TerraformString>;
}

/** The load balancer of an environment, and the way from it to each service that is published; undefined when none is. */
export function lowerFrontDoor(
  stack: Construct,
  environment: Environment,
  network: INetwork,
  services: ReadonlyMap<string, FargateService>,
): FrontDoor | undefined {
  const { loadBalancer: described } = environment;
  // Without records too: those that go are destroyed by it.
  const dns = dnsProvider(stack, environment);
  if (described === undefined) return undefined;
  const hostedZone = lowerHostedZone(stack, environment, described, dns);
  const certificateArn = described.certificate && lowerCertificate(stack, described.certificate, hostedZone);
  const loadBalancer = described.existing
    ? lowerExisting(stack, environment, described, network, certificateArn)
    : lowerOwn(stack, environment, described, network, certificateArn);
  const urls = new Map<string, TerraformString>();
  for (const service of environment.services) {
    const lowered = services.get(service.name);
    const { route, port: own } = service;
    const port = route?.port ?? own;
    if (!route || port === undefined || !lowered) continue;
    lowerRoute(environment, { ...service, route, port }, lowered, loadBalancer, hostedZone);
    const url = publicUrl(route.hosts, speaksHttps(described));
    if (url !== undefined) urls.set(service.name, literal(url));
  }
  return { loadBalancer, urls };
}

function lowerHostedZone(
  stack: Construct,
  { services }: Environment,
  { hostedZone: zone }: Described,
  provider: AwsProvider | undefined,
): HostedZone | undefined {
  if (zone === undefined) return undefined;
  const hosts = services.flatMap(({ route }) => route?.hosts ?? []).map(({ name }) => name);
  return new HostedZone(stack, "hosted-zone", {
    by: isHostedZoneId(zone) ? { id: literal(zone) } : { name: literal(zone) },
    hosts: [...new Set(hosts)].sort().map(literal),
    ...(provider && { provider }),
  });
}

/** The provider that takes the role of the zone's account. It has no default tags, as records have none. */
function dnsProvider(stack: Construct, { region, dnsRoleArn }: Environment): AwsProvider | undefined {
  if (dnsRoleArn === undefined) return undefined;
  return new AwsProvider(stack, "aws-dns", {
    alias: "dns",
    ...(region !== undefined && { region: literal(region) }),
    assumeRole: [{ roleArn: literal(dnsRoleArn) }],
  });
}

function lowerOwn(
  stack: Construct,
  environment: Environment,
  described: Described,
  network: INetwork,
  certificateArn: TerraformString | undefined,
): ILoadBalancer {
  const { project } = environment;
  const env = nameScope(environment);
  return new LoadBalancer(stack, "load-balancer", {
    loadBalancerName: literal(loadBalancerName(project, env)),
    securityGroupName: literal(loadBalancerGroupName(project, env)),
    network,
    ...(described.internal && { internal: true }),
    ...(described.provided && { ownTags: publishingTags(speaksHttps(described)) }),
    ...settingProps({ ...LOAD_BALANCER_SETTINGS, ...HTTPS_LISTENER_SETTINGS }, described),
    ...(described.accessLogs && { accessLogs: lowerAccessLogs(described.accessLogs) }),
    ...(described.otherCertificates && { otherCertificateArns: described.otherCertificates.map(literal) }),
    ...(described.webAclArn !== undefined && { webAclArn: literal(described.webAclArn) }),
    ...(certificateArn !== undefined && { certificateArn }),
  });
}

/** A certificate that the file names as the first one is the listener's already: it gets the others, and one that is made. */
function lowerExisting(
  stack: Construct,
  environment: Environment,
  { existing, certificate, otherCertificates = [] }: Described,
  network: INetwork,
  certificateArn: TerraformString | undefined,
): ILoadBalancer {
  const { network: place } = environment;
  if (place.kind !== "existing") throw new Error("a load balancer that is there already needs its VPC");
  const isMade = certificate?.kind === "managed";
  const common = {
    network,
    vpcId: place.byName ? network.vpcId : literal(place.vpcId),
    https: existing?.https === true,
    ...(isMade && certificateArn !== undefined && { madeCertificateArn: certificateArn }),
    certificateArns: otherCertificates.map(literal),
  };
  if (!existing?.named) return sharedLoadBalancer(stack, environment, common);
  return LoadBalancer.fromArn(stack, "load-balancer", { ...common, ...namedProps(existing.named) });
}

function namedProps({ names, arn, securityGroupId }: NamedLoadBalancer) {
  return { names, arn: literal(arn), securityGroupId: literal(securityGroupId) };
}

/** What tells one that is there already from that of the stack. */
function existingId({ project, name }: Environment, { named }: ExistingLoadBalancer): string {
  return named ? balancerId(named.arn) : loadBalancerName(project, name);
}

function lowerAccessLogs({
  bucket,
  prefix,
}: NonNullable<Described["accessLogs"]>): NonNullable<LoadBalancerProps["accessLogs"]> {
  return { bucket: literal(bucket), ...(prefix !== undefined && { prefix: literal(prefix) }) };
}

function lowerCertificate(
  stack: Construct,
  certificate: Certificate,
  hostedZone: HostedZone | undefined,
): TerraformString {
  if (certificate.kind === "existing") return literal(certificate.arn);
  const [first, ...others] = certificate.domains.map(literal);
  if (first === undefined || !hostedZone) throw new Error("a certificate that is made needs a domain and its zone");
  return new ManagedCertificate(stack, "certificate", { domains: [first, ...others], hostedZone }).certificateArn;
}

function lowerRoute(
  environment: Environment,
  service: Service & { readonly route: Route; readonly port: number },
  lowered: FargateService,
  loadBalancer: ILoadBalancer,
  hostedZone: HostedZone | undefined,
): void {
  const { project, network, loadBalancer: described } = environment;
  const { name, port, route, mounts, compute } = service;
  const vpc = network.kind === "existing" ? network.vpcId : network.cidr;
  // Another group for another load balancer: AWS lets a group have one alone.
  const place = described?.existing ? `${vpc} ${existingId(environment, described.existing)}` : vpc;
  const { healthCheck, gracePeriod, deregistrationDelay, stickiness, ...group } = route.targetGroup ?? {};
  const writes = mounts.some((mount) => !mount.readOnly);
  new HostRoute(lowered, "route", {
    loadBalancer,
    service: lowered,
    containerName: literal(name),
    port,
    hosts: route.hosts.map(({ name: host, path, priority }) => ({
      host: literal(host),
      ...(path !== undefined && { path: literal(path) }),
      priority,
    })),
    targetGroupName: literal(targetGroupName(project, nameScope(environment), name, `${port} ${place}`)),
    // A container stopped together with its deregistration (as on spot capacity) has then as long as the requests on their way to it.
    drainSeconds: deregistrationDelay ?? compute?.stopTimeout ?? CONTAINER_SETTINGS.stopTimeout.default,
    gracePeriodSeconds: gracePeriod ?? (writes ? GRACE_SECONDS.withVolume : GRACE_SECONDS.plain),
    ...(healthCheck && { healthCheck: settingProps(TARGET_HEALTH_SETTINGS, healthCheck) }),
    ...settingProps(TARGET_GROUP_SETTINGS, group),
    ...(stickiness !== undefined && { stickinessSeconds: stickiness }),
    ...(hostedZone && { hostedZone }),
    tags: serviceTags(name),
  });
}
