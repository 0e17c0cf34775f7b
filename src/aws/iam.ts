/** ARN of a managed policy, of an account or of AWS. Source: botocore iam, arnType; IAM user guide, reference_identifiers. */
export const POLICY_ARN = /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]{1,640}$/;

/** Path of a role other than `/`. Source: botocore iam, pathType: at most 512 characters from `!` to DEL, between slashes. */
export const ROLE_PATH = /^(?=.{3,512}$)(?:\/[\w+=,.@-]+)+\/$/;

/** What the rules of an account ask of every role. */
export interface RoleSettings {
  /** ARN of the managed policy that limits what a role can be granted. @default none */
  readonly permissionsBoundary?: string;
  /** Path of roles: begins and ends with `/`. @default / */
  readonly path?: string;
}

/** Managed policies of a role, unless AWS raises it, to 20. Source: IAM user guide, reference_iam-quotas. */
export const ATTACHED_POLICIES_MAX = 10;

/**
 * A role that is there already: its name, with its path in front where it has one (`platform/web`), or its ARN.
 * Source: botocore iam, roleNameType (64 characters of `\w+=,.@-`) and pathType; IAM user guide, reference_identifiers.
 */
export const EXISTING_ROLE = /^(?:arn:aws[a-z-]*:iam::\d{12}:role\/)?(?:[\w+=,.@-]{1,128}\/){0,16}[\w+=,.@-]{1,64}$/;

/** ARN of a role. */
export const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[\w+=,.@-]{1,128}\/){0,16}[\w+=,.@-]{1,64}$/;

/** The path and the name of an existing role, `platform/web`. */
export function existingRolePath(role: string): string {
  return role.replace(/^arn:.*:role\//, "");
}
