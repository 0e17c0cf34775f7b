import { pulledByEndpoint } from "../../aws/images/reference.js";
import { endpointsOfTask } from "../../aws/vpc-endpoints.js";
import type { CronJob, Environment, Secret, Service } from "../../model/project.js";
import type { Relations } from "../../model/provenance.js";
import { isOnDefaultAlone, isPrivateByDefault } from "./private-tasks.js";
import type { Client } from "./trust-relations.js";

type Parts = Readonly<Record<string, string>>;

/** By what private tasks come to use the service of AWS that an endpoint is for. */
export function endpointRelations(environment: Environment): Relations {
  const names = (services: readonly Service[]) => services.map(({ name }) => name);
  return {
    user: (parts) => names(usersOf(environment, parts)),
    userByDefault: (parts) => names(usersOf(environment, parts).filter(isOnDefaultAlone)),
    userByKey: (parts) => (isPrivateByDefault(environment) ? [] : usersByKey(environment, parts)),
    userByOneKey: (parts) => (isPrivateByDefault(environment) ? usersByKey(environment, parts) : []),
    usingJob: (parts) => jobsUsing(environment, parts).map(({ name }) => name),
    usedOn: (parts) => [
      ...new Set([
        ...usersOf(environment, parts).flatMap(({ networks = [] }) => networks),
        ...jobsUsing(environment, parts).flatMap(({ run }) => (run.kind === "image" ? run.networks : [])),
      ]),
    ],
    kept: (parts) => usersOf(environment, parts).flatMap((service) => keptIn(service, parts)),
    ...Object.fromEntries(
      ["dynamodb", "s3", "sns", "sqs"].map((service) => [
        `${service}User`,
        (parts: Parts) => (parts.endpoint === service ? names(usersOf(environment, parts)) : []),
      ]),
    ),
    loggedIn: (parts) =>
      parts.endpoint === "secretsmanager"
        ? names(usersOf(environment, parts).filter(({ registry }) => registry?.kind === "login"))
        : [],
    entrustedUser: (parts) => names(entrustedUsers(environment, parts)),
    entrustedJob: (parts) => entrustedJobs(environment, parts).map(({ job }) => job),
    usedByAws: (parts) =>
      entrusted(environment, parts).flatMap(({ databases = [], databasesByAws = [] }) =>
        databases.filter((one) => databasesByAws.includes(one) || isByRds(one, environment)),
      ),
    foundAnyway: (parts) =>
      entrusted(environment, parts).flatMap(({ databases = [], databasesByAws = [] }) =>
        databases.filter((one) => !databasesByAws.includes(one)),
      ),
    entered: (parts) => (parts.endpoint === "ssmmessages" ? names(usersOf(environment, parts)) : []),
    pulling: (parts) =>
      names(usersOf(environment, parts).filter(({ image }) => pulls(parts) && pulledByEndpoint(image))),
    managed: () => secretsOfJobs(environment, "secretsmanager"),
    userJob: (parts) => readingJobs(environment, parts).map(({ job }) => job),
    keptByJob: (parts) => readingJobs(environment, parts).flatMap(({ secrets }) => secrets),
    accompanied: (parts) => names(usersOf(environment, parts).filter((service) => byItsSidecars(service, parts))),
    pullingJob: (parts) => (pulls(parts) ? pullingJobs(environment) : []),
  };
}

function isByRds(database: string, { databases = [] }: Environment): boolean {
  return databases.some(({ name }) => name === database);
}

/** Those of them that have passwords of RDS, which are in Secrets Manager. */
function entrustedUsers(environment: Environment, parts: Parts): readonly Service[] {
  if (parts.endpoint !== "secretsmanager") return [];
  return usersOf(environment, parts).filter(({ secrets = [] }) => hasPasswordOfRds(secrets));
}

/** Both: services, and jobs with an image of their own. */
function entrusted(environment: Environment, parts: Parts): readonly Client[] {
  return [...entrustedUsers(environment, parts), ...entrustedJobs(environment, parts).map(({ client }) => client)];
}

function entrustedJobs({ cronJobs = [] }: Environment, { endpoint }: Parts) {
  if (endpoint !== "secretsmanager") return [];
  return cronJobs.flatMap(({ name: job, run: client }) =>
    client.kind === "image" && client.private && hasPasswordOfRds(client.secrets ?? []) ? [{ job, client }] : [],
  );
}

function hasPasswordOfRds(secrets: readonly Secret[]): boolean {
  return secrets.some(({ from }) => from.store === "rds");
}

function usersOf({ services }: Environment, { endpoint }: Parts): readonly Service[] {
  return services.filter(
    (service) => service.private && endpointsOfTask(service).some((needed) => needed === endpoint),
  );
}

/** Those of them that a key puts on a private network: the default one is not all that they are on. */
function usersByKey(environment: Environment, parts: Parts): readonly string[] {
  return usersOf(environment, parts)
    .filter((service) => !isOnDefaultAlone(service))
    .map(({ name }) => name);
}

/** The private jobs with an image of their own that use it. */
function jobsUsing({ cronJobs = [] }: Environment, { endpoint }: Parts): readonly CronJob[] {
  return cronJobs.filter(({ run }) => {
    if (run.kind !== "image" || !run.private) return false;
    const image = { kind: "reference", reference: run.image } as const;
    const needs = endpointsOfTask({ image, ...(run.secrets && { secrets: run.secrets }) });
    return needs.some((needed) => needed === endpoint);
  });
}

/** Whether some sidecar has its task use what an endpoint is for. */
function byItsSidecars({ sidecars = [] }: Service, { endpoint }: Parts): boolean {
  const own = ["logs", "ecs_agent", "ssmmessages"].includes(endpoint ?? "");
  return !own && sidecars.some((sidecar) => endpointsOfTask(sidecar).some((needed) => needed === endpoint));
}

/** The secrets of a service that are read there. */
function keptIn({ secrets = [] }: Service, { endpoint }: Parts): readonly string[] {
  return secrets.filter(({ from }) => storeOf(from) === endpoint).map(({ name }) => name);
}

/** Where a secret is read: the password of a database that RDS manages is in Secrets Manager. */
function storeOf({ store }: Secret["from"]): string {
  return store === "rds" ? "secretsmanager" : store;
}

/** The names of secrets that jobs with an image of their own have in a store. */
function secretsOfJobs({ cronJobs = [] }: Environment, store: string): readonly string[] {
  const all = cronJobs.flatMap(({ run }) => (run.kind === "image" ? (run.secrets ?? []) : []));
  return all.filter(({ from }) => storeOf(from) === store).map(({ name }) => name);
}

/** The private jobs that have secrets there, and those. */
function readingJobs({ cronJobs = [] }: Environment, { endpoint }: Parts) {
  return cronJobs.flatMap(({ name: job, run }) => {
    const read = run.kind === "image" && run.private ? (run.secrets ?? []) : [];
    const secrets = read.filter(({ from }) => storeOf(from) === endpoint).map(({ name }) => name);
    return secrets.length > 0 ? [{ job, secrets }] : [];
  });
}

function pulls({ endpoint = "" }: Parts): boolean {
  return ["ecr_api", "ecr_dkr", "s3"].includes(endpoint);
}

/** Private jobs whose own image is in ECR. */
function pullingJobs({ cronJobs = [] }: Environment): readonly string[] {
  return cronJobs.flatMap(({ name, run }) =>
    run.kind === "image" && run.private && pulledByEndpoint({ kind: "reference", reference: run.image }) ? [name] : [],
  );
}
