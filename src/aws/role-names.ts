import type { RoleSettings } from "./iam.js";
import { executionRoleName, jobRoleName, nameScope, roleName } from "./names.js";
import type { Registry } from "./registry.js";

/** An environment, as far as the names of its roles go. */
interface Named {
  readonly project: string;
  readonly name: string;
  readonly component?: string;
  readonly roles?: RoleSettings;
}

/** The names of all roles of an environment, in one place: whoever makes, counts or compares roles takes them from here. */
export interface RoleNames {
  /** With which ECS starts all tasks that need nothing of their own. */
  readonly execution: string;
  /** With which EventBridge Scheduler starts jobs. */
  readonly scheduler: string;
  /** As which AWS Backup acts. */
  readonly backup: string;
  /** With which AWS writes flow logs of the VPC. */
  readonly flowLogs: string;
  /** With which ECS starts the tasks of a service, or of a job (`_<job>`), that has one of its own: {@link hasExecutionRole}. */
  executionOf(service: string): string;
  /** That of the containers of a service. */
  taskOf(service: string): string;
  /** That of the container of a job with an image of its own. */
  ofJob(job: string): string;
}

/** Whether ECS starts the tasks of a service with a role of their own: it reads secrets, which no other may read. */
export function hasExecutionRole({ executionRole, sidecars = [], ...service }: Secretive): boolean {
  return executionRole === undefined && [service, ...sidecars].some(readsSecrets);
}

function readsSecrets({ secrets = [], registry }: SecretiveContainer): boolean {
  return secrets.length > 0 || registry?.kind === "login";
}

/** Whether a role is made for all tasks that need nothing of their own: not where each has one that is there already. */
export function sharesExecutionRole({ services, cronJobs = [] }: Tasks): boolean {
  return (
    services.some(({ executionRole }) => executionRole === undefined) ||
    cronJobs.some(({ run }) => run.kind === "image")
  );
}

/** Whether a role is made for some container. */
export function makesTaskRoles({ services, cronJobs = [] }: Tasks): boolean {
  return services.some(({ taskRole }) => taskRole === undefined) || cronJobs.some(({ run }) => run.kind === "image");
}

/** What runs in an environment, as far as roles that are there already go. */
interface Tasks {
  readonly services: readonly { readonly taskRole?: string; readonly executionRole?: string }[];
  readonly cronJobs?: readonly { readonly run: { readonly kind: "service" | "image" } }[];
}

/** A container, as far as it has secrets. */
interface SecretiveContainer {
  readonly secrets?: readonly unknown[];
  readonly registry?: Registry;
}

/** A service, as far as it has secrets. */
interface Secretive extends SecretiveContainer {
  /** What runs beside it. @default nothing */
  readonly sidecars?: readonly SecretiveContainer[];
  /** That which is there already. @default none */
  readonly executionRole?: string;
}

/** The names of the roles of an environment. */
export function roleNames({ project, roles, ...environment }: Named): RoleNames {
  const env = nameScope(environment);
  const path = roles?.path;
  return {
    execution: roleName(project, env, "execution", path),
    scheduler: roleName(project, env, "scheduler", path),
    backup: roleName(project, env, "backup", path),
    flowLogs: roleName(project, env, "flow-logs", path),
    executionOf: (service) => executionRoleName(project, env, service, path),
    taskOf: (service) => roleName(project, env, `${service}-task`, path),
    ofJob: (job) => jobRoleName(project, env, job, path),
  };
}
