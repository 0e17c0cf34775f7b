import { ACCESS_POINT_LEVELS_MAX, ACCESS_POINT_PATH_MAX, POLICY_MAX_CHARACTERS } from "../efs.js";
import { QUOTAS } from "../quotas.js";
import { created, everything, on, only, owned, serviceLinkedRole, type Target } from "./grant.js";
import { data, interrupts, onChange, onDestroy, opens, steps, weakens } from "./marks.js";
import type { ResourceRow, TypeRow } from "./row.js";
import { groupTexts, otherVpcTexts, policyTexts } from "./shared-marks.js";

/** What is done to the file system that a resource belongs to. */
export const fileSystem = owned("elasticfilesystem:file-system/{file_system_id}");

/** Of EFS only. Source: EFS user guide, encryption-at-rest; KMS developer guide, conditions-kms. */
const viaEfs: Target = {
  arn: "{kms_key_id}",
  conditions: { StringLike: { "kms:ViaService": ["elasticfilesystem.*.amazonaws.com*"] } },
};

/** Only while something is made: TagResource is then part of that call. */
const whileMaking = { Null: { "elasticfilesystem:CreateAction": ["false"] } };

/** What the provider reads of all that is in EFS. */
export const readAll = on(
  "elasticfilesystem",
  everything,
  { read: "Describe*" },
  "reads settings, never files; asked for by the documentation of nanokit",
);

/** What EFS does with a network interface in the name of whoever asks. Source: botocore efs, CreateMountTarget and others. */
const onBehalf = "EFS does it in the name of the caller, for the interface of the mount target";

