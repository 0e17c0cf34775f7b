import { policyCharacters } from "../../aws/permissions/index.js";
import { hasExecutionRole } from "../../aws/role-names.js";
import { ROLE_POLICY_CHARACTERS_MAX } from "../../aws/role-policy.js";
import type { Environment, Service } from "../../model/project.js";
import type { Context } from "../context.js";
import { executionStatements } from "../execution-policy.js";

/** Reports a service with more secrets than the policy of its execution role can name. */
export function checkSecretCount(
  services: readonly Service[],
  environment: Environment,
  { services: entries, infra, diagnostics }: Context,
): void {
  for (const service of services.filter(hasExecutionRole)) {
    const { name, secrets = [], source } = service;
    const characters = policyCharacters(executionStatements(service, environment), infra.fields.region?.value);
    if (characters <= ROLE_POLICY_CHARACTERS_MAX) continue;
    const location = entries.get(name)?.value.value.fields.secrets?.location ?? source;
    const count = new Set(secrets.map(({ from }) => from.id)).size;
    const params = { service: name, secrets: count, characters, limit: ROLE_POLICY_CHARACTERS_MAX };
    diagnostics.report("NK229", location, params);
  }
}
