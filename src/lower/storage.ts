import type { Construct } from "constructs";
import { BACK_ON_FIRST_ACCESS, lifecycleValue } from "../aws/efs.js";
import { fileSystemClientsName, fileSystemName, nameScope } from "../aws/names.js";
import { FILE_SYSTEM_SETTINGS } from "../aws/settings.js";
import { AccessPoint } from "../constructs/access-point.js";
import { FileSystem, type FileSystemTransitions, type IFileSystem } from "../constructs/file-system.js";
import { FileSystemClients } from "../constructs/file-system-clients.js";
import { MountTargets } from "../constructs/mount-targets.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import type { TerraformCode } from "../constructs/terraform-code.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment, ExistingFileSystem, ManagedFileSystem, StorageLifecycle, Volume } from "../model/project.js";
import { settingProps } from "./settings.js";
import { sharedFileSystem } from "./shared.js";
import { volumeTags } from "./tags.js";

/** The file system of an environment and the volumes on it. */
export interface Storage {
  readonly fileSystem: IFileSystem;
  /** Absent where no group of mount targets is known that could let them in. */
  readonly clients: FileSystemClients | undefined;
  readonly accessPoints: ReadonlyMap<string, AccessPoint>;
  /** Of the locks, by volume. */
  readonly locks: ReadonlyMap<string, AccessPoint>;
}

/** The storage of an environment; undefined when no service has a volume, and no component is to have one. */
export function lowerStorage(stack: Construct, environment: Environment, network: INetwork): Storage | undefined {
  const described = environment.fileSystem;
  if (described === undefined) return undefined;
  const fileSystem =
    described.kind === "managed"
      ? lowerManaged(stack, described)
      : lowerExisting(stack, environment, described, network);
  if (described.kind === "managed" || described.mountTargets) {
    new MountTargets(stack, "mount-targets", {
      fileSystem,
      network,
      securityGroupName: literal(fileSystemName(environment.project, nameScope(environment))),
    });
  }
  const clients =
    environment.volumes.length > 0 && admits(described)
      ? new FileSystemClients(stack, "file-system-clients", {
          fileSystem,
          network,
          securityGroupName: literal(fileSystemClientsName(environment.project, nameScope(environment))),
          description: literal("Tasks with volumes"),
        })
      : undefined;
  const volumes = new Scope(stack, "volumes");
  const accessPoints = environment.volumes.map(
    (volume) => [volume.name, lowerVolume(volumes, volume, fileSystem)] as const,
  );
  const locks = new Scope(stack, "volume-locks");
  const locked = environment.volumes.flatMap(({ name, lock }) =>
    lock === undefined ? [] : [[name, lowerLock(locks, name, lock, fileSystem)] as const],
  );
  return { fileSystem, clients, accessPoints: new Map(accessPoints), locks: new Map(locked) };
}

/** Whether a group of its mount targets is known, to which clients are let in. */
function admits(described: ManagedFileSystem | ExistingFileSystem): boolean {
  if (described.kind === "managed" || described.mountTargets) return true;
  return described.byName === true || described.securityGroupIds.length > 0;
}

function lowerManaged(stack: Construct, described: ManagedFileSystem): IFileSystem {
  const { throughput } = described;
  return new FileSystem(stack, "file-system", {
    fileSystemName: literal(described.name),
    ...settingProps(FILE_SYSTEM_SETTINGS, described),
    ...(described.kmsKeyArn !== undefined && { kmsKeyArn: literal(described.kmsKeyArn) }),
    throughputMode: throughput.mode,
    ...(throughput.mode === "provisioned" && { provisionedThroughputInMibps: throughput.mibps }),
    transitions: transitions(described.lifecycle),
    backup: described.backup,
    protect: described.protect,
  });
}

function transitions({ toInfrequentAccessDays, toArchiveDays, backOnFirstAccess }: StorageLifecycle) {
  const found: FileSystemTransitions = {
    ...(toInfrequentAccessDays !== undefined && { toInfrequentAccess: lifecycleValue(toInfrequentAccessDays) }),
    ...(toArchiveDays !== undefined && { toArchive: lifecycleValue(toArchiveDays) }),
    ...(backOnFirstAccess && { toStandard: BACK_ON_FIRST_ACCESS }),
  };
  return found;
}

/** Where tasks with volumes may run, as far as that is known. */
function zonesOfMounts({ services, cronJobs = [] }: Environment, network: INetwork): TerraformCode | undefined {
  const ofJobs = cronJobs.flatMap(({ run }) => (run.kind === "image" && run.mounts ? [run] : []));
  const mounting = [...services.filter(({ mounts }) => mounts.length > 0), ...ofJobs];
  return network.zonesOf?.([...new Set(mounting.map((service) => (service.private ? "private" : "public")))]);
}

function lowerExisting(
  stack: Construct,
  environment: Environment,
  described: ExistingFileSystem,
  network: INetwork,
): IFileSystem {
  if (described.byName) return sharedFileSystem(stack, environment, network);
  const zones = zonesOfMounts(environment, network);
  return FileSystem.fromFileSystemId(stack, "existing-file-system", {
    fileSystemId: literal(described.fileSystemId),
    securityGroupIds: described.securityGroupIds.map(literal),
    mounted: !described.mountTargets,
    ...(zones && { zones }),
  });
}

function lowerVolume(scope: Construct, volume: Volume, fileSystem: IFileSystem): AccessPoint {
  return new AccessPoint(scope, volume.name, {
    fileSystemId: fileSystem.fileSystemId,
    path: literal(volume.path),
    owner: volume.owner,
    permissions: literal(volume.permissions),
    ...(volume.identity && { identity: volume.identity }),
    tags: volumeTags(volume.name),
  });
}

/** Nobody, as `nobody` of most images is numbered: whoever a container runs as takes the lock as this user, and owns nothing else by it. */
const NOBODY = { uid: 65_534, gid: 65_534 } as const;

function lowerLock(scope: Construct, volume: string, path: string, fileSystem: IFileSystem): AccessPoint {
  return new AccessPoint(scope, volume, {
    fileSystemId: fileSystem.fileSystemId,
    path: literal(path),
    owner: NOBODY,
    permissions: literal("0700"),
    identity: NOBODY,
    tags: { ...volumeTags(volume), Name: literal(`${volume} lock`) },
  });
}
