import { FILE_SYSTEM_SETTINGS } from "../../aws/settings.js";
import { type ElementFamily, element, type Presence } from "./element.js";
import {
  CROWDED,
  EXISTING_FILE_SYSTEM,
  KMS_KEY,
  MOUNT_TARGETS,
  NFS_GROUPS,
  ROLE_KEYS,
  SHARED,
  STORED,
  settingKeys,
  VOLUME,
  VPC,
  VPC_KEYS,
} from "./keys.js";
import { crowded, managed, mounted, mountTargets, storage } from "./presence.js";

/** What is looked up of mount targets made elsewhere. */
const foundMountTargets: Presence = {
  when: "a service or a job has a volume, on an existing file system with mount targets of its own, in an existing VPC",
  made: [VPC, VOLUME, EXISTING_FILE_SYSTEM],
  unless: [MOUNT_TARGETS],
};

/** Of the file system of the repository without a component. */
const sharedFileSystem: Presence = {
  when: "`infra.shared` is true, a service or a job has a volume, and no file system is named",
  made: [SHARED, VOLUME],
  unless: [EXISTING_FILE_SYSTEM],
};

const COPIES = "infra.efs.backup.copyTo";

/** Of a file system that has a plan for its backups. */
const planned: Presence = {
  when: `${managed.when}, and \`infra.efs.backup\` is a map`,
  made: [STORED, "infra.efs.backup!"],
  unless: [EXISTING_FILE_SYSTEM, SHARED],
};

