import { jobKey } from "../aws/names.js";
import type { Located } from "../diagnostics/source.js";
import type { Secret, Service } from "../model/project.js";
import type { EnvironmentDocument, ServiceDocument } from "../schema/language.js";
import { isOwnVariable } from "../schema/own-variables.js";
import { byName, type ResolveContext } from "./context.js";
import { type Convention, readReference, type WrittenSecret, type WrittenSecrets } from "./secret-reference.js";

/** The services with their secrets: their own, and those of all services where they have no variable or secret of the name. */
export function resolveSecrets(
  services: readonly Service[],
  document: EnvironmentDocument,
  context: ResolveContext,
): readonly Service[] {
  const shared = document.fields.secrets?.value ?? new Map();
  const ofAll = secretsIn(shared, conventionFor(undefined, context));
  return services.map((service) => {
    const own = context.services.get(service.name)?.value.value.fields.secrets?.value ?? new Map();
    const variables = new Set(service.environment.map(({ name }) => name));
    const secrets = [
      ...secretsIn(own, conventionFor(service.name, context)).filter(({ name }) => !isOwnVariable(name)),
      ...ofAll.filter(({ name }) => !own.has(name) && !variables.has(name)),
    ].sort(byName);
    return secrets.length > 0 ? { ...service, secrets } : service;
  });
}

/** The secrets of a job with an image of its own. Those for all services are none of its. */
export function secretsOfJob(job: string, written: WrittenSecrets, context: ResolveContext): readonly Secret[] {
  return secretsIn(written, conventionFor(jobKey(job), context))
    .filter(({ name }) => !isOwnVariable(name))
    .sort(byName);
}

/** Where secrets are kept that do not say it: those of a service, of a job (`_<job>`), or those for all. */
export function conventionFor(
  service: string | undefined,
  { project, environment, infra }: ResolveContext,
): Convention {
  const folder = ["nanokit", project, environment, ...(service === undefined ? [] : [service])].join("/");
  return { folder, store: infra.fields.secrets?.value ?? "ssm" };
}

/** Where a secret is to be a file; undefined where it is a variable. */
export function fileOf({ value }: WrittenSecret): Located<string> | undefined {
  return typeof value.value === "string" ? undefined : value.value.fields.file;
}

/** What of a service, a sidecar or a job says what files there are in its container: a job has no `files`. */
export type FileFields = Pick<ServiceDocument["fields"], "files" | "secrets">;

/** Whether anything is to be written into a container before its program begins. */
export function writesFiles({ files, secrets }: FileFields): boolean {
  return files !== undefined || [...(secrets?.value.values() ?? [])].some((secret) => fileOf(secret) !== undefined);
}

/** The secrets that are written, as far as they refer to something. */
export function secretsIn(written: WrittenSecrets, convention: Convention): readonly Secret[] {
  return [...written.values()].flatMap((secret) => {
    const { reference } = readReference(secret, convention);
    const file = fileOf(secret);
    return reference ? [{ name: secret.key.value, from: reference, ...(file && { file: file.value }) }] : [];
  });
}
