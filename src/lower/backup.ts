import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Construct } from "constructs";
import { backupCopiesName, backupName, nameScope } from "../aws/names.js";
import { roleNames } from "../aws/role-names.js";
import { type BackupCopies, BackupPlan } from "../constructs/backup-plan.js";
import { BackupRole } from "../constructs/backup-role.js";
import type { IFileSystem } from "../constructs/file-system.js";
import { literal } from "../constructs/terraform-string.js";
import type { BackupPlan as Described, Environment } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import { roleSettings } from "./roles.js";
import { environmentTags } from "./tags.js";

/** What backs up the file system of an environment by a plan; nothing where it has none. */
export function lowerBackup(
  stack: Construct,
  environment: Environment,
  { partition }: CallerFacts,
  fileSystem: IFileSystem | undefined,
): void {
  const { project, fileSystem: described } = environment;
  const env = nameScope(environment);
  if (fileSystem === undefined || described?.kind !== "managed" || !described.backupPlan) return;
  const { backupPlan, kmsKeyArn } = described;
  const role = new BackupRole(stack, "backup-role", {
    roleName: literal(roleNames(environment).backup),
    partition,
    ...roleSettings(environment),
  });
  const copies = lowerCopies(stack, environment, backupPlan);
  new BackupPlan(stack, "backup", {
    fileSystem,
    role,
    planName: literal(backupName(project, env)),
    vaultName: literal(backupName(project, env, kmsKeyArn)),
    ...(kmsKeyArn !== undefined && { kmsKeyArn: literal(kmsKeyArn) }),
    schedule: literal(backupPlan.schedule),
    retentionInDays: backupPlan.retentionDays,
    ...(copies && { copies }),
  });
}

/**
 * Of a region, a vault is made there, by a second provider: version 5 has no other way. AWS makes a default vault only for those who open
 * its console in the region. Source: AWS Backup developer guide, create-a-vault.
 */
function lowerCopies(stack: Construct, environment: Environment, { copyTo }: Described): BackupCopies | undefined {
  if (copyTo?.kind !== "region") return copyTo && { vaultArn: literal(copyTo.arn) };
  const provider = new AwsProvider(stack, "aws-copies", {
    alias: "copies",
    region: literal(copyTo.region),
    defaultTags: [{ tags: environmentTags(environment) }],
  });
  return { vaultName: literal(backupCopiesName(environment.project, nameScope(environment))), provider };
}