export const fileSystem: ElementFamily = {
  section: "File system",
  elements: [
    element("aws_efs_file_system.main", "file-system/resource", "the file system", managed, [
      "name",
      ...settingKeys("infra.efs", FILE_SYSTEM_SETTINGS),
      "infra.efs.kmsKeyArn",
      KMS_KEY,
      "infra.efs.throughput",
      "volumes.{fast}.performance",
      "infra.efs.lifecycle",
      "infra.efs.protect",
    ]),
    element(
      "aws_efs_backup_policy.main",
      "file-system/backup-policy",
      "whether AWS Backup backs up the file system daily",
      managed,
      ["infra.efs.backup!"],
    ),
    element(
      "aws_iam_role.backup",
      "backup-role/role/resource",
      "the role as which AWS Backup acts",
      planned,
      ROLE_KEYS,
    ),
    element(
      "aws_iam_role_policy_attachment.backup",
      "backup-role/backup",
      "what AWS Backup may do to copy the file system",
      planned,
    ),
    element(
      "aws_iam_role_policy_attachment.backup_restore",
      "backup-role/restore",
      "what AWS Backup may do to restore it",
      planned,
    ),
    element("aws_backup_vault.main", "backup/vault", "the vault that recovery points go into", planned, [
      "name",
      "infra.efs.kmsKeyArn",
      KMS_KEY,
    ]),
    element(
      "aws_backup_vault.copies",
      "backup/copies",
      "the vault in another region that recovery points are copied to",
      { ...planned, when: `${managed.when}, and \`infra.efs.backup.copyTo\` is a region`, made: [STORED, COPIES] },
      ["name"],
    ),
    element(
      "aws_backup_plan.main",
      "backup/plan",
      "when AWS Backup copies the file system, and what it keeps",
      planned,
      ["name", "infra.efs.backup"],
    ),
    element("aws_backup_selection.main", "backup/selection", "the file system, as what the plan is for", planned),
    element("local.backup_trust", "backup-role/trust", "who may assume the role of AWS Backup", planned),
    element("aws_efs_file_system_policy.main", "file-system/policy", "who may use the file system, and how", managed),
    element("local.file_system_policy", "file-system/policy-document", "the policy of the file system", managed),
    element(
      "data.aws_efs_file_system.main",
      "existing-file-system/resource",
      "the file system",
      {
        when: "a service or a job has a volume, and the file system is an existing one",
        made: [VOLUME, EXISTING_FILE_SYSTEM],
      },
      [...VPC_KEYS, "infra.efs.mountTargets"],
    ),
    element(
      "data.aws_efs_file_system.shared",
      "shared-file-system/resource",
      "the file system of the repository without a component",
      sharedFileSystem,
      ["name"],
    ),
    element(
      "data.aws_security_groups.file_system",
      "shared-file-system/mount-targets/groups",
      "the id of the security group of its mount targets",
      sharedFileSystem,
      ["name", ...VPC_KEYS],
    ),
    element(
      "data.aws_network_interfaces.mount_targets",
      "existing-file-system/interfaces",
      "the ids of the network interfaces of its mount targets",
      foundMountTargets,
      [EXISTING_FILE_SYSTEM],
    ),
    element(
      "data.aws_network_interface.mount_targets",
      "existing-file-system/interface",
      "each of them, by id: in which zones it has a mount target",
      foundMountTargets,
    ),
    element(
      "aws_efs_mount_target.{zone}",
      "mount-targets/zone/{zone}",
      "the mount target of a zone",
      {
        when: `${mountTargets.when}, in its own VPC`,
        made: [STORED, MOUNT_TARGETS, "infra.zones[{zone}]"],
        unless: VPC_KEYS,
      },
      [EXISTING_FILE_SYSTEM],
    ),
    element(
      "aws_efs_mount_target.main",
      "mount-targets/each-zone",
      'the mount target of each zone: `main["eu-west-1a"]`',
      { when: `${mountTargets.when}, in an existing VPC`, made: [VPC, STORED, MOUNT_TARGETS] },
      [EXISTING_FILE_SYSTEM],
    ),
    element(
      "aws_security_group.file_system",
      "mount-targets/security-group/resource",
      "the security group of the mount targets",
      mountTargets,
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_efs_access_point.{volume}",
      "volumes/{volume}/resource",
      "the access point of a volume",
      { ...storage, made: ["services.*.volumes[{volume}] | cron.*.volumes[{volume}]"] },
      [
        "name",
        "volumes.{volume}.efs",
        EXISTING_FILE_SYSTEM,
        SHARED,
        "services.{mounting}.image",
        "services.{mounting}.runtime",
        "services.{mounting}.user",
        "cron.{mountingJob}.image",
      ],
    ),
    element(
      "aws_efs_access_point._lock_{volume}",
      "volume-locks/{volume}/resource",
      "the access point of the lock of a volume",
      {
        when: "a service keeps a store on the volume that has no lock of its own",
        made: ["services.*.volumes[{volume}]", "services.{mounting}.image"],
        unless: ["volumes.{volume}.efs.lock", "volumes.{volume}.efs.sharedWriters"],
      },
      ["name", "volumes.{volume}.efs.path", EXISTING_FILE_SYSTEM, SHARED],
    ),
    element(
      "aws_security_group.file_system_clients",
      "file-system-clients/security-group/resource",
      "the security group that tasks with volumes carry",
      {
        when: `${mounted.when} or knows their security groups`,
        made: [VOLUME, NFS_GROUPS],
      },
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_vpc_security_group_egress_rule.nfs",
      "file-system-clients/security-group/egress/nfs",
      "lets tasks with volumes out to the mount targets",
      mounted,
    ),
    element(
      "aws_vpc_security_group_ingress_rule.nfs",
      "mount-targets/security-group/ingress/all clients",
      "lets tasks with volumes in to the mount targets",
      mounted,
    ),
    element(
      "aws_vpc_security_group_ingress_rule.nfs_{group}",
      "existing-file-system/security-groups/{group}/ingress/all clients",
      "lets these tasks in to mount targets made elsewhere",
      {
        when: "a service or a job has a volume, and security groups of an existing file system are named",
        made: [VOLUME, EXISTING_FILE_SYSTEM, "infra.efs.securityGroups[{group}]"],
      },
    ),
    element(
      "aws_vpc_security_group_ingress_rule._shared_nfs",
      "shared-file-system/mount-targets/group/ingress/all clients",
      "lets these tasks in to the mount targets of the repository without a component",
      sharedFileSystem,
    ),
    element(
      "aws_vpc_security_group_ingress_rule._shared_nfs_{service}",
      "shared-file-system/mount-targets/group/ingress/{service}",
      "lets in to them the tasks of a service that have no room for one security group more",
      {
        when: "`infra.shared` is true, and the service has a volume and is on four networks",
        made: [SHARED, ...CROWDED],
        unless: [EXISTING_FILE_SYSTEM],
      },
    ),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_nfs",
      "mount-targets/security-group/ingress/{service}",
      "lets in to the mount targets the tasks of a service that have no room for one security group more",
      crowded,
    ),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_nfs_{group}",
      "existing-file-system/security-groups/{group}/ingress/{service}",
      "lets such tasks in to mount targets made elsewhere",
      {
        when: "the service has a volume and is on four networks, and security groups of an existing file system are named",
        made: [...CROWDED, EXISTING_FILE_SYSTEM, "infra.efs.securityGroups[{group}]"],
      },
    ),
  ],
};
