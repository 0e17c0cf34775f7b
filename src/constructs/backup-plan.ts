import { BackupPlan as Plan } from "@cdktf/provider-aws/lib/backup-plan/index.js";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection/index.js";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault/index.js";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { BackupRole } from "./backup-role.js";
import type { IFileSystem } from "./file-system.js";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** Where the copies of recovery points go: into a vault that is made by a provider of another region, or into one that is there. */
export type BackupCopies =
  | { readonly vaultName: TerraformString; readonly provider: TerraformProvider }
  | { readonly vaultArn: TerraformString };

/** Props of {@link BackupPlan}. */
export interface BackupPlanProps {
  readonly fileSystem: Pick<IFileSystem, "fileSystemArn">;
  /** As which AWS Backup copies it. */
  readonly role: BackupRole;
  /** Unique in the region: 1 to 50 letters, digits and `-_.`. */
  readonly planName: TerraformString;
  /** Unique in the region: 2 to 50 letters, digits, `-` and `_`. A change replaces the vault, which AWS refuses while it holds anything. */
  readonly vaultName: TerraformString;
  /** ARN of the key that recovery points are encrypted with. @default that of AWS Backup */
  readonly kmsKeyArn?: TerraformString;
  /** `cron(0 5 * * ? *)`, in UTC. */
  readonly schedule: TerraformString;
  /** Days that a recovery point and its copy are kept. */
  readonly retentionInDays: number;
  /** @default none */
  readonly copies?: BackupCopies;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * Backups of a file system by a plan: a vault, a rule that fills it, and the file system as the one thing that it is for. A vault is never
 * emptied by Terraform (`force_destroy`), so AWS keeps it as long as something is in it. What fills it goes before it, so that a vault that
 * stays hinders nothing else. Children: `vault`, `copies`, `plan`, `selection`.
 */
export class BackupPlan extends Part {
  /** The plan. */
  public readonly resource: Plan;

  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const tagged = props.tags && { tags: { ...props.tags } };
    const vault = new BackupVault(this, "vault", {
      name: props.vaultName,
      ...(props.kmsKeyArn && { kmsKeyArn: props.kmsKeyArn }),
      lifecycle: GOES_LAST,
      ...tagged,
    });
    const lifecycle = { deleteAfter: props.retentionInDays };
    this.resource = new Plan(this, "plan", {
      name: props.planName,
      rule: [
        {
          ruleName: literal("file-system"),
          targetVaultName: expression(vault.name),
          schedule: props.schedule,
          lifecycle,
          ...(props.copies && {
            copyAction: [{ destinationVaultArn: this.#destination(props.copies, props.tags), lifecycle }],
          }),
        },
      ],
      ...tagged,
    });
    new BackupSelection(this, "selection", {
      name: literal("file-system"),
      planId: expression(this.resource.id),
      iamRoleArn: props.role.roleArn,
      resources: [props.fileSystem.fileSystemArn],
      dependsOn: [...props.role.dependencies],
    });
  }

  #destination(copies: BackupCopies, tags: Tags | undefined): TerraformString {
    if ("vaultArn" in copies) return copies.vaultArn;
    const vault = new BackupVault(this, "copies", {
      provider: copies.provider,
      name: copies.vaultName,
      lifecycle: GOES_LAST,
      ...(tags && { tags: { ...tags } }),
    });
    return expression(vault.arn);
  }
}
