import { isCronProblem, schedulerExpressions } from "./cron/index.js";
import type { CronProblem } from "./cron/problem.js";
import { REGION } from "./regions.js";

// What AWS Backup takes of a plan. Cold storage is left out: it asks for 90 days more, and to restore from it takes hours.

/** Days that a recovery point can be kept. Source: AWS Backup developer guide, plan-options-and-configuration, "Lifecycle and retention". */
export const RETENTION_DAYS = { min: 1, max: 36_500 } as const;

/** What counts where nothing is written: what EFS's own daily backups do. Source: EFS user guide, awsbackup, "How AWS Backup works with EFS". */
export const DEFAULT_BACKUP = { retentionDays: 35, schedule: "0 5 * * *" } as const;

/** Source: AWS Backup developer guide, API_CopyAction; botocore backup, BackupVaultName. */
const VAULT_ARN = /^arn:aws[a-z-]*:backup:([a-z0-9-]+):\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/;

/** Where copies go: to a region or into a vault. */
export const COPY_TARGET = {
  regex: new RegExp(`${REGION.source}|${VAULT_ARN.source}`),
  means:
    "an AWS region (eu-west-1), or the ARN of a backup vault (arn:aws:backup:<region>:<account>:backup-vault:<name>)",
} as const;

/** The region that copies go to. */
export function copyRegion(target: string): string {
  return VAULT_ARN.exec(target)?.[1] ?? target;
}

/**
 * What keeps AWS Backup from following a schedule: it knows no intervals, a rule has one expression, and hourly is as often as it goes.
 * Source: AWS Backup developer guide, plan-options-and-configuration, "Backup frequency"; hashicorp/terraform-provider-aws#8269.
 */
export type UnfitSchedule = "interval" | "days" | "often";

/** A crontab as AWS Backup writes it, why it is none, or why AWS Backup cannot follow it. */
export function backupSchedule(
  text: string,
): { readonly expression: string } | { readonly unfit: UnfitSchedule } | CronProblem {
  const read = schedulerExpressions(text);
  if (isCronProblem(read)) return read;
  if (!read.expression.startsWith("cron(")) return { unfit: "interval" };
  if (read.weekdays) return { unfit: "days" };
  return /^cron\(\d+ /.test(read.expression) ? { expression: read.expression } : { unfit: "often" };
}
