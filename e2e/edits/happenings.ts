import type { Aws } from "../aws.js";
import { type JsonObject, objectsAt, stringAt } from "../json.js";

/** What a step has at hand that asks something of AWS. */
export interface Scene {
  readonly aws: Aws;
  /** From now on, the id that stands in the file stands for this one. */
  know(placeholder: string, id: string): void;
  /** A text of a resource in the state of the stack. */
  inState(address: string, attribute: string): Promise<string>;
}

const OLD = "fs-0123456789abcdef0";
const ROLE = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole";
const POINT = "arn:aws:backup:us-east-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45";

/** What is asked of AWS beside Terraform, docs/restore.md for most, by the name that a step has for it. The emulator restores no files. */
const HAPPENINGS = {
  restoredInPlace: async ({ aws }: Scene) => {
    await restore(aws, { newFileSystem: "false", CreationToken: "restore-1" });
  },
  restoredAnew: async ({ aws, know }: Scene) => {
    const made = await restore(aws, { newFileSystem: "true", CreationToken: "shop-restored" });
    know(OLD, made.split("/").at(-1) ?? "");
  },
  policyCarriedOver: async ({ aws }: Scene) => {
    const [old = ""] = await fileSystems(aws);
    const { Policy } = await aws.efs("GET", `file-systems/${old}/policy`);
    await givePolicy(aws, String(Policy), old);
  },
  policyTakenFromState: async ({ aws, inState }: Scene) => {
    const policy = await inState("aws_efs_file_system_policy.main", "policy");
    await givePolicy(aws, policy, await inState("aws_efs_file_system_policy.main", "file_system_id"));
  },
  repositoryDeleted: async ({ aws, inState }: Scene) => {
    const repositoryName = await inState("aws_ecr_repository.web", "name");
    await aws.ecr("DeleteRepository", { repositoryName, force: true });
  },
  stateBucketMade: ({ aws }: Scene) => aws.makeBucket("acme-terraform-state"),
  savedTagRuns: async ({ inState }: Scene) => {
    const containers = await inState("aws_ecs_task_definition.web", "container_definitions");
    if (!containers.includes("/nk-shop-stage/web:v2")) throw new Error(`the tag that was saved is gone: ${containers}`);
  },
  fileSystemLost: async ({ aws }: Scene) => {
    const [system = ""] = await fileSystems(aws);
    const targets = objectsAt(await aws.efs("GET", `mount-targets?FileSystemId=${system}`), "MountTargets");
    for (const { MountTargetId } of targets) await aws.efs("DELETE", `mount-targets/${MountTargetId}`);
    const points = objectsAt(await aws.efs("GET", `access-points?FileSystemId=${system}`), "AccessPoints");
    for (const { AccessPointId } of points) await aws.efs("DELETE", `access-points/${AccessPointId}`);
    await aws.efs("DELETE", `file-systems/${system}`);
  },
} satisfies Readonly<Record<string, (scene: Scene) => Promise<void>>>;

/** What happens on AWS, and Terraform has no part in it. */
export type Happening = keyof typeof HAPPENINGS;

/** Has something happen on AWS. */
export function happen(what: Happening, scene: Scene): Promise<void> {
  return HAPPENINGS[what](scene);
}

/** Gives the newest file system the policy of another. */
async function givePolicy(aws: Aws, policy: string, old: string): Promise<void> {
  const made = (await fileSystems(aws)).at(-1);
  if (made === undefined || made === old) throw new Error("nothing was restored");
  await aws.efs("PUT", `file-systems/${made}/policy`, { Policy: policy.replaceAll(old, made) });
}

/** Starts a job and waits for it; the ARN of what it restored to. */
async function restore(aws: Aws, told: Readonly<Record<string, string>>): Promise<string> {
  const [system = "fs-00000000"] = await fileSystems(aws);
  const Metadata = { "file-system-id": system, Encrypted: "true", PerformanceMode: "generalPurpose", ...told };
  const asked = { RecoveryPointArn: POINT, IamRoleArn: ROLE, ResourceType: "EFS", Metadata };
  const { RestoreJobId } = await aws.backup("PUT", "restore-jobs", asked);
  const job = await aws.backup("GET", `restore-jobs/${RestoreJobId}`);
  if (job.Status !== "COMPLETED") throw new Error(`the restore job is ${job.Status}`);
  return stringAt(job, "CreatedResourceArn") ?? "";
}

/** Ids of the file systems, the oldest first. */
async function fileSystems(aws: Aws): Promise<readonly string[]> {
  const found: readonly JsonObject[] = objectsAt(await aws.efs("GET", "file-systems"), "FileSystems");
  const byAge = [...found].sort((a, b) => Number(a.CreationTime) - Number(b.CreationTime));
  return byAge.flatMap((one) => stringAt(one, "FileSystemId") ?? []);
}
