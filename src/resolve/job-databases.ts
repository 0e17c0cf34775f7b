import type { CronJob, EnvironmentVariable, Service } from "../model/project.js";
import type { CronDocument, DatabaseDocument } from "../schema/language.js";
import { hostVariable } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";
import { byName, type ResolveContext } from "./context.js";
import {
  containerEngine,
  databaseVariable,
  isRunByAws,
  sharesNetworkOf,
  told,
  whereNew,
} from "./database-variables.js";
import { calledServices, privateHost } from "./job-names.js";

type ImageRun = CronJob["run"] & { readonly kind: "image" };

/**
 * A job with an image of its own, with what it is told of the databases that it depends on: what a service is. It finds those in containers by
 * their names in private DNS, and is told under `NANOKIT_HOST_...` too where those are that AWS runs.
 */
export function withJobDatabases(
  run: ImageRun,
  environment: readonly EnvironmentVariable[],
  fields: CronDocument["fields"],
  context: ResolveContext,
): { readonly run: ImageRun; readonly environment: readonly EnvironmentVariable[] } {
  const reached = databasesOfJob(run.networks, fields, context);
  if (reached.length === 0) return { run, environment };
  const found = reached.filter(isRunByAws).map(({ key }) => ({ name: hostVariable(key.value), database: key.value }));
  const databases = reached.flatMap((one) => told(one, (database) => privateHost(database, context), context) ?? []);
  const own = [...environment, ...(run.secrets ?? [])];
  const { variables, secrets, hosts } = whereNew([...databases, { variables: [], secrets: [], hosts: found }], own);
  const byAws = reached.filter((one) => !sharesNetworkOf(one, run.networks)).map(({ key }) => key.value);
  return {
    run: {
      ...run,
      databases: reached.map(({ key }) => key.value).sort(),
      ...(byAws.length > 0 && { databasesByAws: byAws.sort() }),
      ...(hosts.length > 0 && { databaseHosts: hosts.sort(byName) }),
      ...((run.secrets || secrets.length > 0) && { secrets: [...(run.secrets ?? []), ...secrets].sort(byName) }),
    },
    environment: [...environment, ...variables].sort(byName),
  };
}

/**
 * The hosts of databases in containers that a job of a service names, in the variables that tell the service of them: the service finds them by
 * names that only services have. What the service says itself stays.
 */
export function hostsForJob(
  { name, databases = [] }: Service,
  called: readonly string[],
  context: ResolveContext,
): readonly EnvironmentVariable[] {
  const { env, secrets } = context.services.get(name)?.value.value.fields ?? {};
  return databases.flatMap((database) => {
    const variable = databaseVariable(database, "HOST");
    const saysItself = env?.value.has(variable) || secrets?.value.has(variable);
    return called.includes(database) && !saysItself ? [{ name: variable, value: privateHost(database, context) }] : [];
  });
}

/** The databases that a job on some networks depends on, and finds: those that AWS runs in any case. */
export function databasesOfJob(
  networks: readonly string[],
  fields: CronDocument["fields"],
  context: ResolveContext,
): readonly Entry<DatabaseDocument>[] {
  const called = calledServices(fields, networks, context).flatMap((name) => {
    const database = context.databases.get(name);
    return database && containerEngine(database.value.value) ? [database] : [];
  });
  return [...managedDependencies(fields, context), ...called];
}

/** The databases that a job depends on and AWS runs. */
export function managedDependencies(
  { depends_on: written }: CronDocument["fields"],
  { databases }: ResolveContext,
): readonly Entry<DatabaseDocument>[] {
  return [...new Set(written?.value.map(({ value }) => value))].flatMap((name) => {
    const database = databases.get(name);
    return database && isRunByAws(database) ? [database] : [];
  });
}
