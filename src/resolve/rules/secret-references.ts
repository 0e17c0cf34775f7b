import { jobKey } from "../../aws/names.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Service } from "../../model/project.js";
import type { EnvironmentDocument, ServiceDocument } from "../../schema/language.js";
import { isOwnVariable } from "../../schema/own-variables.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import {
  followsConvention,
  type ReferenceProblem,
  type ReferenceReading,
  readReference,
  type WrittenSecret,
  type WrittenSecrets,
} from "../secret-reference.js";
import { conventionFor } from "../secrets.js";

/** A container of the file, or a job. */
interface Secretive {
  readonly fields: Pick<ServiceDocument["fields"], "secrets" | "env">;
}

/** Refuses secrets that refer to nothing, those of services, of jobs, and those for all, and a secret that is a variable too. */
export function checkSecretReferences(
  { fields }: EnvironmentDocument,
  services: readonly Service[],
  context: Context,
): void {
  const { diagnostics } = context;
  const forAll = conventionFor(undefined, context);
  for (const secret of fields.secrets?.value.values() ?? []) {
    reportProblems(secret, readReference(secret, forAll), diagnostics);
  }
  for (const { name } of services) {
    const entry = context.services.get(name);
    if (!entry) continue;
    checkOwnSecrets(entry, name, name, context);
    for (const sidecar of entry.value.value.fields.sidecars?.value.values() ?? []) {
      checkOwnSecrets(sidecar, name, name, context);
    }
  }
  for (const [name, entry] of fields.cron?.value ?? []) {
    if (entry.value.value.fields.image) checkOwnSecrets(entry, name, jobKey(name), context);
  }
}

/**
 * @param service whose secrets those are that say nothing of their name
 * @param key by which the convention knows it
 */
function checkOwnSecrets(
  { key: owner, value }: Entry<Secretive>,
  service: string,
  key: string,
  context: Context,
): void {
  const { diagnostics } = context;
  const convention = conventionFor(key, context);
  const { secrets, env } = value.value.fields;
  if (!secrets) return;
  const first = firstByConvention(secrets.value);
  for (const secret of secrets.value.values()) {
    const { value: name, location } = secret.key;
    const reading = readReference(secret, convention);
    reportProblems(secret, reading, diagnostics);
    const { reference, byConvention: example } = reading;
    // Where secrets are looked for is said of all that a service has, at the first, once.
    if (first && reference && example !== undefined) {
      diagnostics.report("NK930", first, { service, store: reference.store, example });
    }
    const variable = env?.value.get(name)?.key;
    if (variable) {
      const others = [related("variable", variable.location)];
      diagnostics.report("NK225", location, { name, owner: owner.value }, others);
    } else if (isOwnVariable(name)) diagnostics.report("NK304", location, { name });
  }
}

/** The place of the first secret that says nothing of its name. */
function firstByConvention(secrets: WrittenSecrets): SourceLocation | undefined {
  const [first] = [...secrets.values()]
    .filter(followsConvention)
    .map(({ key }) => key.location)
    .sort((a, b) => a.start - b.start);
  return first;
}

/** Reports what is wrong with a reference, at the secret. */
export function reportProblems(
  { key: secret }: WrittenSecret,
  reading: ReferenceReading,
  diagnostics: Diagnostics,
): void {
  for (const problem of reading.problems) reportProblem(secret, problem, diagnostics);
}

function reportProblem(secret: WrittenSecret["key"], problem: ReferenceProblem, diagnostics: Diagnostics): void {
  const { value: key, location } = secret;
  switch (problem.kind) {
    case "variable":
      diagnostics.report("NK303", location, { name: key, problem: problem.problem });
      break;
    case "empty":
      diagnostics.report("NK106", location, { key: "from", object: "a secret" });
      break;
    case "name":
      diagnostics.report("NK220", problem.at, { key, store: problem.store, problem: problem.problem });
      break;
    case "convention":
      diagnostics.report("NK226", location, { key, store: problem.store, problem: problem.problem });
      break;
    case "arn":
      diagnostics.report("NK221", problem.at, { key, problem: problem.problem });
      break;
    case "two":
      diagnostics.report("NK224", problem.at, { key, other: problem.other }, [related("arn", problem.arn)]);
      break;
    case "parameter-key":
      diagnostics.report("NK222", problem.at, { key });
      break;
    case "key":
      diagnostics.report("NK223", problem.at, { key, problem: problem.problem });
      break;
  }
}
