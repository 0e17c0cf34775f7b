import type { ImageFacts } from "../aws/images/index.js";
import type { Identity, Mount, Service } from "../model/project.js";

/** Who mounts volumes: a service, or a job with an image of its own. */
export type VolumeUser = Pick<Service, "name" | "image" | "environment" | "mounts" | "user">;

/** A service, or a job, and one of its mounts of a volume, with what is known of its image. */
export interface VolumeUse {
  readonly service: VolumeUser;
  /** Whether it is a job, which may have the name of a service. @default false */
  readonly job?: true;
  readonly mount: Mount;
  readonly facts?: ImageFacts;
  /** Whom the service works as, where that is known. */
  readonly user?: Identity;
  /** Whether a database may write its store there. */
  readonly store: boolean;
}

/** Which services and jobs mount each volume, by volume, sorted. */
export type VolumeUses = ReadonlyMap<string, readonly VolumeUse[]>;

/** What is known of the image of each service that mounts a volume, by service. */
export function factsByService(uses: VolumeUses): ReadonlyMap<string, ImageFacts | undefined> {
  const ofServices = [...uses.values()].flat().filter(({ job }) => !job);
  return new Map(ofServices.map(({ service, facts }) => [service.name, facts]));
}
