import type { AccessPoint } from "./access-point.js";
import type { PolicyStatement } from "./policy.js";
import type { Role } from "./role.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** One role that may mount one access point. */
export interface MountGrant {
  readonly role: Role;
  readonly accessPoint: AccessPoint;
  /** See {@link mountActions}. */
  readonly actions: readonly string[];
}

/** The IAM actions of a client that mounts. Source: EFS user guide, iam-access-control-nfs-efs. */
export function mountActions(access: { readonly write: boolean; readonly root: boolean }): readonly string[] {
  return [
    "elasticfilesystem:ClientMount",
    ...(access.root ? ["elasticfilesystem:ClientRootAccess"] : []),
    ...(access.write ? ["elasticfilesystem:ClientWrite"] : []),
  ];
}

/**
 * The policy of a file system: nobody without TLS, and each role only its access points, only through mount targets. Roles that may do the
 * same with the same access points share a statement, as EFS takes 20,000 characters.
 */
export function fileSystemPolicy(fileSystemArn: TerraformString, grants: readonly MountGrant[]): PolicyStatement[] {
  return [
    {
      effect: "Deny",
      principals: "*",
      actions: ["*"],
      resources: [fileSystemArn],
      conditions: { Bool: { "aws:SecureTransport": [literal("false")] } },
    },
    ...allowances(grants).map(({ roles, accessPoints, actions }) => ({
      principals: { AWS: roles.map((role) => role.roleArn) },
      actions,
      resources: [fileSystemArn],
      conditions: {
        Bool: { "elasticfilesystem:AccessedViaMountTarget": [literal("true")] },
        StringEquals: { "elasticfilesystem:AccessPointArn": accessPoints.map((point) => point.accessPointArn) },
      },
    })),
  ];
}

interface Allowance {
  readonly roles: Role[];
  readonly accessPoints: AccessPoint[];
  readonly actions: readonly string[];
}

/** The grants, those of one role and the same actions together, then those of the same actions and access points. */
function allowances(grants: readonly MountGrant[]): readonly Allowance[] {
  const byRole = merge(
    grants.map(({ role, accessPoint, actions }) => ({ roles: [role], accessPoints: [accessPoint], actions })),
    (allowance) => allowance.roles,
    (into, from) => into.accessPoints.push(...from.accessPoints),
  );
  return merge(
    byRole,
    (allowance) => allowance.accessPoints,
    (into, from) => into.roles.push(...from.roles),
  );
}

/** Merges what has the same actions and the same `part`, by the paths of its constructs, in order of first appearance. */
function merge(
  allowances: readonly Allowance[],
  part: (allowance: Allowance) => readonly (Role | AccessPoint)[],
  add: (into: Allowance, from: Allowance) => void,
): readonly Allowance[] {
  const merged = new Map<string, Allowance>();
  for (const allowance of allowances) {
    const key = JSON.stringify([allowance.actions, part(allowance).map((construct) => construct.node.path)]);
    const into = merged.get(key);
    if (into) add(into, allowance);
    else merged.set(key, allowance);
  }
  return [...merged.values()];
}
