import { DATABASE_ENGINES, HOSTED_ENGINES } from "../../aws/databases.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { CronJob, Service } from "../../model/project.js";
import type { CronDocument, DatabaseDocument, ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import {
  containerEngine,
  databaseVariable,
  isRunByAws,
  nameOf,
  reachedDatabases,
  urlForm,
  writtenUrl,
} from "../database-variables.js";
import { dependenciesOf } from "../dependencies.js";
import { privateHost } from "../job-names.js";
import { cacheEngine, writtenPassword } from "../managed-caches.js";
import { managedEngine } from "../managed-databases.js";
import { readReference, type WrittenSecret } from "../secret-reference.js";
import { conventionFor } from "../secrets.js";
import { checkManagedCache } from "./managed-caches.js";
import { checkContainerDatabase, checkManagedDatabase } from "./managed-databases.js";
import { reportProblems } from "./secret-references.js";

/** The password that the language gives a database which says none. */
const KNOWN_PASSWORD = "nanokit-safe-password";

/** What can be wrong with databases beyond what holds for the services that they are. `cronJobs` is what was made of the jobs that are right. */
export function checkDatabases(
  services: readonly Service[],
  cronJobs: readonly CronJob[],
  jobs: ReadonlyMap<string, Entry<CronDocument>> | undefined,
  context: Context,
): void {
  const users = usersOf(jobs, context);
  for (const database of context.databases.values()) {
    checkName(database, context);
    checkUsers(database, users, context);
    checkWhere(database, context);
    checkPasswords(database, context);
    if (database.value.value.fields.url) noteHostInUrl(database, cronJobs, jobs, context);
    else noteUrl(database, services, cronJobs, context);
  }
  for (const service of services) {
    const written = context.services.get(service.name)?.value.value.fields;
    if (!written) continue;
    checkReached(service, written, context);
    const names = dependenciesOf(written).map(({ on }) => on);
    checkSameVariables(service.name, reachedDatabases(service.name, written, context), names, context);
  }
}

/**
 * Refuses databases of which a service or a job would be told by the same variables: ECS takes none twice. `reached` are those that it is told
 * of, `written` where it says that it depends on them.
 */
export function checkSameVariables(
  owner: string,
  reached: readonly Entry<DatabaseDocument>[],
  written: readonly Located<string>[],
  { diagnostics }: Context,
): void {
  const first = new Map<string, string>();
  for (const { key } of reached) {
    const variable = databaseVariable(key.value, "HOST");
    const other = first.get(variable);
    if (other === undefined) {
      first.set(variable, key.value);
      continue;
    }
    const [at, otherAt] = [key.value, other].map((name) => written.find(({ value }) => value === name)?.location);
    const params = { owner, database: key.value, other, variable };
    diagnostics.report("NK625", at ?? key.location, params, otherAt ? [related("otherOne", otherAt)] : []);
  }
}

/** All that services and jobs depend on, by name. */
function usersOf(
  jobs: ReadonlyMap<string, Entry<CronDocument>> | undefined,
  { services }: Context,
): ReadonlySet<string> {
  const ofServices = [...services.values()].flatMap(({ value }) =>
    dependenciesOf(value.value.fields).map(({ on }) => on),
  );
  const ofJobs = [...(jobs?.values() ?? [])].flatMap(({ value }) => value.value.fields.depends_on?.value ?? []);
  return new Set([...ofServices, ...ofJobs].map(({ value }) => value));
}

/** Warns of a database that AWS runs and nobody is let in to. */
function checkUsers(database: Entry<DatabaseDocument>, users: ReadonlySet<string>, { diagnostics }: Context): void {
  const { value: name, location } = database.key;
  if (isRunByAws(database) && !users.has(name)) diagnostics.report("NK628", location, { database: name });
}

/** Refuses a service with the name of a database: the one that the database is has its place. */
function checkName({ key }: Entry<DatabaseDocument>, { services, diagnostics }: Context): void {
  const other = services.get(key.value)?.key.location;
  if (!other || other.start === key.location.start) return;
  diagnostics.report("NK533", key.location, { name: key.value }, [related("otherService", other)]);
}

/** Looks at who runs it: a container, AWS or somebody else. */
function checkWhere(database: Entry<DatabaseDocument>, context: Context): void {
  const { diagnostics } = context;
  const { key, value } = database;
  const { engine, managed } = value.value.fields;
  if (!engine) return;
  const params = { database: key.value, engine: engine.value };
  if (HOSTED_ENGINES.some((one) => one === engine.value)) diagnostics.report("NK537", engine.location, params);
  else if (!managed?.value) checkContainerDatabase(database, context);
  else if (managedEngine(value.value)) checkManagedDatabase(database, context);
  else if (cacheEngine(value.value)) checkManagedCache(database, context);
  else diagnostics.report("NK534", managed.location, { database: key.value });
}

function checkPasswords(database: Entry<DatabaseDocument>, context: Context): void {
  const { diagnostics } = context;
  const name = database.key.value;
  const { fields } = database.value.value;
  for (const key of ["rootPassword", "url"] as const) {
    const secret = fields[key];
    if (!secret || typeof secret.value !== "string" || secret.value.startsWith("vault://")) continue;
    diagnostics.report("NK535", secret.location, { database: name, key, reason: reasonOf(secret.value) });
  }
  for (const secret of connectionSecrets(database)) checkConnectionSecret(name, secret, context);
  const engine = containerEngine(database.value.value);
  const secrets = engine && DATABASE_ENGINES[engine].rootPassword;
  const other = secrets?.map((one) => fields.secrets?.value.get(one)?.key).find((one) => one !== undefined);
  if (!fields.rootPassword || !other) return;
  diagnostics.report("NK566", other.location, { database: name, secret: other.value });
}

/** The secrets that are for those who connect, and for no container: the URL, and the password of a cache. RDS makes its own. */
function connectionSecrets(database: Entry<DatabaseDocument>): readonly WrittenSecret[] {
  const document = database.value.value;
  const password = writtenPassword(database);
  if (managedEngine(document) || (cacheEngine(document) && !password)) return [];
  return [password, writtenUrl(database)].filter((secret) => secret !== undefined);
}

/** What is wrong with the reference to such a secret, and where it is looked for when it says nothing of that. */
function checkConnectionSecret(service: string, secret: WrittenSecret, context: Context): void {
  const reading = readReference(secret, conventionFor(service, context));
  const { reference, byConvention: example } = reading;
  reportProblems(secret, reading, context.diagnostics);
  if (!reference || example === undefined) return;
  context.diagnostics.report("NK930", secret.key.location, { service, store: reference.store, example });
}

function reasonOf(text: string): "plain" | "variable" | "known" {
  if (text === KNOWN_PASSWORD) return "known";
  return /^env:\/\/|\$\{/.test(text) ? "variable" : "plain";
}

/** Says what a URL would be, once for each database, at the first service that has none, or the first job with an image of its own. */
function noteUrl(
  database: Entry<DatabaseDocument>,
  services: readonly Service[],
  cronJobs: readonly CronJob[],
  context: Context,
): void {
  const name = database.key.value;
  const form = urlForm(database, hostInUrl(name, cronJobs, context), context);
  if (form === undefined) return;
  const variable = databaseVariable(name, "URL");
  const without = [
    ...services.filter((service) => isTold(service.name, name, context)),
    ...cronJobs.flatMap(({ name: job, environment, run }) =>
      run.kind === "image" && run.databases?.includes(name) ? [{ name: job, environment, ...run }] : [],
    ),
  ].find(({ environment, secrets = [] }) => ![...environment, ...secrets].some((one) => one.name === variable));
  if (!without) return;
  const { folder, store } = conventionFor(name, context);
  const parameter =
    store === "ssm" ? `the SSM parameter \`/${folder}/URL\`` : `the key \`URL\` of the secret \`${folder}\``;
  const params = { database: name, service: without.name, variable, form, parameter };
  context.diagnostics.report("NK538", database.key.location, params);
}

/** Says which name a URL that is written has to have in it, once for each database, at the first job that reads it. */
function noteHostInUrl(
  database: Entry<DatabaseDocument>,
  cronJobs: readonly CronJob[],
  jobs: ReadonlyMap<string, Entry<CronDocument>> | undefined,
  context: Context,
): void {
  const name = database.key.value;
  const variable = databaseVariable(name, "URL");
  const { url } = database.value.value.fields;
  const reader = cronJobs.find(({ name: job, dependsOn, environment, run }) => {
    const runsAs = run.kind === "service" ? context.services.get(run.service)?.value.value.fields : undefined;
    const own = run.kind === "image" ? jobs?.get(job)?.value.value.fields : runsAs;
    const told = run.kind === "image" || isTold(run.service, name, context);
    const saysItself = [...environment.map((one) => one.name), ...(own?.secrets?.value.keys() ?? [])];
    return told && dependsOn?.includes(name) && !saysItself.includes(variable) && !runsAs?.env?.value.has(variable);
  });
  const host = hostInUrl(name, cronJobs, context);
  const form = urlForm(database, host, context);
  if (!url || !reader || form === undefined) return;
  context.diagnostics.report("NK637", url.location, { job: reader.name, variable, host, form }, [
    related("dependent", reader.source),
  ]);
}

/** The name of a database in a URL: services and jobs find it by that in private DNS, which it has where a job calls it. */
function hostInUrl(database: string, cronJobs: readonly CronJob[], context: Context): string {
  const isCalled = cronJobs.some(({ dependsOn }) => dependsOn?.includes(database));
  return isCalled ? privateHost(database, context) : nameOf(database, context);
}

function reachedBy(service: string, context: Context): readonly Entry<DatabaseDocument>[] {
  const fields = context.services.get(service)?.value.value.fields;
  return fields ? reachedDatabases(service, fields, context) : [];
}

/** Whether a service is told of a database. */
function isTold(service: string, database: string, context: Context): boolean {
  return reachedBy(service, context).some(({ key }) => key.value === database);
}

/** Warns of a service that depends on a database and cannot find it. */
function checkReached(service: Service, fields: ServiceDocument["fields"], context: Context): void {
  const { databases, reach, diagnostics } = context;
  const reached = new Set(reachedBy(service.name, context).map(({ key }) => key.value));
  for (const { on } of dependenciesOf(fields)) {
    const database = databases.get(on.value);
    if (!database || !containerEngine(database.value.value) || reached.has(on.value)) continue;
    const params = { service: service.name, database: on.value, names: reach.names };
    diagnostics.report("NK539", on.location, params, [related("otherService", database.key.location)]);
  }
}
