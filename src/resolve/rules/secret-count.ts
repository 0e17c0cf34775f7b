import { ROLE_POLICY_CHARACTERS_MAX } from "../../aws/role-policy.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";

/** What the policy of a service's execution role takes beside its secrets, and what the ARN of a secret is longer than its name. */
const POLICY = { fixed: 1_400, perSecret: 75 } as const;

/** Reports a service with more secrets than the policy of its execution role can name. An estimate, on the safe side. */
export function checkSecretCount(services: readonly Service[], { services: entries, diagnostics }: Context): void {
  for (const { name, secrets = [], registry, source } of services) {
    const login = registry?.kind === "login" ? [registry.secret] : [];
    const ids = new Set([...secrets.map(({ from }) => from.id), ...login]);
    const named = [...ids].reduce((sum, id) => sum + POLICY.perSecret + id.length, 0);
    if (POLICY.fixed + named <= ROLE_POLICY_CHARACTERS_MAX) continue;
    const location = entries.get(name)?.value.value.fields.secrets?.location ?? source;
    diagnostics.report("NK229", location, { service: name, secrets: ids.size, limit: ROLE_POLICY_CHARACTERS_MAX });
  }
}
