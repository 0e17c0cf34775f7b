import { type AccessResource, type AccessStatement, statementsOf } from "../aws/permissions/index.js";
import type { TaskRoleProps } from "../constructs/fargate-service.js";
import type { PolicyConditions, PolicyStatement } from "../constructs/policy.js";
import { literal, type TerraformString, template } from "../constructs/terraform-string.js";
import type { Service } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";

/** What the containers of a service may do in AWS. */
export function lowerPermissions(
  { permissions = [] }: Service,
  caller: CallerFacts,
): Pick<TaskRoleProps, "taskPolicies" | "taskStatements"> {
  const policies = permissions.flatMap((one) => (one.kind === "policy" ? [literal(one.arn)] : []));
  const statements = permissions.flatMap(statementsOf);
  return {
    ...(policies.length > 0 && { taskPolicies: policies }),
    ...(statements.length > 0 && { taskStatements: statements.map((one) => lowerStatement(one, caller)) }),
  };
}

function lowerStatement({ actions, resources, conditions }: AccessStatement, caller: CallerFacts): PolicyStatement {
  return {
    actions,
    resources: resources.map((resource) => arnOf(resource, caller)),
    ...(conditions && { conditions: lowerConditions(conditions) }),
  };
}

function lowerConditions(conditions: NonNullable<AccessStatement["conditions"]>): PolicyConditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, values.map(literal)])),
    ]),
  );
}

/** An ARN as it is written, or one in the partition, region and account in which Terraform runs. */
function arnOf(resource: AccessResource, { partition, region, accountId }: CallerFacts): TerraformString {
  if ("arn" in resource) return literal(resource.arn);
  const name = literal(resource.resource);
  const service = literal(resource.service);
  return resource.regional
    ? template`arn:${partition}:${service}:${region}:${accountId}:${name}`
    : template`arn:${partition}:${service}:::${name}`;
}
