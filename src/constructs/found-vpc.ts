import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { code, evaluated } from "./terraform-code.js";
import type { TerraformString } from "./terraform-string.js";

/** Props of {@link FoundVpc}. */
export interface FoundVpcProps {
  /** Tags that it has, and no other VPC of the region. */
  readonly tags: Tags;
  /** What to say where none has them, or several. */
  readonly errorMessage: TerraformString;
}

/** A VPC made elsewhere, by its tags. Terraform stops where there is not exactly one. Child: `vpcs` (data). */
export class FoundVpc extends Part {
  public readonly vpcId: TerraformString;

  constructor(scope: Construct, id: string, { tags, errorMessage }: FoundVpcProps) {
    super(scope, id);
    const vpcs = new DataAwsVpcs(this, "vpcs", {
      tags: { ...tags },
      lifecycle: { postcondition: [{ condition: evaluated(code`length(self.ids) == 1`), errorMessage }] },
    });
    this.vpcId = evaluated(code`one(${addressOf(vpcs)}.ids)`);
  }
}
