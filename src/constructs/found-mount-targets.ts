import { DataAwsNetworkInterface } from "@cdktf/provider-aws/lib/data-aws-network-interface/index.js";
import { DataAwsNetworkInterfaces } from "@cdktf/provider-aws/lib/data-aws-network-interfaces/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import type { Precondition } from "./network.js";
import { code, evaluated, type TerraformCode } from "./terraform-code.js";
import { expression, type TerraformString, template } from "./terraform-string.js";

/**
 * The zones in which a file system made elsewhere has a mount target.
 *
 * The provider lists no mount targets: `aws_efs_mount_target` reads one by its id. Their network interfaces can be listed, and EFS writes
 * the id of the file system into the description of each (EFS user guide, "Managing mount targets"; the words around it differ by age). So
 * where none is found, they may be described in a way that we do not know, or be another account's, and nothing is concluded from it.
 *
 * Children: `interfaces`, `interface` (data).
 */
export class FoundMountTargets {
  readonly #each: DataAwsNetworkInterface;

  constructor(scope: Construct, fileSystemId: TerraformString) {
    const all = new DataAwsNetworkInterfaces(scope, "interfaces", {
      filter: [{ name: "description", values: [template`*${fileSystemId}*`] }],
    });
    this.#each = new DataAwsNetworkInterface(scope, "interface", { id: "${each.key}" });
    this.#each.addOverride("for_each", evaluated(code`toset(${addressOf(all)}.ids)`));
  }

  /** That each of these zones has one, for the data source that reads the file system. */
  public postcondition(zones: TerraformCode): Precondition {
    const found = code`[for target in ${addressOf(this.#each)} : target.availability_zone]`;
    const missing = code`setsubtract(${zones}, ${found})`;
    const named = expression(evaluated(code`join(", ", sort(${missing}))`));
    return {
      condition: evaluated(code`length(${found}) == 0 || length(${missing}) == 0`),
      errorMessage: template`File system \${self.id} has no mount target in ${named}, where tasks that mount it may run: they would not start there. Make one in each of these zones, or name subnets of zones that have one: infra.subnets.`,
    };
  }
}
