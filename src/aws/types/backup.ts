import { fileSystem, readAll } from "./efs.js";
import { created, everything, named, on, only, owned, passRole } from "./grant.js";
import { onChange, onDestroy, onReplace } from "./marks.js";
import type { ResourceRow } from "./row.js";

/** Of a vault that goes. */
const FULL_VAULT =
  "AWS deletes no vault that has recovery points. Before you apply, take it out of the state, so that it stays on AWS; in the folder of the stack: `terraform state rm {address}`. Its recovery points stay until they expire. If the vault comes back one day: `terraform import {address} {name}`.";

/** What backs up a file system. */
export const backup = {
  aws_efs_backup_policy: {
    source: "efs/backup_policy.go",
    blocks: "backup_policy",
    tagged: false,
    forceNew: ["file_system_id"],
    unique: [{ attributes: ["file_system_id"], within: "file system", source: "botocore efs, PutBackupPolicy" }],
    marks: [
      onChange("backup_policy.status", "weakens", "stops the daily backups.", { isNot: "ENABLED" }),
      onDestroy("weakens", "stops the daily backups.", "aws_efs_file_system"),
    ],
    iam: [
      on("elasticfilesystem", fileSystem, {
        create: "PutBackupPolicy",
        update: "PutBackupPolicy",
        delete: "PutBackupPolicy",
      }),
      readAll,
    ],
  },
  aws_backup_vault: {
    source: "backup/vault.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: ["kms_key_arn", "name"],
    unique: [{ attributes: ["name"], within: "region", source: "botocore backup, CreateBackupVault" }],
    // Source: AWS Backup developer guide, delete-a-vault.
    marks: [
      { ...onDestroy("note", `is destroyed, and ${FULL_VAULT}`), code: "NK394" },
      { ...onReplace("note", `is replaced, and ${FULL_VAULT}`), code: "NK394" },
    ],
    iam: [
      on("backup", named("backup:backup-vault:{name}"), {
        create: "CreateBackupVault TagResource",
        read: "DescribeBackupVault ListTags",
        update: "TagResource UntagResource",
        delete: "DeleteBackupVault",
      }),
      on(
        "backup-storage",
        everything,
        { create: "MountCapsule" },
        "AWS Backup does it in the name of the caller, for the vault",
      ),
      // The key of AWS for backups lets in whoever may use AWS Backup. Source: AWS Backup developer guide, create-a-vault.
      only(
        "kms_key_arn",
        on(
          "kms",
          named("{kms_key_arn}"),
          { create: "CreateGrant DescribeKey RetireGrant Decrypt GenerateDataKey" },
          "AWS Backup does it in the name of the caller, for the vault",
        ),
      ),
    ],
  },
  aws_backup_plan: {
    source: "backup/plan.go",
    blocks: "advanced_backup_setting copy_action lifecycle rule scan_action scan_setting",
    tagged: true,
    forceNew: ["name"],
    unique: [
      {
        attributes: ["name"],
        within: "region",
        source: "AWS Backup developer guide, plan-options-and-configuration, AlreadyExistsException",
      },
    ],
    refused: [
      {
        call: "backup:DeleteBackupPlan",
        usedBy: ["aws_backup_selection"],
        error: "InvalidRequestException",
        source: "botocore backup, DeleteBackupPlan",
      },
    ],
    marks: [
      onChange(
        "rule.lifecycle.delete_after",
        "weakens",
        "keeps new recovery points for {after} days, instead of {before}.",
        { falls: true, endless: 0 },
      ),
      onChange("rule.copy_action", "weakens", "no longer copies recovery points elsewhere.", { isSet: false }),
    ],
    iam: [
      on("backup", created("backup:backup-plan:*"), { create: "CreateBackupPlan TagResource" }),
      on("backup", owned("backup:backup-plan:*"), {
        read: "GetBackupPlan ListTags",
        update: "UpdateBackupPlan TagResource UntagResource",
        delete: "DeleteBackupPlan",
      }),
    ],
  },
  aws_backup_selection: {
    source: "backup/selection.go",
    blocks: "condition selection_tag string_equals string_like string_not_equals string_not_like",
    tagged: false,
    forceNew: ["condition", "iam_role_arn", "name", "not_resources", "plan_id", "resources", "selection_tag"],
    unique: [],
    marks: [onDestroy("weakens", "stops the backups by the plan.", "aws_efs_file_system")],
    iam: [
      on("backup", owned("backup:backup-plan:*"), {
        create: "CreateBackupSelection",
        read: "GetBackupSelection",
        delete: "DeleteBackupSelection",
      }),
      passRole("iam:role{iam_role_arn>path|/}{iam_role_arn>name}", "backup.amazonaws.com"),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
