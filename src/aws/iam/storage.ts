import { created, everything, type IamRow, on, only, owned, row, serviceLinkedRole, type Target } from "./grant.js";

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

/** The file system and what hangs on it. */
export const storage = {
  aws_efs_file_system: row(
    "efs/file_system.go",
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
  ),
  aws_efs_backup_policy: row(
    "efs/backup_policy.go",
    on("elasticfilesystem", fileSystem, {
      create: "PutBackupPolicy",
      update: "PutBackupPolicy",
      delete: "PutBackupPolicy",
    }),
    readAll,
  ),
  aws_efs_file_system_policy: row(
    "efs/file_system_policy.go",
    on("elasticfilesystem", fileSystem, {
      create: "PutFileSystemPolicy",
      update: "PutFileSystemPolicy",
      delete: "DeleteFileSystemPolicy",
    }),
    readAll,
  ),
  aws_efs_mount_target: row(
    "efs/mount_target.go",
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
  ),
  aws_efs_access_point: row(
    "efs/access_point.go",
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
  ),
} satisfies Readonly<Record<string, IamRow>>;
