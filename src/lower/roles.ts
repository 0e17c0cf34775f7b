import { executionRoleName, jobRoleName, roleName } from "../aws/names.js";
import type { RoleSettings } from "../constructs/role.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";

/** What the rules of the account ask of every role of an environment. */
export function roleSettings({ roles = {} }: Environment): RoleSettings {
  const { permissionsBoundary, path } = roles;
  return {
    ...(permissionsBoundary !== undefined && { permissionsBoundary: literal(permissionsBoundary) }),
    ...(path !== undefined && { path: literal(path) }),
  };
}

/** The names of the roles of an environment. */
export function roleNames({ project, name: env, roles }: Environment) {
  const path = roles?.path;
  return {
    /** With which ECS starts all tasks that need nothing of their own. */
    execution: literal(roleName(project, env, "execution", path)),
    /** With which EventBridge Scheduler starts jobs. */
    scheduler: literal(roleName(project, env, "scheduler", path)),
    executionOf: (service: string): TerraformString => literal(executionRoleName(project, env, service, path)),
    taskOf: (service: string): TerraformString => literal(roleName(project, env, `${service}-task`, path)),
    job: (job: string): TerraformString => literal(jobRoleName(project, env, job, path)),
  };
}
