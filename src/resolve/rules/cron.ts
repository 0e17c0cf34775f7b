import { findImage } from "../../aws/images/index.js";
import { deadLetterQueueName, jobResourceName, nameScope } from "../../aws/names.js";
import { roleNames } from "../../aws/role-names.js";
import { ROLE_POLICY_CHARACTERS_MAX } from "../../aws/role-policy.js";
import { related } from "../../diagnostics/related.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { CronJob, Service } from "../../model/project.js";
import type { CronDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { resolveAccount } from "../account.js";
import { type Context, componentOf } from "../context.js";
import { sharesNetwork } from "../job-names.js";
import { ownPort } from "../own-port.js";
import { unknownNames } from "../unknown-names.js";
import { checkCalledServices } from "./called-services.js";
import { checkJob } from "./job.js";
import { checkDistinctNames } from "./names.js";
import { storeMounts } from "./store.js";

/**
 * What is wrong with the jobs that an environment says, and what is worth knowing of them. `jobs` is what was made of those that are right.
 */
export function checkJobs(
  all: ReadonlyMap<string, Entry<CronDocument>>,
  jobs: readonly CronJob[],
  services: readonly Service[],
  context: Context,
): void {
  const written = [...all.values()];
  checkDistinctNames(
    "cron jobs",
    written.map(({ key }) => key),
    context.diagnostics,
  );
  const byName = new Map(services.map((service) => [service.name, service]));
  const unknown = unknownNames([...context.services.keys()], written.length);
  for (const job of written) checkJob(job, byName, unknown, context);
  for (const job of jobs) {
    const { run } = job;
    const service = run.kind === "service" ? byName.get(run.service) : undefined;
    const location = all.get(job.name)?.value.value.fields.service?.location ?? job.source;
    // Who says what it depends on has said what it calls.
    const says = (all.get(job.name)?.value.value.fields.depends_on?.value.length ?? 0) > 0;
    if (service) checkBeside(job, service, location, says, context);
    else if (run.kind === "image" && !says) noteNames(job, context);
  }
  if (written.some(({ value }) => value.value.fields.depends_on)) {
    checkCalledServices(all, jobs, services, context);
  }
  checkCount(jobs, context);
}

function checkBeside(job: CronJob, service: Service, location: SourceLocation, says: boolean, context: Context): void {
  const { diagnostics } = context;
  const names = { job: job.name, service: service.name };
  diagnostics.report(job.enabled ? "NK931" : "NK933", location, names);
  const facts = service.image.kind === "reference" ? findImage(service.image.reference) : undefined;
  const stores = facts ? storeMounts(service, facts) : [];
  const own = stores.find(({ volume }) => !mayShare(volume, context));
  if (facts && own) {
    const params = { ...names, image: facts.name, volume: own.volume };
    diagnostics.report("NK365", location, params, [related("volumeWritten", own.source)]);
  }
  if (!job.enabled || !context.reach.names || says) return;
  const others = context.reach.serversOf(service.name);
  const needed = others.filter((other) => service.dependsOn.includes(other));
  if (needed.length > 0) diagnostics.report("NK368", location, { ...names, others: needed });
  else if (others.length > 0 || context.reach.parts.get(service.name) === "server")
    diagnostics.report("NK932", job.source, { job: job.name });
}

function mayShare(volume: string, { volumes }: Context): boolean {
  return volumes.get(volume)?.value.value.fields.efs?.value.fields.sharedWriters?.value ?? false;
}

/** A job with an image of its own, beside services that others find by name. */
function noteNames(job: CronJob, { reach, services, diagnostics }: Context): void {
  const own = reach.jobs.get(job.name) ?? [];
  const found = [...reach.networks].some(([name, networks]) => {
    const fields = services.get(name)?.value.value.fields;
    return sharesNetwork(own, networks) && fields !== undefined && ownPort(fields) !== undefined;
  });
  if (reach.names && found) diagnostics.report("NK932", job.source, { job: job.name });
}

/** What the scheduler's policy takes: its statements, and around each name of a task definition, a role or a queue the rest of its ARN. */
const POLICY = { fixed: 1_100, definition: 70, role: 50, queue: 50, statement: 100 } as const;

/** What of it sends to queues: a statement with the ARN of each, and one for the key of the queue that is made. */
function queuePolicy(jobs: readonly CronJob[], made: string, key: string | undefined): readonly number[] {
  const queues = [...new Set(jobs.map(({ deadLetterQueue }) => deadLetterQueue))].filter(
    (queue) => queue !== undefined,
  );
  if (queues.length === 0) return [];
  const arns = queues.map((queue) => (queue === true ? POLICY.queue + made.length : queue.length + 3));
  return [POLICY.statement, ...arns, ...(queues.includes(true) && key ? [POLICY.statement + key.length] : [])];
}

/** Reports more jobs than the scheduler's policy can name. An estimate, on the safe side. */
function checkCount(jobs: readonly CronJob[], context: Context): void {
  const { project, infra, services, diagnostics } = context;
  const scope = { name: context.environment, ...componentOf(context) };
  const account = resolveAccount(infra);
  const roleOf = roleNames({ project, ...scope, ...account });
  const definitions = jobs.map(({ name }) => jobResourceName(project, nameScope(scope), name));
  const existing = (service: string) => services.get(service)?.value.value.fields.aws?.value.fields.taskRole?.value;
  const roles = jobs.map(({ name, run }) =>
    run.kind === "service" ? (existing(run.service) ?? roleOf.taskOf(run.service)) : roleOf.ofJob(name),
  );
  const named = [
    ...queuePolicy(jobs, deadLetterQueueName(project, nameScope(scope)), infra.fields.kmsKeyArn?.value),
    ...definitions.map(({ length }) => POLICY.definition + length),
    ...[...new Set(roles)].map(({ length }) => POLICY.role + length + (account.roles?.path?.length ?? 0)),
  ];
  const last = jobs.at(-1);
  if (!last || named.reduce((sum, one) => sum + one, POLICY.fixed) <= ROLE_POLICY_CHARACTERS_MAX) return;
  diagnostics.report("NK367", last.source, { jobs: jobs.length, limit: ROLE_POLICY_CHARACTERS_MAX });
}
