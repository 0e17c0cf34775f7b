import { isCronProblem, schedulerExpressions, timezoneProblem } from "../aws/cron/index.js";
import { parseImageReference } from "../aws/images/index.js";
import type { CronJob, EnvironmentVariable, Secret, Service } from "../model/project.js";
import type { CronDocument } from "../schema/language.js";
import { OWN_VARIABLES } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";
import { commandWords } from "../shell/command-words.js";
import { byName, type ResolveContext } from "./context.js";
import { readFiles } from "./files.js";
import { hostsForJob, withJobDatabases } from "./job-databases.js";
import { calledServices, nameVariables, networksOfJob } from "./job-names.js";
import { retriesOf } from "./job-retries.js";
import { resolveMounts } from "./mounts.js";
import { secretsOfJob, writesFiles } from "./secrets.js";
import { resolveSize, sizeFieldsOfJob } from "./size.js";
import { settableVariables } from "./variables.js";

type Job = Entry<CronDocument>;

/** The jobs that an environment says. `services` are those that could be told. */
export function resolveCron(
  written: ReadonlyMap<string, Job>,
  services: readonly Service[],
  context: ResolveContext,
): readonly CronJob[] {
  return [...written.values()]
    .map((job) => resolveJob(job, services, context))
    .filter((job) => job !== undefined)
    .sort(byName);
}

function resolveJob(job: Job, services: readonly Service[], context: ResolveContext): CronJob | undefined {
  const { fields } = job.value.value;
  const schedule = fields.schedule && resolveSchedule(fields.schedule.value);
  const alone = resolveRun(job, context);
  const command = fields.command && resolveCommand(fields.command.value, alone?.kind === "service");
  if (!schedule || !alone || !command) return undefined;
  const service = alone.kind === "service" ? services.find(({ name }) => name === alone.service) : undefined;
  const called = fields.depends_on ? calledServices(fields, networksOfJob(alone, context), context) : [];
  const secrets = alone.kind === "image" ? alone.secrets : service?.secrets;
  const names = [
    ...nameVariables(called, services, context),
    ...(service?.databases && called.length > 0 ? hostsForJob(service, called, context) : []),
  ];
  const own = withNames(jobVariables(job, secrets), secrets, names);
  const { run, environment } =
    alone.kind === "image" && fields.depends_on && context.databases.size > 0
      ? withJobDatabases(alone, own, fields, context)
      : { run: alone, environment: own };
  const { timezone, retries, deadLetterQueue } = fields;
  const size = sizeFieldsOfJob(
    fields,
    run.kind === "service" ? context.services.get(run.service)?.value.value.fields : undefined,
  );
  return {
    name: job.key.value,
    ...schedule,
    ...(timezone && timezoneProblem(timezone.value) === undefined ? { timezone: timezone.value } : {}),
    run,
    ...command,
    environment: run.kind === "image" ? [...injected(context), ...environment].sort(byName) : environment,
    ...(called.length > 0 && { dependsOn: called }),
    ...(size && { size: resolveSize(size, false) }),
    ...(deadLetterQueue?.value && { deadLetterQueue: deadLetterQueue.value }),
    ...(retries && { retries: retriesOf(retries.value) }),
    enabled: !service || service.instances > 0 || service.scaling !== undefined,
    source: job.key.location,
  };
}

function resolveSchedule(text: string): Pick<CronJob, "schedule" | "expression" | "weekdayExpression"> | undefined {
  const expressions = schedulerExpressions(text);
  if (isCronProblem(expressions)) return undefined;
  const { expression, weekdays } = expressions;
  return { schedule: text.trim(), expression, ...(weekdays && { weekdayExpression: weekdays.expression }) };
}

/** An image of its own comes first: beside it, the service says nothing but that it should be there. */
function resolveRun({ key, value }: Job, context: ResolveContext): CronJob["run"] | undefined {
  const { services, reach } = context;
  const { fields, written } = value.value;
  if (fields.image) {
    const image = fields.image.value;
    if (!parseImageReference(image)) return undefined;
    const networks = reach.jobs.get(key.value) ?? [];
    const mounts = fields.volumes ? resolveMounts(fields.volumes.value) : [];
    const secrets = fields.secrets ? secretsOfJob(key.value, fields.secrets.value, context) : [];
    const files = writesFiles(fields) ? readFiles(fields, mounts, context).files : undefined;
    return {
      kind: "image",
      image,
      networks,
      ...(secrets.length > 0 ? { secrets } : {}),
      ...(files ? { files } : {}),
      ...(mounts.length > 0 ? { mounts } : {}),
      ...(reach.isPrivate(networks) ? { private: true } : {}),
    };
  }
  if (written.has("image") || !fields.service) return undefined;
  const service = fields.service.value;
  return services.has(service) ? { kind: "service", service } : undefined;
}

/**
 * What runs. Beside a service the command takes the place of the image's entry point, as if it ran in the service's container; an image of
 * its own gets it as arguments, as `docker run` does. What needs a shell takes the place of the entry point in any case.
 */
function resolveCommand(written: string, besideService: boolean): Pick<CronJob, "entryPoint" | "command"> | undefined {
  const text = written.trim();
  if (text === "") return undefined;
  const words = commandWords(text);
  if (!words) return { entryPoint: ["/bin/sh", "-c"], command: [text] };
  return besideService ? { entryPoint: words.slice(0, 1), command: words.slice(1) } : { command: words };
}

/** What every container is told; a job with an image of its own has no service to name. */
function injected({ project, environment }: ResolveContext): readonly EnvironmentVariable[] {
  return [
    { name: OWN_VARIABLES.environment, value: environment },
    { name: OWN_VARIABLES.project, value: project },
  ];
}

/** With the names of services that it calls, unless the file says what is in a variable. */
function withNames(
  own: readonly EnvironmentVariable[],
  secrets: readonly Secret[] | undefined,
  names: readonly EnvironmentVariable[],
): readonly EnvironmentVariable[] {
  const taken = new Set([...own, ...(secrets ?? [])].map(({ name }) => name));
  return [...own, ...names.filter(({ name }) => !taken.has(name))].sort(byName);
}

/** The job's variables, without those that are a secret of it, or of its service. */
function jobVariables({ value }: Job, secrets: readonly Secret[] = []): readonly EnvironmentVariable[] {
  const secret = new Set(secrets.map(({ name }) => name));
  return settableVariables(value.value.fields.env?.value)
    .filter(({ name }) => !secret.has(name))
    .sort(byName);
}
