import { ROLE_POLICY_CHARACTERS_MAX } from "../../aws/role-policy.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";

/** What the execution role's policy takes beside the secrets: its statements, and per service a log group and perhaps a repository. */
const POLICY = { fixed: 1_000, perService: 260, perSecret: 75 } as const;

/** Reports more secrets than the execution role's policy can name. An estimate, on the safe side. */
export function checkSecretCount(services: readonly Service[], { services: entries, diagnostics }: Context): void {
  const ids = new Set(services.flatMap(({ secrets }) => (secrets ?? []).map(({ from }) => from.id)));
  const named = [...ids].reduce((sum, id) => sum + POLICY.perSecret + id.length, 0);
  if (POLICY.fixed + services.length * POLICY.perService + named <= ROLE_POLICY_CHARACTERS_MAX) return;
  const last = services.findLast(({ secrets }) => secrets !== undefined);
  if (!last) return;
  const location = entries.get(last.name)?.value.value.fields.secrets?.location ?? last.source;
  diagnostics.report("NK229", location, { secrets: ids.size, limit: ROLE_POLICY_CHARACTERS_MAX });
}
