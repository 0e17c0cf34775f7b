import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import { JsonDocument } from "./json-document.js";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import { policyDocument } from "./policy.js";
import { Role, type RoleSettings } from "./role.js";
import type { Tags } from "./tags.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link BackupRole}. */
export interface BackupRoleProps extends RoleSettings {
  /** Name of the role, at most 64 characters. */
  readonly roleName: TerraformString;
  /** Such as `aws`. */
  readonly partition: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * The role as which AWS Backup copies a file system and restores it. It has the policies that AWS keeps for that: what a backup takes
 * changes with the service, and one that lacks a right fails at night. They allow this for all file systems of the account. AWS names no
 * condition for the trust; a role can be handed to AWS Backup from its own account only. Children: `trust`, `role`, `backup`, `restore`.
 *
 * Source: AWS Backup developer guide, iam-service-roles and security-iam-awsmanpol.
 */
export class BackupRole extends Part {
  readonly #role: Role;
  /** What has to exist before AWS Backup can act as the role. */
  public readonly dependencies: readonly Addressable[];

  constructor(scope: Construct, id: string, props: BackupRoleProps) {
    super(scope, id);
    const trust = new JsonDocument(this, "trust", policyDocument([assumedByBackup]));
    const { partition, ...role } = props;
    this.#role = new Role(this, "role", { ...role, assumeRolePolicy: trust.encoded });
    this.dependencies = Object.entries(POLICIES).map(([child, policy]) => this.#attach(child, policy, partition));
  }

  public get roleArn(): TerraformString {
    return this.#role.roleArn;
  }

  #attach(id: string, policy: string, partition: TerraformString): IamRolePolicyAttachment {
    return new IamRolePolicyAttachment(this, id, {
      role: this.#role.roleName,
      policyArn: template`arn:${partition}:iam::aws:policy/service-role/${literal(policy)}`,
      lifecycle: GOES_LAST,
    });
  }
}

const assumedByBackup = {
  actions: ["sts:AssumeRole"],
  principals: { Service: [literal("backup.amazonaws.com")] },
};

/** By the child that attaches it. */
const POLICIES = {
  backup: "AWSBackupServiceRolePolicyForBackup",
  restore: "AWSBackupServiceRolePolicyForRestores",
} as const;
