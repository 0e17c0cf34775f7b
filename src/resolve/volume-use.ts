import type { ImageFacts } from "../aws/images/index.js";
import type { Mount, Service } from "../model/project.js";

/** A service and one of its mounts of a volume, with what is known of its image. */
export interface VolumeUse {
  readonly service: Service;
  readonly mount: Mount;
  readonly facts?: ImageFacts;
}

/** Which services mount each volume, by volume, sorted. */
export type VolumeUses = ReadonlyMap<string, readonly VolumeUse[]>;
