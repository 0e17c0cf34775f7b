import { fileSystem, readAll } from "./efs.js";
import { on } from "./grant.js";
import { onChange, onDestroy } from "./marks.js";
import type { ResourceRow } from "./row.js";

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
} satisfies Readonly<Record<string, ResourceRow>>;
