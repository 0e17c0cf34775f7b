import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import type { Construct } from "constructs";
import { forEachOf } from "./for-each.js";
import type { LoadBalancer } from "./load-balancer.js";
import { Part } from "./part.js";
import type { TerraformString } from "./terraform-string.js";
import { expression } from "./terraform-string.js";

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

  /** Has each of the hosts lead to a load balancer: one record with `for_each`. A record that exists already stays and stops Terraform. */
  public addAliases(
    scope: Construct,
    id: string,
    hosts: readonly TerraformString[],
    loadBalancer: LoadBalancer,
  ): Route53Record {
    const record = new Route53Record(scope, id, {
      zoneId: this.zoneId,
      name: "${each.key}",
      type: "A",
      alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
    });
    record.addOverride("for_each", forEachOf(hosts));
    return record;
  }
}
