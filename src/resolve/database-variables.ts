import { CONTAINER_ENGINES, type ContainerEngine, DATABASE_ENGINES, databasePort } from "../aws/databases.js";
import type { CacheEngine } from "../aws/managed-caches.js";
import type { ManagedEngine } from "../aws/managed-databases.js";
import { hostName } from "../aws/names.js";
import type { DatabaseHost, EnvironmentVariable, Secret, Service } from "../model/project.js";
import { type DatabaseDocument, DEFAULT_NETWORK, type ServiceDocument } from "../schema/language.js";
import { inVariable } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";
import { byName, type ResolveContext, sharingComponent } from "./context.js";
import { dependenciesOf } from "./dependencies.js";
import { sharesNetwork } from "./job-names.js";
import { cacheEngine, writtenPassword } from "./managed-caches.js";
import { managedEngine, namesIn } from "./managed-databases.js";
import { type Reference, readReference, type WrittenSecret } from "./secret-reference.js";
import { conventionFor } from "./secrets.js";

/** What a service that depends on a database is told of it. */
interface DatabaseVariables {
  readonly variables: readonly EnvironmentVariable[];
  readonly secrets: readonly Secret[];
  /** Where it is, of one that AWS runs. @default a variable says it */
  readonly hosts?: readonly DatabaseHost[];
}

/** The variable of a database: `main-db` and `HOST` -> `MAIN_DB_HOST`. */
export function databaseVariable(database: string, what: string): string {
  return `${inVariable(database)}_${what}`;
}

/** The engine of a database that runs in a container. */
export function containerEngine({ fields }: DatabaseDocument): ContainerEngine | undefined {
  if (fields.managed?.value) return undefined;
  return CONTAINER_ENGINES.find((engine) => engine === fields.engine?.value);
}

/** Whether Amazon RDS or ElastiCache runs a database. */
export function isRunByAws({ value }: Entry<DatabaseDocument>): boolean {
  return managedEngine(value.value) !== undefined || cacheEngine(value.value) !== undefined;
}

/** The databases that a service depends on, and that it finds: those in containers by their names, those that AWS runs in any case. */
export function reachedDatabases(
  service: string,
  fields: ServiceDocument["fields"],
  { databases, services, reach }: ResolveContext,
): readonly Entry<DatabaseDocument>[] {
  const servers = new Set(databases.size > 0 && reach.names ? reach.serversOf(service) : []);
  const names = new Set(dependenciesOf(fields).map(({ on }) => on.value));
  return [...names].flatMap((name) => {
    const database = databases.get(name);
    if (database && isRunByAws(database)) return [database];
    if (!database || !servers.has(name) || !services.has(name)) return [];
    return containerEngine(database.value.value) ? [database] : [];
  });
}

/** The services, those marked that are databases, and all told of the databases that they depend on. */
export function withDatabaseFacts(services: readonly Service[], context: ResolveContext): readonly Service[] {
  return services.map((service) => {
    const database = context.databases.has(service.name);
    return withVariables(database ? { ...service, database } : service, context);
  });
}

/** A service with what it is told, where it has no variable or secret of the name. */
function withVariables(service: Service, context: ResolveContext): Service {
  const fields = context.services.get(service.name)?.value.value.fields ?? {};
  const reached = reachedDatabases(service.name, fields, context);
  const databases = reached.flatMap((one) => told(one, (database) => nameOf(database, context), context) ?? []);
  if (databases.length === 0) return service;
  const byAws = reached.filter((one) => !findsContainer(service.name, one, context)).map(({ key }) => key.value);
  const { variables, secrets, hosts } = whereNew(databases, [...service.environment, ...(service.secrets ?? [])]);
  return {
    ...service,
    databases: reached.map(({ key }) => key.value).sort(),
    ...(byAws.length > 0 && { databasesByAws: byAws.sort() }),
    environment: [...service.environment, ...variables].sort(byName),
    ...(service.secrets || secrets.length > 0
      ? { secrets: [...(service.secrets ?? []), ...secrets].sort(byName) }
      : {}),
    ...(hosts.length > 0 && { databaseHosts: hosts.sort(byName) }),
  };
}

/** Whether a service finds a database by its name when that runs in a container. */
function findsContainer(service: string, database: Entry<DatabaseDocument>, { reach }: ResolveContext): boolean {
  return reach.names && sharesNetworkOf(database, reach.networks.get(service) ?? []);
}

/** The name by which services find a database in a container. */
export function nameOf(database: string, context: ResolveContext): string {
  return hostName(database, sharingComponent(context));
}

/** Whether one of some networks is one that the container of a database is on. */
export function sharesNetworkOf({ value }: Entry<DatabaseDocument>, own: readonly string[]): boolean {
  return sharesNetwork(own, value.value.fields.networks?.value.map((one) => one.value) ?? [DEFAULT_NETWORK]);
}

/** What is told of databases, without names that are taken. */
export function whereNew(databases: readonly DatabaseVariables[], own: readonly { readonly name: string }[]) {
  const taken = new Set(own.map(({ name }) => name));
  const isNew = ({ name }: { readonly name: string }) => !taken.has(name);
  return {
    variables: databases.flatMap((one) => one.variables).filter(isNew),
    secrets: databases.flatMap((one) => one.secrets).filter(isNew),
    hosts: databases.flatMap((one) => one.hosts ?? []).filter(isNew),
  };
}

