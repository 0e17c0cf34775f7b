import { EXECUTION_ACTIONS } from "../../aws/execution-actions.js";
import { FIRST_PULL_ACTIONS } from "../../aws/registry.js";
import { quotedList } from "../../diagnostics/lists.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Environment, Service, Volume } from "../../model/project.js";
import type { Context } from "../context.js";
import { executionStatements } from "../execution-policy.js";
import { taskStatements } from "../task-policy.js";
import { checkPartition } from "./permissions.js";

/** Says what roles that are there already have to allow, as nothing of them is changed, and refuses what could only be granted to others. */
export function checkExistingRoles(environment: Environment, context: Context): void {
  const volumes = new Map(environment.volumes.map((volume) => [volume.name, volume]));
  for (const service of environment.services) {
    const { taskRole, executionRole } = context.services.get(service.name)?.value.value.fields.aws?.value.fields ?? {};
    if (taskRole) checkTaskRole(taskRole, service, volumes, context);
    if (executionRole) checkExecutionRole(executionRole, service, environment, context);
  }
}

function checkTaskRole(
  taskRole: Located<string>,
  service: Service,
  volumes: ReadonlyMap<string, Volume>,
  context: Context,
): void {
  const { diagnostics } = context;
  const { name, permissions = [] } = service;
  checkRoleArn(taskRole, context);
  const written = context.services.get(name)?.value.value.written.get("permissions");
  if (written && permissions.length > 0) {
    const place = [related("existingRole", taskRole.location)];
    diagnostics.report("NK400", written.location, { service: name, role: taskRole.value }, place);
  }
  const needs = taskNeeds({ ...service, permissions: [] }, volumes);
  if (needs.length > 0) diagnostics.report("NK401", taskRole.location, { service: name, role: taskRole.value, needs });
}

function checkExecutionRole(
  executionRole: Located<string>,
  service: Service,
  environment: Environment,
  context: Context,
): void {
  checkRoleArn(executionRole, context);
  const needs = executionNeeds(service, environment);
  const params = { service: service.name, role: executionRole.value, needs };
  context.diagnostics.report("NK402", executionRole.location, params);
}

function checkRoleArn(role: Located<string>, context: Context): void {
  if (role.value.startsWith("arn:")) checkPartition(role, context);
}

/** Actions on something, in words. */
function need(actions: readonly string[], on: string): string {
  return `${quotedList(actions)} on ${on}`;
}

function taskNeeds(service: Service, volumes: ReadonlyMap<string, Volume>): readonly string[] {
  const statements = taskStatements(service, volumes, undefined);
  const mounts = new Set(statements.filter(({ conditions }) => conditions).flatMap(({ actions }) => actions));
  const others = statements.filter(({ conditions }) => !conditions).flatMap(({ actions }) => actions);
  return [
    ...(mounts.size > 0 ? [need([...mounts].sort(), "the file system")] : []),
    ...(others.length > 0 ? [need(others, "everything")] : []),
  ];
}

/** What each kind of action of {@link EXECUTION_ACTIONS} is needed on, by its first one. */
const NEEDED_ON: ReadonlyMap<string | undefined, string> = new Map([
  [EXECUTION_ACTIONS.log[0], "its log group"],
  [EXECUTION_ACTIONS.login[0], "everything"],
  [EXECUTION_ACTIONS.pull[0], "its repository"],
  [FIRST_PULL_ACTIONS[0], "its repository"],
  [EXECUTION_ACTIONS.readParameters[0], "its parameters"],
  [EXECUTION_ACTIONS.readSecrets[0], "its secrets"],
  [EXECUTION_ACTIONS.decrypt[0], "the key of the secrets"],
]);

function executionNeeds(service: Service, environment: Environment): readonly string[] {
  return executionStatements(service, environment).map(({ actions }) =>
    need(actions, NEEDED_ON.get(actions[0]) ?? "everything"),
  );
}
