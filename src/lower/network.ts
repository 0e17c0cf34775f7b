import type { Construct } from "constructs";
import { endpointsGroupName, environmentName, nameScope } from "../aws/names.js";
import { pickedSubnetCidrs, privateRanges, zoneSubnetCidr } from "../aws/network.js";
import { ARM64_EXCLUDED_ZONE_IDS, FARGATE_EXCLUDED_ZONE_IDS } from "../aws/regions.js";
import { ExistingVpc } from "../constructs/existing-vpc.js";
import type { INetwork, TaskVisibility } from "../constructs/network.js";
import { type PrivateSubnetRanges, PublicVpc, type PublicVpcProps } from "../constructs/public-vpc.js";
import type { Tags } from "../constructs/tags.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { DedicatedNetwork, Environment, ExistingNetwork, Nat } from "../model/project.js";
import { sharedVpc } from "./shared.js";

/** The VPC of an environment. */
export function lowerNetwork(stack: Construct, environment: Environment, region: TerraformString): INetwork {
  const { network } = environment;
  return network.kind === "dedicated"
    ? lowerDedicated(stack, environment, network, region)
    : lowerExisting(stack, environment, network);
}

/** Where Fargate does not run all services of the environment. */
function excludedZoneIds({ services }: Environment): readonly string[] {
  const arm64 = services.some(({ compute }) => compute?.architecture === "arm64");
  return [...FARGATE_EXCLUDED_ZONE_IDS, ...(arm64 ? ARM64_EXCLUDED_ZONE_IDS : [])].sort();
}

function lowerDedicated(
  stack: Construct,
  environment: Environment,
  network: DedicatedNetwork,
  region: TerraformString,
): PublicVpc {
  return new PublicVpc(stack, "public-vpc", {
    name: literal(environmentName(environment.project, nameScope(environment))),
    cidrBlock: literal(network.cidr),
    subnets: subnets(network, excludedZoneIds(environment)),
    ...(network.private && { privateSubnets: lowerPrivate(environment, network, region) }),
  });
}

function lowerPrivate(
  environment: Environment,
  network: DedicatedNetwork,
  region: TerraformString,
): PrivateSubnetRanges {
  const { nat, endpoints = [] } = network.private ?? {};
  return {
    ranges: new Map(privateRanges(network).map(([zone, range]) => [zone, literal(range)])),
    ...(nat && { nat: { mode: nat.mode, allocationIds: allocationIds(nat) } }),
    ...(endpoints.length > 0 && {
      endpoints: {
        ids: endpoints,
        region,
        securityGroupName: literal(endpointsGroupName(environment.project, nameScope(environment))),
      },
    }),
  };
}

function allocationIds({ addresses }: Nat): ReadonlyMap<string, TerraformString> {
  return new Map(Object.entries(addresses).map(([zone, id]) => [zone, literal(id)]));
}

function subnets({ cidr, zones }: DedicatedNetwork, excludeZoneIds: readonly string[]): PublicVpcProps["subnets"] {
  if (zones.length > 0) return zones.map((zone) => ({ zone, cidrBlock: literal(zoneSubnetCidr(cidr, zone)) }));
  const [first, second] = pickedSubnetCidrs(cidr);
  return {
    first: literal(first),
    second: literal(second),
    excludeZoneIds,
    advice: literal("Name the zones to use in nanokit.yml: infra.zones."),
  };
}

function literalTags(tags: Readonly<Record<string, string>>): Tags {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, literal(value)]));
}

/** The kinds of tasks that run in an environment: where there are none, those of services to come. */
function visibilities({
  services,
  cronJobs = [],
  databases = [],
  caches = [],
}: Environment): readonly TaskVisibility[] {
  const jobs = cronJobs.flatMap(({ run }) => (run.kind === "image" ? [run] : []));
  const placed = [...services, ...jobs].map((one): TaskVisibility => (one.private ? "private" : "public"));
  // Databases that AWS runs are in private subnets.
  if (databases.length + caches.length > 0) return [...new Set([...placed, "private" as const])].sort();
  return placed.length > 0 ? [...new Set(placed)].sort() : ["public"];
}

function lowerExisting(stack: Construct, environment: Environment, network: ExistingNetwork): ExistingVpc {
  return new ExistingVpc(stack, "existing-vpc", {
    vpcId: network.byName ? sharedVpc(stack, environment) : literal(network.vpcId),
    ...(network.subnetIds.length > 0 && { subnetIds: network.subnetIds.map(literal) }),
    ...(network.publicSubnetIds && { publicSubnetIds: network.publicSubnetIds.map(literal) }),
    ...(network.privateSubnetIds && { privateSubnetIds: network.privateSubnetIds.map(literal) }),
    ...(network.subnetTags && { subnetTags: literalTags(network.subnetTags) }),
    ...(network.publicSubnetTags && { publicSubnetTags: literalTags(network.publicSubnetTags) }),
    ...(network.privateSubnetTags && { privateSubnetTags: literalTags(network.privateSubnetTags) }),
    ...(network.onePerZone && { onePerZone: true }),
    tasks: visibilities(environment),
    requireDns: environment.fileSystem !== undefined,
    excludeZoneIds: excludedZoneIds(environment),
    subnetAdvice: literal("Name the subnets to use in nanokit.yml: infra.subnets."),
    internalAdvice: literal("For one that only the VPC reaches, write infra: { loadBalancer: { internal: true } }."),
  });
}
