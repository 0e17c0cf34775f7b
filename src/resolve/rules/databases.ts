import { DATABASE_ENGINES, HOSTED_ENGINES } from "../../aws/databases.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Service } from "../../model/project.js";
import type { CronDocument, DatabaseDocument, ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import {
  containerEngine,
  databaseVariable,
  isRunByAws,
  reachedDatabases,
  urlForm,
  writtenUrl,
} from "../database-variables.js";
import { dependenciesOf } from "../dependencies.js";
import { cacheEngine, writtenPassword } from "../managed-caches.js";
import { managedEngine } from "../managed-databases.js";
import { readReference, type WrittenSecret } from "../secret-reference.js";
import { conventionFor } from "../secrets.js";
import { checkManagedCache } from "./managed-caches.js";
import { checkContainerDatabase, checkManagedDatabase } from "./managed-databases.js";
import { reportProblems } from "./secret-references.js";

/** The password that the language gives a database which says none. */
const KNOWN_PASSWORD = "nanokit-safe-password";

/** What can be wrong with databases beyond what holds for the services that they are. */
export function checkDatabases(
  services: readonly Service[],
  jobs: ReadonlyMap<string, Entry<CronDocument>> | undefined,
  context: Context,
): void {
  const users = usersOf(jobs, context);
  for (const database of context.databases.values()) {
    checkName(database, context);
    checkUsers(database, users, context);
    checkWhere(database, context);
    checkPasswords(database, context);
    noteUrl(database, services, context);
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

/** Says what a URL would be, once for each database, at the first service that has none. */
function noteUrl(database: Entry<DatabaseDocument>, services: readonly Service[], context: Context): void {
  const name = database.key.value;
  const form = urlForm(database, context);
  if (form === undefined || database.value.value.fields.url) return;
  const variable = databaseVariable(name, "URL");
  const without = services.find((service) => {
    const says = [...service.environment, ...(service.secrets ?? [])].some((one) => one.name === variable);
    return !says && reachedBy(service, context).some(({ key }) => key.value === name);
  });
  if (!without) return;
  const { folder, store } = conventionFor(name, context);
  const parameter =
    store === "ssm" ? `the SSM parameter \`/${folder}/URL\`` : `the key \`URL\` of the secret \`${folder}\``;
  const params = { database: name, service: without.name, variable, form, parameter };
  context.diagnostics.report("NK538", database.key.location, params);
}

function reachedBy({ name }: Service, context: Context): readonly Entry<DatabaseDocument>[] {
  const fields = context.services.get(name)?.value.value.fields;
  return fields ? reachedDatabases(name, fields, context) : [];
}

/** Warns of a service that depends on a database and cannot find it. */
function checkReached(service: Service, fields: ServiceDocument["fields"], context: Context): void {
  const { databases, reach, diagnostics } = context;
  const reached = new Set(reachedBy(service, context).map(({ key }) => key.value));
  for (const { on } of dependenciesOf(fields)) {
    const database = databases.get(on.value);
    if (!database || !containerEngine(database.value.value) || reached.has(on.value)) continue;
    const params = { service: service.name, database: on.value, names: reach.names };
    diagnostics.report("NK539", on.location, params, [related("otherService", database.key.location)]);
  }
}
