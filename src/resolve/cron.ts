import { environmentNameProblem } from "../aws/container.js";
import { isCronProblem, parseCrontab, timezoneProblem, timezoneSpelling, toScheduler } from "../aws/cron/index.js";
import { parseImageReference } from "../aws/images/index.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { replaceText } from "../diagnostics/fix.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { CronJob, EnvironmentVariable, Service } from "../model/project.js";
import { closest } from "../schema/decode.js";
import { type CronDocument, DEFAULT_NETWORK, type EnvironmentDocument } from "../schema/language.js";
import { isOwnVariable, OWN_VARIABLES } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";
import { commandWords } from "../shell/command-words.js";
import { byName, type Context } from "./context.js";
import { correctedImage } from "./corrected-image.js";
import { correctedName } from "./corrected-name.js";
import { checkJobs } from "./rules/cron.js";
import { checkDistinctNames } from "./rules/names.js";
import { checkSecretVariables } from "./rules/secret-variables.js";

type Job = Entry<CronDocument>;

/** The jobs of an environment. `services` are those that could be told; what is wrong with another was reported. */
export function resolveCron(
  { fields }: EnvironmentDocument,
  services: readonly Service[],
  context: Context,
): readonly CronJob[] {
  const written = [...(fields.cron?.value.values() ?? [])];
  checkDistinctNames(
    "cron jobs",
    written.map(({ key }) => key),
    context.diagnostics,
  );
  const jobs = written.map((job) => resolveJob(job, services, context)).filter((job) => job !== undefined);
  checkJobs(jobs, services, fields.cron?.value ?? new Map(), context);
  return jobs.sort(byName);
}

function resolveJob(job: Job, services: readonly Service[], context: Context): CronJob | undefined {
  const { fields } = job.value.value;
  const { diagnostics } = context;
  const schedule = fields.schedule && resolveSchedule(job, fields.schedule, diagnostics);
  const timezone = resolveTimezone(fields.timezone, diagnostics);
  const run = resolveRun(job, context);
  const command = fields.command && resolveCommand(fields.command, run?.kind === "service", diagnostics);
  const service = run?.kind === "service" ? services.find(({ name }) => name === run.service) : undefined;
  const environment = resolveVariables(job, service, diagnostics);
  if (!schedule || !run || !command) return undefined;
  return {
    name: job.key.value,
    ...schedule,
    ...(timezone === undefined ? {} : { timezone }),
    run,
    ...command,
    environment: run.kind === "image" ? [...injected(context), ...environment].sort(byName) : environment,
    enabled: !service || service.instances > 0 || service.scaling !== undefined,
    source: job.key.location,
  };
}

function resolveSchedule(
  { key }: Job,
  schedule: Located<string>,
  diagnostics: Diagnostics,
): Pick<CronJob, "expression" | "weekdayExpression"> | undefined {
  const crontab = parseCrontab(schedule.value);
  const expressions = isCronProblem(crontab) ? crontab : toScheduler(crontab);
  if (isCronProblem(expressions)) {
    const { start, end, reason, fix } = expressions;
    const found = schedule.value.slice(start, end);
    const location = within(schedule, start, end);
    diagnostics.report("NK360", location, { found, reason, ...(fix === undefined ? {} : { fix }) });
    return undefined;
  }
  const { expression, weekdays } = expressions;
  if (!weekdays) return { expression };
  diagnostics.report("NK364", schedule.location, { job: key.value, ...weekdays.overlaps });
  return { expression, weekdayExpression: weekdays.expression };
}

/** A part of a text where it stands in the file; the whole value when it is not written there as it is: with variables, with escapes. */
function within({ value, location }: Located<string>, start: number, end: number): SourceLocation {
  const { file } = location;
  const written = file.text.slice(location.start, location.end);
  const quoted = /^(["'])(.*)\1$/s.exec(written)?.[2];
  const from = quoted === value ? location.start + 1 : written === value ? location.start : undefined;
  return from === undefined || end <= start ? location : { file, start: from + start, end: from + end };
}

function resolveTimezone(timezone: Located<string> | undefined, diagnostics: Diagnostics): string | undefined {
  const problem = timezone && timezoneProblem(timezone.value);
  if (timezone && problem !== undefined) {
    const known = timezoneSpelling(timezone.value);
    const fix = known === undefined ? undefined : replaceText(timezone.location, timezone.value, known);
    diagnostics.report("NK361", timezone.location, { timezone: timezone.value, problem }, [], fix);
    return undefined;
  }
  return timezone?.value;
}

/** An image of its own comes first: beside it, the service says nothing but that it should be there. */
function resolveRun({ key, value }: Job, context: Context): CronJob["run"] | undefined {
  const { fields, written } = value.value;
  const known = fields.service && checkService(fields.service, context);
  if (fields.image) {
    const image = fields.image.value;
    if (parseImageReference(image)) return { kind: "image", image, networks: [DEFAULT_NETWORK] };
    context.diagnostics.report("NK301", fields.image.location, { reference: image }, [], correctedImage(fields.image));
    return undefined;
  }
  if (written.has("image")) return undefined;
  if (fields.service) return known ? { kind: "service", service: fields.service.value } : undefined;
  if (!written.has("service")) context.diagnostics.report("NK363", key.location, { job: key.value });
  return undefined;
}

function checkService(written: Located<string>, context: Context): boolean {
  const { value: name, location } = written;
  const { services, removed, environment, diagnostics } = context;
  if (services.has(name)) return true;
  const known = [...services.keys()];
  const suggestion = closest(name, known);
  const params = { name, known, suggestion, ...(removed.has(name) ? { removedIn: environment } : {}) };
  const fix = removed.has(name) ? undefined : correctedName(written, known);
  diagnostics.report("NK362", location, params, [], fix);
  return false;
}

/**
 * What runs. Beside a service the command takes the place of the image's entry point, as if it ran in the service's container; an image of
 * its own gets it as arguments, as `docker run` does. What needs a shell takes the place of the entry point in any case.
 */
function resolveCommand(
  { value, location }: Located<string>,
  besideService: boolean,
  diagnostics: Diagnostics,
): Pick<CronJob, "entryPoint" | "command"> | undefined {
  const text = value.trim();
  if (text === "") {
    diagnostics.report("NK366", location, {});
    return undefined;
  }
  const words = commandWords(text);
  if (!words) return { entryPoint: ["/bin/sh", "-c"], command: [text] };
  return besideService ? { entryPoint: words.slice(0, 1), command: words.slice(1) } : { command: words };
}

/** What every container is told; a job with an image of its own has no service to name. */
function injected({ project, environment }: Context): readonly EnvironmentVariable[] {
  return [
    { name: OWN_VARIABLES.environment, value: environment },
    { name: OWN_VARIABLES.project, value: project },
  ];
}

function resolveVariables(
  { key: job, value }: Job,
  service: Service | undefined,
  diagnostics: Diagnostics,
): readonly EnvironmentVariable[] {
  const { env } = value.value.fields;
  checkSecretVariables(env?.value, diagnostics);
  const variables = [...(env?.value.values() ?? [])].flatMap(({ key, value }) => {
    const name = key.value;
    const problem = environmentNameProblem(name);
    const secret = service?.secrets?.some((one) => one.name === name);
    if (problem !== undefined) diagnostics.report("NK303", key.location, { name, problem });
    else if (isOwnVariable(name)) diagnostics.report("NK304", key.location, { name });
    else if (secret) diagnostics.report("NK225", key.location, { name, owner: job.value });
    else return [{ name, value: value.value }];
    return [];
  });
  return variables.sort(byName);
}
