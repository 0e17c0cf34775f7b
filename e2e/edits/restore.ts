import { all, type Edit, put, type Step } from "./edit.js";

const DIRECTORY = "/aws-backup-restore_2026-01-31T03-00-00-123Z/data";
const stopped = put("services/db/instances", 0);
const restored = put("volumes/data", { efs: { path: DIRECTORY } });
const unprotected = put("infra/efs/protect", false);
const other = put("infra/efs", { existing: "fs-0123456789abcdef0", mountTargets: true });

const forgotten = "aws_efs_file_system.main aws_efs_backup_policy.main aws_efs_file_system_policy.main";
const job = "aws backup start-restore-job";

const asItWas = () => {};

const unprotect = {
  write: all(stopped, unprotected),
  says: "`infra.efs.protect: false` first and synth, without applying it",
};

const intoNew: readonly Step[] = [
  { apply: stopped, says: "Stop what writes" },
  { aws: "restoredAnew", says: job },
  { aws: "policyCarriedOver", says: "aws efs put-file-system-policy" },
  unprotect,
  { terraform: ["state", "rm", ...forgotten.split(" ")], says: `terraform state rm ${forgotten}` },
];

const lookFirst = { apply: all(stopped, other), says: "apply with `instances: 0` first" };
const last = { apply: all(other, restored), says: "with the path of what was restored" };

/** docs/restore.md, as far as an emulator goes that restores no files. */
export const restore: readonly Edit[] = [
  {
    name: "restore: into the same file system",
    base: "plain",
    change: restored,
    foretold: {
      page: "restore.md",
      steps: [
        { apply: stopped, says: "`instances: 0` at the service" },
        { aws: "restoredInPlace", says: job },
        { apply: restored, says: "Take `instances: 0` out again" },
      ],
    },
  },
  {
    name: "restore: into a new file system",
    base: "plain",
    change: all(other, restored),
    foretold: { page: "restore.md", steps: [...intoNew, lookFirst, last] },
  },
  {
    name: "restore: into a new file system, from a plan",
    base: "backups",
    change: all(other, restored),
    foretold: {
      page: "restore.md",
      code: "NK394",
      steps: [
        ...intoNew,
        { terraform: ["state", "rm", "aws_backup_vault.main"], says: "terraform state rm aws_backup_vault.main" },
        lookFirst,
        last,
      ],
    },
  },
  {
    name: "restore: into a new file system, as the old one is gone",
    base: "plain",
    change: all(other, restored),
    foretold: {
      page: "restore.md",
      steps: [
        { aws: "fileSystemLost", says: "For when the old file system is gone" },
        { aws: "restoredAnew", says: job },
        { aws: "policyTakenFromState", says: "terraform state show aws_efs_file_system_policy.main" },
        unprotect,
        lookFirst,
        last,
      ],
    },
  },
  {
    name: "restore: a look into the file system",
    base: "plain",
    beside: "look",
    change: asItWas,
    foretold: {
      page: "restore.md",
      steps: [
        { destroyBeside: true, says: "`terraform destroy` in its folder" },
        { apply: asItWas, says: "nothing of the file system" },
      ],
    },
  },
];