/** EFS: the file system and what hangs on it. */
export const efs = {
  aws_efs_file_system: {
    source: "efs/file_system.go",
    blocks: "lifecycle_policy protection",
    tagged: true,
    forceNew: ["availability_zone_name", "creation_token", "encrypted", "kms_key_id", "performance_mode"],
    // Optional and Computed.
    kept: ["kms_key_id"],
    unique: [{ attributes: ["creation_token"], within: "region", source: "botocore efs, CreateFileSystem" }],
    refused: [
      {
        call: "elasticfilesystem:DeleteFileSystem",
        usedBy: ["aws_efs_mount_target"],
        error: "FileSystemInUse",
        source: "botocore efs, DeleteFileSystem",
      },
    ],
    quotas: {
      fileSystems: { max: 1000, of: "file systems in a region", raised: true, source: "EFS user guide, limits" },
      throughputChanges: {
        max: 1,
        of: "changes of the throughput mode, or decreases of provisioned throughput, in 24 hours",
        source: "botocore efs, UpdateFileSystem",
      },
    },
    marks: [
      onChange("encrypted", "weakens", "is no longer encrypted at rest.", { isNot: true }),
      onChange("kms_key_id", "weakens", "is encrypted with another key."),
    ],
    rules: {
      fileSystem: {
        replaced: data("is replaced: the new file system is empty, and what is on the old one is lost."),
        destroyed: data("is destroyed, with all data of all volumes."),
        copied: "What AWS Backup has copied stays in its vault, and has to be restored by hand.",
        notCopied: "AWS Backup has no copies of it.",
        planStops: "`prevent_destroy` stops that: the plan fails, and nothing of this stack is applied.",
        madeFirst: steps(
          "NK616",
          "data",
          "Terraform makes the new one first, and EFS refuses that while the old one has the same creation token. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target={address}`. What uses it goes with it, and comes back with the apply.",
        ),
        keepKey: "To keep it and its data, write the key that it has: `infra: { efs: { kmsKeyArn: {key} } }`.",
        otherKey: steps(
          "NK610",
          "data",
          "`prevent_destroy` stops that, and the plan would fail. To keep it and its data, write the key that it has: `infra: { efs: { kmsKeyArn: {key} } }`. To give its data up, first set `infra.efs.protect: false`, synth and apply.",
        ),
        firstKey: steps(
          "NK627",
          "data",
          "`prevent_destroy` stops that, and the plan would fail, unless it has that key already or was never applied. To keep it and its data, write the key that it has: `infra: { efs: { kmsKeyArn: {key} } }`, or its ARN, as `aws efs describe-file-systems --query 'FileSystems[].[FileSystemId,Name,KmsKeyId]'` tells. To give its data up, first set `infra.efs.protect: false`, synth and apply.",
        ),
        nothingStops:
          "`prevent_destroy` goes with the block and does not stop it. `nanokit-tf synth` refuses to write this (NK601).",
        unprotected: weakens("loses `prevent_destroy`: the next plan may destroy it, with all data."),
      },
      throughput: {
        changed: steps(
          "NK615",
          "note",
          "changes its throughput, and EFS takes that once in 24 hours. If its mode was changed or its provisioned throughput lowered less than a day ago, the apply fails with `TooManyRequests`: apply a day after that.",
        ),
      },
    },
    iam: [
      on(
        "elasticfilesystem",
        { tags: "request", conditions: { Bool: { "elasticfilesystem:Encrypted": ["{encrypted}"] } } },
        { create: "CreateFileSystem" },
      ),
      on(
        "elasticfilesystem",
        { ...created("elasticfilesystem:file-system/*"), conditions: whileMaking },
        { create: "TagResource" },
        "tags are given as it is made",
      ),
      on("elasticfilesystem", owned("elasticfilesystem:file-system/*"), {
        create: "PutLifecycleConfiguration",
        update: "UpdateFileSystem PutLifecycleConfiguration TagResource UntagResource",
      }),
      only(
        "!lifecycle.prevent_destroy",
        on("elasticfilesystem", owned("elasticfilesystem:file-system/*"), { delete: "DeleteFileSystem" }),
      ),
      readAll,
      only("kms_key_id", on("kms", viaEfs, { create: "DescribeKey GenerateDataKeyWithoutPlaintext Decrypt" }, "EFS")),
      only(
        "kms_key_id",
        on(
          "kms",
          { ...viaEfs, conditions: { ...viaEfs.conditions, Bool: { "kms:GrantIsForAWSResource": ["true"] } } },
          { create: "CreateGrant" },
          "EFS keeps the right to use the key",
        ),
      ),
      serviceLinkedRole("elasticfilesystem.amazonaws.com"),
    ],
  },
  aws_efs_file_system_policy: {
    source: "efs/file_system_policy.go",
    tagged: false,
    forceNew: ["file_system_id"],
    unique: [{ attributes: ["file_system_id"], within: "file system", source: "botocore efs, PutFileSystemPolicy" }],
    quotas: {
      characters: { max: POLICY_MAX_CHARACTERS, of: "characters of the policy", source: "botocore efs, Policy" },
    },
    marks: [
      onDestroy(
        "opens",
        "is destroyed: whoever reaches a mount target may read and write everything, even without TLS.",
        "aws_efs_file_system",
      ),
    ],
    rules: { policy: policyTexts },
    iam: [
      on("elasticfilesystem", fileSystem, {
        create: "PutFileSystemPolicy",
        update: "PutFileSystemPolicy",
        delete: "DeleteFileSystemPolicy",
      }),
      readAll,
    ],
  },
  aws_efs_mount_target: {
    source: "efs/mount_target.go",
    blocks: "timeouts",
    tagged: false,
    forceNew: ["file_system_id", "ip_address", "subnet_id"],
    forceNewIn6: ["ip_address_type", "ipv6_address"],
    unique: [
      {
        attributes: ["availability_zone_name"],
        within: "file system",
        source: "botocore efs, CreateMountTarget, MountTargetConflict",
      },
    ],
    quotas: {
      mountTargets: { max: 400, of: "mount targets in a VPC", source: "EFS user guide, limits" },
      securityGroups: { max: 5, of: "security groups of a mount target", source: "EFS user guide, limits" },
    },
    rules: {
      mountTarget: {
        replaced: interrupts(
          "is replaced: tasks in its zone lose the file system until the new one is there, some minutes later.",
        ),
        withFileSystem: interrupts("is replaced, as the file system is."),
        destroyed: interrupts("is destroyed: tasks that are still in its zone lose the file system. No data is lost."),
        zones: interrupts(
          "may go from zones whose subnets are no longer used: the plan shows it. Tasks that are still there lose the file system. No data is lost.",
        ),
      },
      otherVpc: otherVpcTexts,
      securityGroups: groupTexts,
    },
    iam: [
      on("elasticfilesystem", fileSystem, {
        create: "CreateMountTarget",
        update: "ModifyMountTargetSecurityGroups",
        delete: "DeleteMountTarget",
      }),
      readAll,
      on(
        "ec2",
        [
          { arn: "ec2:network-interface/*" },
          { ...owned("ec2:subnet/{subnet_id}"), inVpc: true },
          owned("ec2:security-group/*"),
        ],
        { create: "CreateNetworkInterface" },
        onBehalf,
      ),
      on(
        "ec2",
        [{ arn: "ec2:network-interface/*" }, owned("ec2:security-group/*")],
        { update: "ModifyNetworkInterfaceAttribute" },
        onBehalf,
      ),
      on("ec2", { arn: "ec2:network-interface/*" }, { delete: "DeleteNetworkInterface" }, onBehalf),
      on("ec2", everything, { create: "DescribeSubnets DescribeSecurityGroups DescribeNetworkInterfaces" }, onBehalf),
      serviceLinkedRole("elasticfilesystem.amazonaws.com"),
    ],
  },
  aws_efs_access_point: {
    source: "efs/access_point.go",
    blocks: "creation_info posix_user root_directory",
    tagged: true,
    forceNew: ["file_system_id", "posix_user", "root_directory"],
    unique: [],
    quotas: {
      accessPoints: QUOTAS.accessPoints,
      pathCharacters: { max: ACCESS_POINT_PATH_MAX, of: "characters of its directory", source: "botocore efs, Path" },
      pathLevels: {
        max: ACCESS_POINT_LEVELS_MAX,
        of: "levels of its directory",
        source: "botocore efs, RootDirectory",
      },
    },
    rules: {
      accessPoint: {
        withFileSystem: data("is {past} together with the file system, and its directory is lost with it."),
        unseen: data(
          "is destroyed. The directory `{directory}` and its files stay on the file system, and nothing mounts them any more.",
        ),
        shownElsewhere: interrupts(
          "is destroyed. The directory `{directory}` and its files stay, and `{other}` shows them.",
        ),
        otherFileSystem: data(
          "is replaced: the volume is on another file system from now on. What is in `{old}` stays on the old one and is no longer seen.",
        ),
        otherDirectory: data(
          "is replaced: the volume shows `{now}` from now on. What is in `{old}` stays there and is no longer seen.",
        ),
        remade: interrupts("is replaced. The directory `{now}` and its files stay."),
        otherUser:
          "What is in it keeps its owner and its mode, and the volume is used as another user from now on, who may not be allowed to read or write it.",
        sameOwner: "A directory that is there keeps its owner and its mode.",
        ownersStay: "The files keep their owners.",
        // AWS's user guide says that clients lose access at once, its API reference that they go on until they disconnect.
        tasks: "No task can mount the old one any more, and those that run may lose it before new ones take over.",
        anyUser: opens("no longer sets the user for its files: a container may act as any user."),
        wider: opens("shows more of the file system: `{now}`, of which `{old}` is a part."),
      },
    },
    iam: [
      on("elasticfilesystem", { ...fileSystem }, { create: "CreateAccessPoint" }),
      on(
        "elasticfilesystem",
        { ...created("elasticfilesystem:access-point/*"), conditions: whileMaking },
        { create: "TagResource" },
        "tags are given as it is made",
      ),
      on("elasticfilesystem", owned("elasticfilesystem:access-point/*"), {
        update: "TagResource UntagResource",
        delete: "DeleteAccessPoint",
      }),
      readAll,
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;

/** What is looked up and never changed. */
export const efsData = {
  "data.aws_efs_file_system": {
    source: "efs/file_system_data_source.go",
    iam: [on("elasticfilesystem", everything, { read: "Describe*" })],
  },
} satisfies Readonly<Record<string, TypeRow>>;
