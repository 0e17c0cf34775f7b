import type { ImageFacts } from "../aws/images/index.js";
import type { Identity, Mount, Service } from "../model/project.js";

/** A service and one of its mounts of a volume, with what is known of its image. */
export interface VolumeUse {
  readonly service: Service;
  readonly mount: Mount;
  readonly facts?: ImageFacts;
  /** Whom the service works as, where that is known. */
  readonly user?: Identity;
  /** Whether a database may write its store there. */
  readonly store: boolean;
}

/** Which services mount each volume, by volume, sorted. */
export type VolumeUses = ReadonlyMap<string, readonly VolumeUse[]>;

/** What is known of the image of each service that mounts a volume, by service. */
export function factsByService(uses: VolumeUses): ReadonlyMap<string, ImageFacts | undefined> {
  return new Map([...uses.values()].flat().map(({ service, facts }) => [service.name, facts]));
}
