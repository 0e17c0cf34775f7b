import { DataAwsSecurityGroups } from "@cdktf/provider-aws/lib/data-aws-security-groups/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import type { Precondition } from "./network.js";
import { Part } from "./part.js";
import { type ISecurityGroup, SecurityGroup } from "./security-group.js";
import { code, evaluated } from "./terraform-code.js";
import type { TerraformString } from "./terraform-string.js";

/** Props of {@link FoundSecurityGroup}. */
export interface FoundSecurityGroupProps {
  readonly vpcId: TerraformString;
  /** Its name, which is unique in the VPC. */
  readonly groupName: TerraformString;
  /** What to say where there is none. */
  readonly errorMessage: TerraformString;
}

/**
 * A security group made elsewhere, by its name. Terraform stops where there is none. Rules can be added to it.
 *
 * Children: `groups` (data), `group/ingress/<id>`, `group/egress/<id>`.
 */
export class FoundSecurityGroup extends Part {
  public readonly securityGroup: ISecurityGroup;
  /** That it is there, for what is looked up beside it. */
  public readonly isThere: Precondition;

  constructor(scope: Construct, id: string, { vpcId, groupName, errorMessage }: FoundSecurityGroupProps) {
    super(scope, id);
    const groups = new DataAwsSecurityGroups(this, "groups", {
      filter: [
        { name: "group-name", values: [groupName] },
        { name: "vpc-id", values: [vpcId] },
      ],
      lifecycle: { postcondition: [{ condition: evaluated(code`length(self.ids) == 1`), errorMessage }] },
    });
    this.isThere = { condition: evaluated(code`length(${addressOf(groups)}.ids) == 1`), errorMessage };
    const securityGroupId = evaluated(code`one(${addressOf(groups)}.ids)`);
    this.securityGroup = SecurityGroup.fromSecurityGroupId(this, "group", securityGroupId);
  }
}
