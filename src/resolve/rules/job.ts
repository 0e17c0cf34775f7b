import { isCronProblem, schedulerExpressions, timezoneProblem, timezoneSpelling } from "../../aws/cron/index.js";
import { parseImageReference } from "../../aws/images/index.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { replaceText } from "../../diagnostics/fix.js";
import type { Located, SourceLocation } from "../../diagnostics/source.js";
import type { Service } from "../../model/project.js";
import type { CronDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { correctedImage } from "../corrected-image.js";
import { retryAge } from "../job-retries.js";
import { resolveMounts } from "../mounts.js";
import { writesFiles } from "../secrets.js";
import { readSize, sizeFieldsOfJob } from "../size.js";
import type { UnknownName } from "../unknown-names.js";
import { checkFiles } from "./files.js";
import { checkMounts } from "./mounts.js";
import { scheduleProblem } from "./schedule-problem.js";
import { checkSecretFiles } from "./secret-files.js";
import { checkSecretVariables } from "./secret-variables.js";
import { checkSizeOf } from "./size.js";
import { checkVariableNames } from "./variables.js";

type Job = Entry<CronDocument>;

/** What can be wrong with one job by itself, or as one that runs beside its service. */
export function checkJob(
  job: Job,
  services: ReadonlyMap<string, Service>,
  unknown: (written: Located<string>) => UnknownName,
  context: Context,
): void {
  const { diagnostics } = context;
  const { fields } = job.value.value;
  if (fields.schedule) checkSchedule(job, fields.schedule, diagnostics);
  if (fields.timezone) checkTimezone(fields.timezone, diagnostics);
  checkRun(job, unknown, context);
  checkKeysBesideService(job, diagnostics);
  checkJobSecrets(job, context);
  if (fields.volumes) checkMounts(job.key.value, fields.volumes.value, diagnostics);
  checkJobSize(job, context);
  checkRetries(job, diagnostics);
  if (fields.command?.value.trim() === "") diagnostics.report("NK366", fields.command.location, {});
  const env = fields.env?.value;
  checkSecretVariables(env, diagnostics);
  checkVariableNames(env, diagnostics);
  const ofService = fields.image || job.value.value.written.has("image") ? undefined : fields.service;
  const secrets = new Set(ofService && services.get(ofService.value)?.secrets?.map(({ name }) => name));
  for (const { key } of env?.values() ?? []) {
    if (!secrets.has(key.value)) continue;
    diagnostics.report("NK225", key.location, { name: key.value, owner: job.key.value });
  }
}

function checkSchedule({ key }: Job, schedule: Located<string>, diagnostics: Diagnostics): void {
  const expressions = schedulerExpressions(schedule.value);
  if (isCronProblem(expressions)) {
    const { location, params } = scheduleProblem(schedule, expressions);
    diagnostics.report("NK360", location, params);
  } else if (expressions.weekdays) {
    diagnostics.report("NK364", schedule.location, { job: key.value, ...expressions.weekdays.overlaps });
  }
}

function checkTimezone({ value, location }: Located<string>, diagnostics: Diagnostics): void {
  const problem = timezoneProblem(value);
  if (problem === undefined) return;
  const known = timezoneSpelling(value);
  const fix = known === undefined ? undefined : replaceText(location, value, known);
  diagnostics.report("NK361", location, { timezone: value, problem }, [], fix);
}

/** A job runs an image, or beside a service that is there. */
function checkRun({ key, value }: Job, unknown: (written: Located<string>) => UnknownName, context: Context): void {
  const { diagnostics } = context;
  const { fields, written } = value.value;
  const { image, service } = fields;
  if (service && !context.services.has(service.value)) reportUnknown(service.location, unknown(service), context);
  if (image && !parseImageReference(image.value)) {
    diagnostics.report("NK301", image.location, { reference: image.value }, [], correctedImage(image));
  }
  if (!written.has("image") && !written.has("service")) {
    diagnostics.report("NK363", key.location, { job: key.value });
  }
}

/** What a job that runs as a service has of that alone. */
const OF_ITS_SERVICE = ["networks", "secrets", "volumes"] as const;

function checkKeysBesideService({ key, value }: Job, diagnostics: Diagnostics): void {
  const { fields, written } = value.value;
  if (written.has("image") || !fields.service) return;
  for (const name of OF_ITS_SERVICE) {
    const field = fields[name];
    if (!field) continue;
    diagnostics.report("NK593", field.location, { job: key.value, key: name, service: fields.service.value });
  }
}

/** The secrets of a job with an image of its own that are files; a job of a service has those of that. */
function checkJobSecrets(job: Job, context: Context): void {
  const { fields } = job.value.value;
  if (!fields.image || !fields.secrets) return;
  checkSecretFiles(fields.secrets.value, context.diagnostics);
  if (writesFiles(fields)) checkFiles(job, resolveMounts(fields.volumes?.value ?? []), false, context);
}

function checkJobSize({ key, value }: Job, { services, diagnostics }: Context): void {
  const { fields, written } = value.value;
  const service = written.has("image") || !fields.service ? undefined : services.get(fields.service.value);
  const size = sizeFieldsOfJob(fields, service?.value.value.fields);
  if (size) checkSizeOf(key, fields, readSize(size, false), { proxy: false, diagnostics });
}

function checkRetries({ value }: Job, diagnostics: Diagnostics): void {
  const { retries } = value.value.fields;
  const maxAge = retries && typeof retries.value === "object" ? retries.value.fields.maxAge : undefined;
  if (!maxAge || retryAge(maxAge.value) !== undefined) return;
  diagnostics.report("NK588", maxAge.location, { found: String(maxAge.value) });
}

function reportUnknown(location: SourceLocation, { params, fix }: UnknownName, context: Context): void {
  const { removed, environment, diagnostics } = context;
  if (!removed.has(params.name)) diagnostics.report("NK362", location, params, [], fix);
  else diagnostics.report("NK362", location, { ...params, removedIn: environment });
}
