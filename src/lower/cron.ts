import { Construct } from "constructs";
import { SMALLEST_TASK } from "../aws/fargate.js";
import {
  jobKey,
  jobLogGroupName,
  jobResourceName,
  nameScope,
  scheduleGroupName,
  weekdayScheduleName,
} from "../aws/names.js";
import { roleNames } from "../aws/role-names.js";
import type { IDeadLetterQueue } from "../constructs/dead-letter-queue.js";
import { FargateJob } from "../constructs/fargate-job.js";
import type { FargateService } from "../constructs/fargate-service.js";
import type { RunnableTask } from "../constructs/runnable-task.js";
import { Scope } from "../constructs/scope.js";
import { TaskSchedule } from "../constructs/task-schedule.js";
import { TaskScheduler } from "../constructs/task-scheduler.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { CronJob, Environment } from "../model/project.js";
import { databaseHostVariables } from "./databases.js";
import { lowerDeadLetters } from "./dead-letters.js";
import { groupsOn } from "./discovery.js";
import { lowerFiles } from "./files.js";
import { repositoryArn } from "./images.js";
import { lowerLogging } from "./logging.js";
import { lowerMount, required } from "./mounts.js";
import { roleSettings } from "./roles.js";
import type { ServiceSurroundings } from "./services.js";
import { jobTags } from "./tags.js";

/** What runs for each job of an environment, by key. Nothing starts it before {@link lowerSchedules}. */
export function lowerJobs(
  stack: Construct,
  environment: Environment,
  services: ReadonlyMap<string, FargateService>,
  shared: ServiceSurroundings,
): ReadonlyMap<string, LoweredTask> {
  const { cronJobs = [] } = environment;
  if (cronJobs.length === 0) return new Map();
  const scope = new Scope(stack, "jobs");
  return new Map(cronJobs.map((job) => [job.name, lowerTask(scope, environment, job, services, shared)]));
}

/** What starts the jobs of an environment; nothing when it has none. */
export function lowerSchedules(
  stack: Construct,
  environment: Environment,
  jobs: ReadonlyMap<string, LoweredTask>,
  shared: ServiceSurroundings,
): void {
  const { project, cronJobs = [] } = environment;
  if (cronJobs.length === 0) return;
  const scheduler = new TaskScheduler(stack, "cron", {
    cluster: shared.cluster,
    groupName: literal(scheduleGroupName(project, nameScope(environment))),
    roleName: literal(roleNames(environment).scheduler),
    roleSettings: roleSettings(environment),
    accountId: shared.caller.accountId,
  });
  const queueOf = cronJobs.some(({ deadLetterQueue }) => deadLetterQueue) && lowerDeadLetters(stack, environment);
  for (const job of cronJobs) {
    const { scope, task } = required(jobs.get(job.name), `job ${job.name}`);
    schedule(scope, job, task, scheduler, queueOf ? queueOf(job) : undefined);
  }
}

/** What runs for a job, and where its schedules belong. */
export interface LoweredTask {
  readonly scope: Construct;
  readonly task: RunnableTask;
  /** The same, of a job with an image of its own. @default it runs as a service */
  readonly own?: FargateJob;
}

function lowerTask(
  scope: Construct,
  environment: Environment,
  job: CronJob,
  services: ReadonlyMap<string, FargateService>,
  shared: ServiceSurroundings,
): LoweredTask {
  const { run } = job;
  if (run.kind === "image") {
    const task = lowerImageJob(scope, environment, job, run, shared);
    return { scope: task, task, own: task };
  }
  const service = services.get(run.service);
  if (!service) throw new Error(`the project has no service ${run.service}`);
  const own = new Construct(scope, job.name);
  const task = service.defineJob(own, {
    family: literal(jobResourceName(environment.project, nameScope(environment), job.name)),
    ...command(job),
    ...job.size,
    tags: jobTags(job.name, run.service),
  });
  return { scope: own, task };
}

function lowerImageJob(
  scope: Construct,
  environment: Environment,
  job: CronJob,
  run: CronJob["run"] & { readonly kind: "image" },
  { caller, cluster, executionRoles, taskRoleTrust, discovery, secrets, storage, databases }: ServiceSurroundings,
): FargateJob {
  const settings = command(job);
  const hosts = run.databaseHosts ? databaseHostVariables(run.databaseHosts, databases) : [];
  const { project, kmsKeyArn, logRetention, logging } = environment;
  const env = nameScope(environment);
  const resourceName = literal(jobResourceName(project, env, job.name));
  const repository = repositoryArn(run.image);
  const executionRole = executionRoles.of(jobKey(job.name));
  if (!taskRoleTrust) throw new Error(`no role starts the job ${job.name}`);
  if (repository) executionRole.grantPull(repository);
  return new FargateJob(scope, job.name, {
    cluster,
    ...(run.private && { visibility: "private" }),
    family: resourceName,
    container: {
      ...settings,
      environment: [...settings.environment, ...hosts],
      image: literal(run.image),
      ...(run.user !== undefined && { user: literal(run.user) }),
      ...secrets.of(run),
    },
    ...(run.files && { files: lowerFiles(run.files, run.secrets ?? [], secrets) }),
    ...(run.mounts && { mounts: run.mounts.map((mount) => lowerMount(mount, required(storage, "storage"))) }),
    ...(run.mounts && storage?.clients && { fileSystemClients: storage.clients }),
    ...(job.size ?? SMALLEST_TASK),
    executionRole,
    taskRoleName: literal(roleNames(environment).ofJob(job.name)),
    taskRoleSettings: roleSettings(environment),
    taskRoleTrust,
    securityGroupName: resourceName,
    securityGroups: [...groupsOn(run.networks, discovery).values()],
    logGroupName: literal(jobLogGroupName(project, env, job.name)),
    ...(kmsKeyArn !== undefined && { logGroupKmsKeyArn: literal(kmsKeyArn) }),
    ...(logRetention !== undefined && { logRetentionInDays: logRetention }),
    ...(logging && lowerLogging(logging)),
    region: caller.region,
    tags: jobTags(job.name),
  });
}

function command(job: CronJob) {
  return {
    containerName: literal(job.name),
    ...(job.entryPoint && { entryPoint: job.entryPoint.map(literal) }),
    command: job.command.map(literal),
    environment: job.environment.map(({ name, value }) => ({ name: literal(name), value: literal(value) })),
  };
}

function schedule(
  scope: Construct,
  job: CronJob,
  task: RunnableTask,
  scheduler: TaskScheduler,
  deadLetterQueue: IDeadLetterQueue | undefined,
): void {
  const { expression, weekdayExpression, timezone, retries } = job;
  const times = (
    scheduleName: string,
    text: string,
  ): { scheduleName: TerraformString; expression: TerraformString } => ({
    scheduleName: literal(scheduleName),
    expression: literal(text),
  });
  new TaskSchedule(scope, "times", {
    scheduler,
    task,
    times: times(job.name, expression),
    ...(weekdayExpression !== undefined && { weekdays: times(weekdayScheduleName(job.name), weekdayExpression) }),
    ...(timezone !== undefined && { timezone: literal(timezone) }),
    ...(retries && { retries }),
    ...(deadLetterQueue && { deadLetterQueue }),
    enabled: job.enabled,
  });
}
