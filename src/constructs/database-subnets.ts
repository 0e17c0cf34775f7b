import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group/index.js";
import type { Construct } from "constructs";
import { inTwoZones } from "./managed-data.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** Props of {@link DatabaseSubnets}. */
export interface DatabaseSubnetsProps {
  /** One with private subnets, in two zones at least. */
  readonly network: Pick<INetwork, "vpcId" | "private" | "zonesOf">;
  /** Unique in the region, in lower case. A change replaces the group, which RDS refuses while a database uses it. */
  readonly groupName: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/** The subnets that databases may be in: the private ones of a VPC. Children: `resource`. */
export class DatabaseSubnets extends Part {
  /** The group of subnets. */
  public readonly resource: DbSubnetGroup;
  public readonly vpcId: TerraformString;

  /** @throws Error for a network without private subnets */
  constructor(scope: Construct, id: string, { network, groupName, tags }: DatabaseSubnetsProps) {
    super(scope, id);
    if (network.private === undefined) throw new Error("Databases are in private subnets, and the network has none.");
    this.vpcId = network.vpcId;
    this.resource = new DbSubnetGroup(this, "resource", {
      name: groupName,
      description: literal("Private subnets for databases"),
      subnetIds: [...network.private.subnetIds],
      ...(network.zonesOf && { lifecycle: { precondition: [inTwoZones(network.zonesOf(["private"]))] } }),
      ...(tags && { tags: { ...tags } }),
    });
  }

  public get groupName(): TerraformString {
    return expression(this.resource.name);
  }
}
