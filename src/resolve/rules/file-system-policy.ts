import { POLICY_MAX_CHARACTERS } from "../../aws/efs.js";
import type { Environment, Identity, Service } from "../../model/project.js";
import type { Context } from "../context.js";

/**
 * What the file system policy takes at most, in characters: the statement that refuses clients without TLS, one for all roles that may
 * do the same with the same volumes, and the ARNs in them (a role's name has up to 64 characters).
 */
const POLICY = { fixed: 300, perStatement: 400, perRole: 106, perVolume: 100 } as const;

/** Refuses more services with volumes than the policy can name. An estimate, on the safe side. */
export function checkPolicySize(
  services: readonly Service[],
  volumes: Environment["volumes"],
  { infra, services: entries, diagnostics }: Context,
): void {
  const mounting = services.filter((service) => service.mounts.length > 0);
  const identities = new Map(volumes.map(({ name, identity }) => [name, identity]));
  const grants = mounting.flatMap((service) => grantsOf(service, identities));
  const statements = new Set(grants);
  const named = [...statements].reduce((sum, grant) => sum + grant.split(" ").length - 1, 0);
  const characters =
    POLICY.fixed + statements.size * POLICY.perStatement + grants.length * POLICY.perRole + named * POLICY.perVolume;
  const last = mounting.at(-1);
  if (characters <= POLICY_MAX_CHARACTERS || !last) return;
  const location = infra.fields.efs?.location ?? entries.get(last.name)?.key.location ?? last.source;
  diagnostics.report("NK435", location, { services: mounting.length, limit: POLICY_MAX_CHARACTERS });
}

/** What one role may do with which volumes, a text for each kind of access: `write-root data uploads`. */
function grantsOf({ mounts }: Service, identities: ReadonlyMap<string, Identity | undefined>): readonly string[] {
  const writes = new Map<string, boolean>();
  for (const { volume, readOnly } of mounts) writes.set(volume, (writes.get(volume) ?? false) || !readOnly);
  const byAccess = new Map<string, string[]>();
  for (const [name, writable] of [...writes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const identity = identities.get(name);
    const write = writable ? "write" : "read";
    const access = identity && identity.uid !== 0 ? write : `${write}-root`;
    const names = byAccess.get(access);
    if (names) names.push(name);
    else byAccess.set(access, [name]);
  }
  return [...byAccess].map(([access, names]) => [access, ...names].join(" "));
}
