import { imageJobTasks } from "../../aws/image-jobs.js";
import { policyCharacters } from "../../aws/permissions/index.js";
import { hasExecutionRole } from "../../aws/role-names.js";
import { ROLE_POLICY_CHARACTERS_MAX } from "../../aws/role-policy.js";
import type { Environment, Service } from "../../model/project.js";
import type { Context } from "../context.js";
import { executionStatements } from "../execution-policy.js";

/** Reports a service, or a job with an image of its own, with more secrets than the policy of its execution role can name. */
export function checkSecretCount(
  services: readonly Service[],
  environment: Environment,
  { services: entries, infra, diagnostics }: Context,
): void {
  const jobs = new Map(environment.cronJobs?.map((job) => [job.name, job.source]));
  const ofJobs = imageJobTasks(environment.cronJobs).flatMap((task) => {
    const source = jobs.get(task.job);
    return source ? [{ ...task, source }] : [];
  });
  for (const service of [...services, ...ofJobs].filter(hasExecutionRole)) {
    const { secrets = [], source } = service;
    const name = "job" in service ? service.job : service.name;
    const characters = policyCharacters(executionStatements(service, environment), infra.fields.region?.value);
    if (characters <= ROLE_POLICY_CHARACTERS_MAX) continue;
    const written = "job" in service ? undefined : entries.get(name)?.value.value.fields.secrets;
    const location = written?.location ?? source;
    const count = new Set(secrets.map(({ from }) => from.id)).size;
    const params = { service: name, secrets: count, characters, limit: ROLE_POLICY_CHARACTERS_MAX };
    diagnostics.report("NK229", location, params);
  }
}
