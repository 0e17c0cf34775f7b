import { all, type Edit, put } from "./edit.js";

const backup = (value: unknown) => put("infra/efs/backup", value);
const elsewhere = put("infra/efs/backup/copyTo", "us-west-2");
const unchanged = () => {};
const daily = backup(true);
const none = backup(false);
const volumesGone = all(put("services/db/volumes", undefined), put("volumes", undefined));

const forget = (address: string) => ({
  terraform: ["state", "rm", address],
  says: `terraform state rm ${address}`,
});
const forgetVault = forget("aws_backup_vault.main");
const forgetCopies = forget("aws_backup_vault.copies");
const stays = "Its recovery points stay";

/** Backups of the file system: AWS's own, by a plan, none. */
export const backups: readonly Edit[] = [
  { name: "backups: a plan in place of AWS's daily ones", base: "plain", change: backup({ retention: 90 }) },
  {
    name: "backups: a plan with copies in another region",
    base: "plain",
    change: backup({ retention: 90, copyTo: "us-west-2" }),
  },
  { name: "backups: a plan in place of none", base: "plain", first: none, change: backup({ retention: 90 }) },
  { name: "backups: AWS's daily ones in place of none", base: "plain", first: none, change: daily },
  { name: "backups: kept longer", base: "backups", change: put("infra/efs/backup/retention", 365) },
  { name: "backups: kept shorter", base: "backups", change: put("infra/efs/backup/retention", 7) },
  { name: "backups: at other times", base: "backups", change: put("infra/efs/backup/schedule", "0 */6 * * *") },
  { name: "backups: copied into another region", base: "backups", change: elsewhere },
  {
    name: "backups: copied into a vault of another account",
    base: "backups",
    change: put("infra/efs/backup/copyTo", "arn:aws:backup:us-west-2:210987654321:backup-vault:kept"),
  },
  {
    name: "backups: no longer copied",
    base: "backups",
    first: elsewhere,
    change: put("infra/efs/backup/copyTo", undefined),
    foretold: {
      code: "NK394",
      steps: [forgetCopies, { apply: put("infra/efs/backup/copyTo", undefined), says: stays }],
    },
  },
  {
    name: "backups: copied into yet another region",
    base: "backups",
    first: elsewhere,
    change: put("infra/efs/backup/copyTo", "eu-west-1"),
    foretold: {
      code: "NK394",
      steps: [forgetCopies, { apply: put("infra/efs/backup/copyTo", "eu-west-1"), says: stays }],
    },
  },
  {
    name: "backups: AWS's daily ones in place of a plan",
    base: "backups",
    change: daily,
    foretold: { code: "NK394", steps: [forgetVault, { apply: daily, says: stays }] },
  },
  {
    name: "backups: none in place of a plan",
    base: "backups",
    change: none,
    foretold: { code: "NK394", steps: [forgetVault, { apply: none, says: stays }] },
  },
  {
    name: "backups: none in place of a plan with copies",
    base: "backups",
    first: elsewhere,
    change: none,
    foretold: { code: "NK394", steps: [forgetVault, forgetCopies, { apply: none, says: stays }] },
  },
  {
    name: "backups: a plan taken away, and written again",
    base: "backups",
    change: daily,
    foretold: {
      code: "NK394",
      steps: [
        forgetVault,
        { apply: daily, says: stays },
        {
          terraform: ["import", "aws_backup_vault.main", "nk-shop-stage"],
          says: "terraform import aws_backup_vault.main nk-shop-stage",
          file: unchanged,
        },
        { apply: unchanged, says: "If the vault comes back one day" },
      ],
    },
  },
  {
    name: "backups: a plan, and its volumes removed",
    base: "backups",
    first: put("infra/efs/protect", false),
    change: volumesGone,
    foretold: { code: "NK394", steps: [forgetVault, { apply: volumesGone, says: stays }] },
  },
];
