import type { Construct } from "constructs";
import { environmentName } from "../aws/names.js";
import { SUBNET_NEW_BITS, subnetCidr } from "../aws/network.js";
import { FARGATE_EXCLUDED_ZONE_IDS, zoneLetter } from "../aws/regions.js";
import { ExistingVpc } from "../constructs/existing-vpc.js";
import type { INetwork } from "../constructs/network.js";
import { PublicVpc, type PublicVpcProps } from "../constructs/public-vpc.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
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

/**
 * The VPC is cut in sixteen. Zones `a` to `n` have the first fourteen, by letter, so that one more never moves another's; the last two
 * are for zones without a name, so that naming them later makes subnets beside these before they go.
 */
function subnets({ cidr, zones }: DedicatedNetwork): PublicVpcProps["subnets"] {
  if (zones.length > 0) return zones.map((zone) => ({ zone, cidrBlock: range(cidr, letterIndex(zone)) }));
  return {
    first: range(cidr, PICKED_INDEX),
    second: range(cidr, PICKED_INDEX + 1),
    excludeZoneIds: FARGATE_EXCLUDED_ZONE_IDS,
    advice: literal("Name the zones to use in nanokit.yml: infra.zones."),
  };
}

const PICKED_INDEX = 14;

function range(cidr: string, index: number): TerraformString {
  return literal(subnetCidr(cidr, SUBNET_NEW_BITS, index));
}

function letterIndex(zone: string): number {
  const index = (zoneLetter(zone)?.charCodeAt(0) ?? 0) - "a".charCodeAt(0);
  if (index < 0 || index >= PICKED_INDEX) throw new Error(`no range for zone ${zone}`);
  return index;
}

function lowerExisting(stack: Construct, network: ExistingNetwork, mounts: boolean): ExistingVpc {
  return new ExistingVpc(stack, "existing-vpc", {
    vpcId: literal(network.vpcId),
    ...(network.subnetIds.length > 0 && { subnetIds: network.subnetIds.map(literal) }),
    requireDns: mounts,
    subnetAdvice: literal("Name the subnets to use in nanokit.yml: infra.subnets."),
  });
}
