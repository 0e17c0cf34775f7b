import type { Construct } from "constructs";
import { environmentName } from "../aws/names.js";
import { pickedSubnetCidrs, zoneSubnetCidr } from "../aws/network.js";
import { FARGATE_EXCLUDED_ZONE_IDS } from "../aws/regions.js";
import { ExistingVpc } from "../constructs/existing-vpc.js";
import type { INetwork } from "../constructs/network.js";
import { PublicVpc, type PublicVpcProps } from "../constructs/public-vpc.js";
import { literal } from "../constructs/terraform-string.js";
import type { DedicatedNetwork, Environment, ExistingNetwork } from "../model/project.js";

/** The VPC of an environment. */
export function lowerNetwork(stack: Construct, environment: Environment): INetwork {
  const { network } = environment;
  return network.kind === "dedicated"
    ? lowerDedicated(stack, environment, network)
    : lowerExisting(stack, network, environment.fileSystem !== undefined);
}

function lowerDedicated(stack: Construct, environment: Environment, network: DedicatedNetwork): PublicVpc {
  return new PublicVpc(stack, "public-vpc", {
    name: literal(environmentName(environment.project, environment.name)),
    cidrBlock: literal(network.cidr),
    subnets: subnets(network),
  });
}

function subnets({ cidr, zones }: DedicatedNetwork): PublicVpcProps["subnets"] {
  if (zones.length > 0) return zones.map((zone) => ({ zone, cidrBlock: literal(zoneSubnetCidr(cidr, zone)) }));
  const [first, second] = pickedSubnetCidrs(cidr);
  return {
    first: literal(first),
    second: literal(second),
    excludeZoneIds: FARGATE_EXCLUDED_ZONE_IDS,
    advice: literal("Name the zones to use in nanokit.yml: infra.zones."),
  };
}

function lowerExisting(stack: Construct, network: ExistingNetwork, mounts: boolean): ExistingVpc {
  return new ExistingVpc(stack, "existing-vpc", {
    vpcId: literal(network.vpcId),
    ...(network.subnetIds.length > 0 && { subnetIds: network.subnetIds.map(literal) }),
    requireDns: mounts,
    subnetAdvice: literal("Name the subnets to use in nanokit.yml: infra.subnets."),
  });
}
