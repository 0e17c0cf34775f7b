import type { Located } from "../../diagnostics/source.js";
import type { CronJob, Service } from "../../model/project.js";
import type { CronDocument } from "../../schema/language.js";
import { hostVariable, urlVariable } from "../../schema/own-variables.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { databaseVariable, isRunByAws } from "../database-variables.js";
import { databasesOfJob, managedDependencies } from "../job-databases.js";
import { networksOfJob, privateHost, sharesNetwork } from "../job-names.js";
import { listens } from "../own-port.js";
import { unknownNames } from "../unknown-names.js";
import { checkSameVariables } from "./databases.js";

type Jobs = ReadonlyMap<string, Entry<CronDocument>>;

/** Looks at the services that jobs call. `jobs` is what was made of those that are right. */
export function checkCalledServices(
  all: Jobs,
  jobs: readonly CronJob[],
  services: readonly Service[],
  context: Context,
): void {
  checkNames(all, context);
  if (context.databases.size > 0) checkDatabases(jobs, all, services, context);
  const noted = new Set<string>();
  for (const job of jobs) {
    const written = all.get(job.name)?.value.value.fields.depends_on?.value ?? [];
    for (const one of written) checkReach(job, one, services, context);
    for (const one of written) {
      if (!job.dependsOn?.includes(one.value) || noted.has(one.value)) continue;
      const [service, host] = [one.value, privateHost(one.value, context)];
      const variables = job.environment.filter(({ name, value }) => value === host && isForHost(name, service));
      const names = variables.map(({ name }) => name);
      if (knowsName(job, service, names)) continue;
      noted.add(service);
      context.diagnostics.report("NK592", one.location, { service, host, variables: names });
    }
  }
}

/** Whether a variable is one that tells of the host of a service, or of a database. */
function isForHost(variable: string, service: string): boolean {
  return [hostVariable(service), databaseVariable(service, "HOST")].includes(variable);
}

/** Whether what a job runs, or a variable of its own, asks for the name of a service: then nobody has to be told where it is. */
function knowsName({ entryPoint = [], command, environment }: CronJob, service: string, hosts: readonly string[]) {
  const asks = new RegExp(`\\b(?:${[hostVariable(service), urlVariable(service), ...hosts].join("|")})\\b`);
  return [...entryPoint, ...command, ...environment.map(({ value }) => value)].some((text) => asks.test(text));
}

/**
 * Refuses databases that are told by the same variables, and one that AWS runs, of which the service that a job runs as knows nothing: it has
 * no way in, and no password.
 */
function checkDatabases(jobs: readonly CronJob[], all: Jobs, services: readonly Service[], context: Context): void {
  for (const { name: job, run } of jobs) {
    const fields = all.get(job)?.value.value.fields ?? {};
    if (run.kind === "image") {
      checkSameVariables(job, databasesOfJob(run.networks, fields, context), fields.depends_on?.value ?? [], context);
      continue;
    }
    const known = services.find(({ name }) => name === run.service)?.databases ?? [];
    for (const { key } of managedDependencies(fields, context)) {
      const at = fields.depends_on?.value.find(({ value }) => value === key.value);
      if (!at || known.includes(key.value)) continue;
      context.diagnostics.report("NK638", at.location, { job, service: run.service, database: key.value });
    }
  }
}

/** Refuses services that are not there. */
function checkNames(all: Jobs, context: Context): void {
  const { services, databases, removed, environment, diagnostics } = context;
  const managed = [...databases.values()].filter(isRunByAws).map(({ key }) => key.value);
  const known = new Set([...services.keys(), ...managed]);
  const written = [...all.values()].flatMap(({ value }) => value.value.fields.depends_on?.value ?? []);
  const wrong = written.filter(({ value }) => !known.has(value));
  const tell = unknownNames([...known], wrong.length);
  for (const one of wrong) {
    const { params, fix } = tell(one);
    const gone = removed.has(one.value) ? { removedIn: environment } : {};
    diagnostics.report("NK589", one.location, { ...params, ...gone }, [], removed.has(one.value) ? undefined : fix);
  }
}

/** Refuses a service on none of the job's networks, and one that listens on nothing. */
function checkReach(job: CronJob, one: Located<string>, services: readonly Service[], context: Context): void {
  const { diagnostics, reach, services: entries } = context;
  const service = services.find(({ name }) => name === one.value);
  const fields = entries.get(one.value)?.value.value.fields;
  if (!service || !fields) return;
  const own = networksOfJob(job.run, context);
  const params = { job: job.name, service: one.value };
  if (!sharesNetwork(own, reach.networks.get(one.value))) {
    const networks = reach.networks.get(one.value) ?? [];
    diagnostics.report("NK590", one.location, { ...params, networks, ofService: job.run.kind === "service" });
  } else if (!listens(fields)) diagnostics.report("NK591", one.location, params);
}
