import type { Construct } from "constructs";
import { logGroupPrefix } from "../aws/names.js";
import { hasExecutionRole, roleNames } from "../aws/role-names.js";
import { ecsExecutionTrust } from "../constructs/ecs-trust.js";
import { ExecutionRole } from "../constructs/execution-role.js";
import { JsonDocument } from "../constructs/json-document.js";
import { policyDocument } from "../constructs/policy.js";
import { Scope } from "../constructs/scope.js";
import { literal, template } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import { roleSettings } from "./roles.js";
import { serviceTags } from "./tags.js";

/** The roles with which ECS starts the tasks of an environment. */
export interface ExecutionRoles {
  /** That of all tasks that need nothing of their own. Its policy does not grow with them. */
  readonly shared: ExecutionRole;
  /** That of a service. */
  of(service: string): ExecutionRole;
}

/**
 * One role for all tasks, and one for each service with secrets, a login to a registry among them: so a secret can be read for its service
 * alone, and no policy grows with the number of services, where IAM takes 10,240 characters.
 */
export function lowerExecutionRoles(stack: Construct, environment: Environment, caller: CallerFacts): ExecutionRoles {
  const { project, name: env, services } = environment;
  const names = roleNames(environment);
  const settings = roleSettings(environment);
  const assumeRolePolicy = new JsonDocument(stack, "execution-trust", policyDocument(ecsExecutionTrust)).encoded;
  const { partition, region, accountId } = caller;
  const groups = literal(logGroupPrefix(project, env));
  const shared = new ExecutionRole(stack, "execution-role", {
    roleName: literal(names.execution),
    ...settings,
    assumeRolePolicy,
    logGroups: template`arn:${partition}:logs:${region}:${accountId}:log-group:${groups}*`,
  });
  const scope = new Scope(stack, "execution-roles");
  const own = new Map(
    services.filter(hasExecutionRole).map(({ name }) => {
      const own = { roleName: literal(names.executionOf(name)), ...settings, tags: serviceTags(name) };
      return [name, new ExecutionRole(scope, name, { ...own, assumeRolePolicy })] as const;
    }),
  );
  return { shared, of: (service) => own.get(service) ?? shared };
}
