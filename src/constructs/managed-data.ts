import type { Precondition } from "./network.js";
import { code, evaluated, type TerraformCode } from "./terraform-code.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** Of subnets that are found when Terraform plans. Source: RDS user guide, USER_VPC.WorkingWithRDSInstanceinaVPC. */
export function inTwoZones(zones: TerraformCode): Precondition {
  return {
    condition: evaluated(code`length(distinct(${zones})) >= 2`),
    errorMessage: literal(
      "A database needs private subnets in two Availability Zones, and those that are used are in fewer. Name them in nanokit.yml: infra.subnets.private.",
    ),
  };
}

/** Of what holds data. Only a new one gets the key: to give it to another, Terraform would have to destroy that one. */
export function dataLifecycle(protect: boolean, kmsKeyArn: TerraformString | undefined) {
  const settings = {
    ...(protect && { preventDestroy: true }),
    ...(kmsKeyArn !== undefined && { ignoreChanges: ["kms_key_id"] }),
  };
  return Object.keys(settings).length > 0 ? { lifecycle: settings } : {};
}
