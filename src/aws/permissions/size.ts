import { type Partition, partitionOf } from "../regions.js";
import type { AccessResource, AccessStatement } from "./permission.js";

/** The longest of each, for what is only known when Terraform plans. */
const LONGEST = { partition: "aws-us-gov" satisfies Partition, region: "ap-southeast-1" } as const;

const ACCOUNT = "123456789012";

/**
 * Characters of a policy of a role as IAM counts them, without white space; at most as many where the region is only known when Terraform
 * plans. Source: IAM user guide, reference_iam-quotas.
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

function arnOf(resource: AccessResource, region: string | undefined): string {
  if ("arn" in resource) return resource.arn;
  const partition = region === undefined ? LONGEST.partition : partitionOf(region);
  const where = resource.regional ? `${region ?? LONGEST.region}:${ACCOUNT}` : ":";
  return `arn:${partition}:${resource.service}:${where}:${resource.resource}`;
}
