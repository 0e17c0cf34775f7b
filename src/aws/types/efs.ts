import { created, everything, on, only, owned, serviceLinkedRole, type Target } from "./grant.js";
import type { ResourceRow, TypeRow } from "./row.js";

const fileSystem = owned("elasticfilesystem:file-system/{file_system_id}");

/** Of EFS only. Source: EFS user guide, encryption-at-rest; KMS developer guide, conditions-kms. */
const viaEfs: Target = {
  arn: "{kms_key_id}",
  conditions: { StringLike: { "kms:ViaService": ["elasticfilesystem.*.amazonaws.com*"] } },
};

/** Only while something is made: TagResource is then part of that call. */
const whileMaking = { Null: { "elasticfilesystem:CreateAction": ["false"] } };

const readAll = on(
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
  aws_efs_backup_policy: {
    source: "efs/backup_policy.go",
    blocks: "backup_policy",
    tagged: false,
    forceNew: ["file_system_id"],
    iam: [
      on("elasticfilesystem", fileSystem, {
        create: "PutBackupPolicy",
        update: "PutBackupPolicy",
        delete: "PutBackupPolicy",
      }),
      readAll,
    ],
  },
  aws_efs_file_system_policy: {
    source: "efs/file_system_policy.go",
    tagged: false,
    forceNew: ["file_system_id"],
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
