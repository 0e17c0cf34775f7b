import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group/index.js";
import type { Construct } from "constructs";
import { inTwoZones } from "./managed-data.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** Props of {@link CacheSubnets}. */
export interface CacheSubnetsProps {
  /** One with private subnets. */
  readonly network: Pick<INetwork, "vpcId" | "private" | "zonesOf">;
  /** Unique in the region, in lower case. A change replaces the group, which ElastiCache refuses while a cache uses it. */
  readonly groupName: TerraformString;
  /** Whether the plan fails where the subnets are in one zone: a cache that fails over needs two. @default true */
  readonly twoZones?: boolean;
  /** @default none */
  readonly tags?: Tags;
}

/** The subnets that caches may be in: the private ones of a VPC. Children: `resource`. */
export class CacheSubnets extends Part {
  /** The group of subnets. */
  public readonly resource: ElasticacheSubnetGroup;
  public readonly vpcId: TerraformString;

  /** @throws Error for a network without private subnets */
  constructor(scope: Construct, id: string, { network, groupName, twoZones = true, tags }: CacheSubnetsProps) {
    super(scope, id);
    if (network.private === undefined) throw new Error("Caches are in private subnets, and the network has none.");
    this.vpcId = network.vpcId;
    const zones = twoZones ? network.zonesOf?.(["private"]) : undefined;
    this.resource = new ElasticacheSubnetGroup(this, "resource", {
      name: groupName,
      description: literal("Private subnets for caches"),
      subnetIds: [...network.private.subnetIds],
      ...(zones && { lifecycle: { precondition: [inTwoZones(zones)] } }),
      ...(tags && { tags: { ...tags } }),
    });
  }

  public get groupName(): TerraformString {
    return expression(this.resource.name);
  }
}
