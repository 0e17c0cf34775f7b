import { partitionOf } from "../regions.js";
import type { AccessResource, AccessStatement } from "./permission.js";

/** In place of one that is only known when Terraform plans: none is shorter. */
const SHORTEST_REGION = "eu-west-1";

const ACCOUNT = "123456789012";

/**
 * Characters of a policy of a role as IAM counts them, without white space; where the region is only known when Terraform plans, no more
 * than that. Source: IAM user guide, reference_iam-quotas.
 */
export function policyCharacters(statements: readonly AccessStatement[], region: string | undefined): number {
  const policy = { Statement: statements.map((one) => asWritten(one, region)), Version: "2012-10-17" };
  return JSON.stringify(policy).replaceAll(/\s/g, "").length;
}

function asWritten({ actions, resources, conditions }: AccessStatement, region: string | undefined) {
  return {
    Action: actions,
    ...(conditions && { Condition: conditions }),
    Effect: "Allow",
    Resource: resources.map((resource) => arnOf(resource, region)),
  };
}

/** The ARN of a resource, as it will be in some account of the region. */
export function arnOf(resource: AccessResource, region: string = SHORTEST_REGION): string {
  if ("arn" in resource) return resource.arn;
  const where = resource.regional ? `${region}:${ACCOUNT}` : ":";
  return `arn:${partitionOf(region)}:${resource.service}:${where}:${resource.resource}`;
}
