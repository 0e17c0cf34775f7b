import type { Aws } from "../aws.js";
import { objectsAt, stringAt } from "../json.js";

const ROLE = "arn:aws:iam::123456789012:role/nk-shop-stage-backup";
const RESOURCE = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0";

/** Puts a recovery point into every vault that has none, as AWS Backup does by night: from then on AWS does not delete the vault. */
export async function makeRecoveryPoints(aws: Aws): Promise<void> {
  const vaults = objectsAt(await aws.backup("GET", "backup-vaults/"), "BackupVaultList");
  for (const vault of vaults) {
    const BackupVaultName = stringAt(vault, "BackupVaultName") ?? "";
    const points = await aws.backup("GET", `backup-vaults/${BackupVaultName}/recovery-points/`);
    if (objectsAt(points, "RecoveryPoints").length > 0) continue;
    await aws.backup("PUT", "backup-jobs", { BackupVaultName, ResourceArn: RESOURCE, IamRoleArn: ROLE });
  }
}
