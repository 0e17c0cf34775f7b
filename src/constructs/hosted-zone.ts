import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone/index.js";
import type { Construct } from "constructs";
import { Part } from "./part.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** A public zone of Route 53 made elsewhere, found by its name when Terraform plans. Child: `resource`. */
export class HostedZone extends Part {
  /** The zone. */
  public readonly resource: DataAwsRoute53Zone;

  constructor(scope: Construct, id: string, zoneName: TerraformString) {
    super(scope, id);
    this.resource = new DataAwsRoute53Zone(this, "resource", { name: zoneName, privateZone: false });
  }

  public get zoneId(): TerraformString {
    return expression(this.resource.zoneId);
  }
}
