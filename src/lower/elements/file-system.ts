import { FILE_SYSTEM_SETTINGS } from "../../aws/settings.js";
import { type ElementFamily, element } from "./element.js";
import { EXISTING_FILE_SYSTEM, MOUNT_TARGETS, MOUNTS, settingKeys, VOLUME, VPC, VPC_KEYS } from "./keys.js";
import { managed, mounting, mountTargets, storage } from "./presence.js";

export const fileSystem: ElementFamily = {
  section: "File system",
  elements: [
    element("aws_efs_file_system.main", "file-system/resource", "the file system", managed, [
      "name",
      ...settingKeys("infra.efs", FILE_SYSTEM_SETTINGS),
      "infra.efs.kmsKeyArn",
      "infra.efs.throughput",
      "infra.efs.lifecycle",
      "infra.efs.protect",
    ]),
    element("aws_efs_backup_policy.main", "file-system/backup-policy", "whether AWS Backup copies it daily", managed, [
      "infra.efs.backup",
    ]),
    element("aws_efs_file_system_policy.main", "file-system/policy", "who may use it, and how", managed),
    element("local.file_system_policy", "file-system/policy-document", "that policy", managed, ["volumes.*.efs.uid"]),
    element("data.aws_efs_file_system.main", "existing-file-system/resource", "the file system", {
      when: "some service has a volume, and the file system is an existing one",
      made: [VOLUME, EXISTING_FILE_SYSTEM],
    }),
    element(
      "aws_efs_mount_target.{zone}",
      "mount-targets/zone/{zone}",
      "the mount target of a zone",
      {
        when: `${mountTargets.when}, in its own VPC`,
        made: [VOLUME, MOUNT_TARGETS, "infra.zones[{zone}]"],
        unless: VPC_KEYS,
      },
      [EXISTING_FILE_SYSTEM],
    ),
    element(
      "aws_efs_mount_target.main",
      "mount-targets/each-zone",
      'the mount target of each zone: `main["eu-west-1a"]`',
      { when: `${mountTargets.when}, in an existing VPC`, made: [VPC, VOLUME, MOUNT_TARGETS] },
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
      { ...storage, made: ["services.*.volumes[{volume}]"] },
      [
        "name",
        "volumes.{volume}.efs",
        EXISTING_FILE_SYSTEM,
        "services.{mounting}.image",
        "services.{mounting}.runtime",
      ],
    ),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_nfs",
      "mount-targets/security-group/ingress/{service}",
      "lets the tasks of a service in to the mount targets",
      mounting,
    ),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_nfs_{group}",
      "existing-file-system/security-groups/{group}/ingress/{service}",
      "lets the tasks of a service in to mount targets made elsewhere",
      {
        when: "the service has a volume, and security groups of an existing file system are named",
        made: [MOUNTS, EXISTING_FILE_SYSTEM, "infra.efs.securityGroups[{group}]"],
      },
    ),
  ],
};
