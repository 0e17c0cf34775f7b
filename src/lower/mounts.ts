import type { EfsMount } from "../constructs/efs-mounts.js";
import { literal } from "../constructs/terraform-string.js";
import type { Mount } from "../model/project.js";
import type { Storage } from "./storage.js";

/** A mount of a volume of the environment. */
export function lowerMount(mount: Mount, { fileSystem, accessPoints }: Storage): EfsMount {
  return {
    volumeName: literal(mount.volume),
    fileSystem,
    accessPoint: required(accessPoints.get(mount.volume), `volume ${mount.volume}`),
    containerPath: literal(mount.containerPath),
    readOnly: mount.readOnly,
  };
}

/** What the project has to have. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the project has no ${what}`);
  return value;
}