/** What is told of a database. `hostOf` has the name by which one in a container is found. */
export function told(
  { key, value }: Entry<DatabaseDocument>,
  hostOf: (database: string) => string,
  context: ResolveContext,
): DatabaseVariables | undefined {
  const database = key.value;
  const managed = managedEngine(value.value);
  if (managed) return toldOfManaged(database, managed, value.value);
  const cache = cacheEngine(value.value);
  if (cache) return toldOfCache({ key, value }, cache, context);
  const engine = containerEngine(value.value);
  if (!engine) return undefined;
  const { user, name, password } = connectionOf(database, engine, context);
  const variable = (what: string) => databaseVariable(database, what);
  const secret = (what: string, from: Secret["from"] | undefined) => (from ? [{ name: variable(what), from }] : []);
  return {
    variables: [
      { name: variable("HOST"), value: hostOf(database) },
      { name: variable("NAME"), value: name },
      { name: variable("PORT"), value: String(databasePort(engine).port) },
      { name: variable("USER"), value: user },
    ],
    secrets: [...secret("PASSWORD", password), ...secret("URL", urlReference({ key, value }, context))],
  };
}

/** The password is in a secret that RDS makes. */
function toldOfManaged(database: string, engine: ManagedEngine, document: DatabaseDocument): DatabaseVariables {
  const { user, name } = namesIn(database, engine, document);
  return {
    variables: [
      { name: databaseVariable(database, "NAME"), value: name },
      { name: databaseVariable(database, "PORT"), value: String(databasePort(engine).port) },
      { name: databaseVariable(database, "USER"), value: user },
    ],
    secrets: [{ name: databaseVariable(database, "PASSWORD"), from: { store: "rds", id: database } }],
    hosts: [{ name: databaseVariable(database, "HOST"), database }],
  };
}

/**
 * Without a password there is no secret in the URL, so that Terraform can make it. With one, that was set beside Terraform, both are references.
 * ElastiCache takes connections by TLS alone: `rediss`.
 */
function toldOfCache(
  database: Entry<DatabaseDocument>,
  engine: CacheEngine,
  context: ResolveContext,
): DatabaseVariables {
  const { value: name } = database.key;
  const { defaultUser, databaseNumber = "0" } = DATABASE_ENGINES[engine];
  const { port, scheme } = databasePort(engine);
  const variable = (what: string) => databaseVariable(name, what);
  const written = writtenPassword(database);
  const password = written && readReference(written, conventionFor(name, context)).reference;
  const url = written && urlReference(database, context);
  const urlAround = [`${scheme}s://`, `:${port}/${databaseNumber}`] as const;
  return {
    variables: [
      { name: variable("NAME"), value: databaseNumber },
      { name: variable("PORT"), value: String(port) },
      { name: variable("USER"), value: defaultUser },
    ],
    secrets: [
      ...(password ? [{ name: variable("PASSWORD"), from: password }] : []),
      ...(url ? [{ name: variable("URL"), from: url }] : []),
    ],
    hosts: [
      { name: variable("HOST"), database: name },
      ...(written ? [] : [{ name: variable("URL"), database: name, around: urlAround }]),
    ],
  };
}

/** Who connects to which database with which password, by the variables and secrets of its container. */
function connectionOf(database: string, engine: ContainerEngine, context: ResolveContext) {
  const facts = DATABASE_ENGINES[engine];
  const { env, secrets } = context.services.get(database)?.value.value.fields ?? {};
  const valueIn = (variables: readonly string[]) =>
    variables.map((variable) => env?.value.get(variable)?.value.value).find((value) => value !== undefined);
  const ownUser = valueIn(facts.user);
  const names = ownUser === undefined ? facts.rootPassword : (facts.userPassword ?? facts.rootPassword);
  const written = names.map((name) => secrets?.value.get(name)).find((secret) => secret !== undefined);
  return {
    user: ownUser ?? facts.defaultUser,
    name: valueIn(facts.database) ?? facts.databaseNumber ?? "",
    password: written && readReference(written, conventionFor(database, context)).reference,
  };
}

/** `url` of a database as a secret with that name. */
export function writtenUrl({ value }: Entry<DatabaseDocument>): WrittenSecret | undefined {
  const { url } = value.value.fields;
  return url && { key: { value: "URL", location: url.location, origin: url.origin }, value: url };
}

function urlReference(database: Entry<DatabaseDocument>, context: ResolveContext): Reference | undefined {
  const written = writtenUrl(database);
  return written && readReference(written, conventionFor(database.key.value, context)).reference;
}

/** What a URL to a database in a container looks like, with words in the place of the password. */
export function urlForm(
  { key, value }: Entry<DatabaseDocument>,
  host: string,
  context: ResolveContext,
): string | undefined {
  const engine = containerEngine(value.value);
  if (!engine) return undefined;
  const { user, name } = connectionOf(key.value, engine, context);
  const { port, scheme } = databasePort(engine);
  return `${scheme}://${user}:<password>@${host}:${port}/${name}${DATABASE_ENGINES[engine].query ?? ""}`;
}
