import type { Construct } from "constructs";
import { imageJobTasks } from "../aws/image-jobs.js";
import { logGroupPrefix, nameScope } from "../aws/names.js";
import { hasExecutionRole, roleNames, sharesExecutionRole } from "../aws/role-names.js";
import { ecsExecutionTrust } from "../constructs/ecs-trust.js";
import { ExecutionRole, type IExecutionRole } from "../constructs/execution-role.js";
import { JsonDocument } from "../constructs/json-document.js";
import { policyDocument } from "../constructs/policy.js";
import { Scope } from "../constructs/scope.js";
import { literal, template } from "../constructs/terraform-string.js";
import type { Environment, Service } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import { ExistingRoles, roleSettings } from "./roles.js";
import { jobTags, serviceTags } from "./tags.js";

/** The roles with which ECS starts the tasks of an environment. */
export interface ExecutionRoles {
  /** That of all tasks that need nothing of their own. Its policy does not grow with them. Absent where there are no such tasks. */
  readonly shared: ExecutionRole | undefined;
  /** That of a service, or of a job with an image of its own: `_<job>`. */
  of(service: string): IExecutionRole;
}

/**
 * One role for all tasks, and one for each service with secrets, a login to a registry among them: so a secret can be read for its service
 * alone, and no policy grows with the number of services, where IAM takes 10,240 characters. None for what names a role that is there.
 */
export function lowerExecutionRoles(stack: Construct, environment: Environment, caller: CallerFacts): ExecutionRoles {
  const made = sharesExecutionRole(environment) ? lowerMade(stack, environment, caller) : undefined;
  const existing = new ExistingRoles(caller, ExecutionRole.fromRoleArn);
  const roles = new Map(
    [...environment.services, ...imageJobTasks(environment.cronJobs)].map(
      (task) => [task.name, roleOf(task, made, existing)] as const,
    ),
  );
  return { shared: made?.shared, of: (service) => required(roles.get(service), service) };
}

function roleOf(
  { name, executionRole }: Pick<Service, "name" | "executionRole">,
  made: MadeRoles | undefined,
  existing: ExistingRoles<IExecutionRole>,
): IExecutionRole {
  return executionRole === undefined ? required(made?.own.get(name) ?? made?.shared, name) : existing.of(executionRole);
}

function required<T>(role: T | undefined, service: string): T {
  if (role === undefined) throw new Error(`no role starts the tasks of ${service}`);
  return role;
}

/** The roles that are made. */
interface MadeRoles {
  readonly shared: ExecutionRole;
  /** By service, and by job with `_` in front. */
  readonly own: ReadonlyMap<string, ExecutionRole>;
}

function lowerMade(stack: Construct, environment: Environment, caller: CallerFacts): MadeRoles {
  const { project, services } = environment;
  const names = roleNames(environment);
  const settings = roleSettings(environment);
  const assumeRolePolicy = new JsonDocument(stack, "execution-trust", policyDocument(ecsExecutionTrust)).encoded;
  const { partition, region, accountId } = caller;
  const groups = literal(logGroupPrefix(project, nameScope(environment)));
  const shared = new ExecutionRole(stack, "execution-role", {
    roleName: literal(names.execution),
    ...settings,
    assumeRolePolicy,
    logGroups: template`arn:${partition}:logs:${region}:${accountId}:log-group:${groups}*`,
  });
  const { cronJobs } = environment;
  const scope = new Scope(stack, "execution-roles");
  const jobScope = new Scope(stack, "job-execution-roles");
  const own = new Map(
    services.filter(hasExecutionRole).map(({ name }) => {
      const own = { roleName: literal(names.executionOf(name)), ...settings, tags: serviceTags(name) };
      return [name, new ExecutionRole(scope, name, { ...own, assumeRolePolicy })] as const;
    }),
  );
  for (const { name, job } of imageJobTasks(cronJobs).filter(hasExecutionRole)) {
    const ofJob = { roleName: literal(names.executionOf(name)), ...settings, tags: jobTags(job) };
    own.set(name, new ExecutionRole(jobScope, job, { ...ofJob, assumeRolePolicy }));
  }
  return { shared, own };
}
