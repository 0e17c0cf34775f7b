import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import type { AccessPoint } from "./access-point.js";
import type { ContainerMount } from "./container.js";
import type { IFileSystem } from "./file-system.js";
import type { Role } from "./role.js";
import type { TerraformString } from "./terraform-string.js";

/** One directory of the container that is an access point. */
export interface EfsMount {
  /** Name of the volume in the task definition: letters, digits, `_` and `-`. The same access point has the same name. */
  readonly volumeName: TerraformString;
  readonly fileSystem: IFileSystem;
  readonly accessPoint: AccessPoint;
  readonly containerPath: TerraformString;
  /** @default false */
  readonly readOnly?: boolean;
  /** Whether it is for the container of the service alone, and not for what runs before it, nor for jobs. @default false */
  readonly serviceOnly?: boolean;
}

/** Access points with write access if any of their mounts has it; those that are used in the same way together, as a policy has a limit. */
export function grantMounts(role: Role, mounts: readonly EfsMount[]): void {
  for (const fileSystem of fileSystemsOf(mounts)) {
    const ofIt = grouped(
      mounts.filter((mount) => mount.fileSystem === fileSystem),
      (mount) => mount.accessPoint,
    );
    const writes = (accessPoint: AccessPoint) => ofIt.get(accessPoint)?.some((mount) => !mount.readOnly) ?? false;
    const alike = grouped([...ofIt.keys()], (point) => `${writes(point)} ${point.needsRootAccess}`);
    for (const [first, ...others] of alike.values()) {
      if (first) fileSystem.grantMount(role, [first, ...others], { write: writes(first) });
    }
  }
}

/** What a task definition has of them, each once. */
export function efsVolumes(mounts: readonly EfsMount[]): EcsTaskDefinitionVolume[] {
  return [...grouped(mounts, (mount) => mount.volumeName)].map(([name, [mount]]) => ({
    name,
    ...(mount && {
      efsVolumeConfiguration: {
        fileSystemId: mount.fileSystem.fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: mount.accessPoint.accessPointId, iam: "ENABLED" },
      },
    }),
  }));
}

/** What a container has of them. */
export function mountPoints(mounts: readonly EfsMount[]): readonly ContainerMount[] {
  return mounts.map((mount) => ({ ...mount, readOnly: mount.readOnly ?? false }));
}

/** Those that are not for the container of the service alone. */
export function shareable(mounts: readonly EfsMount[]): readonly EfsMount[] {
  return mounts.filter(({ serviceOnly }) => !serviceOnly);
}

/** Each file system once. */
export function fileSystemsOf(mounts: readonly EfsMount[]): readonly IFileSystem[] {
  return [...new Set(mounts.map((mount) => mount.fileSystem))];
}

function grouped<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
