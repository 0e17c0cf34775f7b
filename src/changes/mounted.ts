import type { Block } from "../stack/blocks.js";
import { type Json, type JsonObject, listOf, objectOf } from "../stack/json.js";
import { shortReference } from "../stack/references.js";
import type { Blocks } from "../stack/stack.js";
import { firstBlock } from "./surroundings.js";

/** What a container sees at one of its paths. */
export interface Mount {
  readonly volume: string;
  /** `aws_efs_access_point.data`. */
  readonly accessPoint: string;
  /** On the file system. */
  readonly directory: string;
}

/** The volumes that the containers of a task definition mount through access points, by path in the container. */
export function mountsOf(definition: Block | undefined, blocks: Blocks): ReadonlyMap<string, Mount> {
  const { volume, container_definitions: containers } = objectOf(definition?.body);
  const points = new Map(listOf(volume).map((one) => [objectOf(one).name, accessPointOf(objectOf(one))]));
  const found = containersOf(containers, blocks).flatMap(({ mountPoints }) =>
    listOf(mountPoints).flatMap((one): readonly (readonly [string, Mount])[] => {
      const { containerPath: path, sourceVolume: name } = objectOf(one);
      const accessPoint = points.get(name);
      if (typeof path !== "string" || typeof name !== "string" || accessPoint === undefined) return [];
      return [[path, { volume: name, accessPoint, directory: directoryOf(blocks.get(accessPoint)) }]];
    }),
  );
  return new Map(found);
}

/** The definitions of containers that a task definition names; not those of sidecars, which see the volumes of these at paths of their own. */
export function containersOf(definitions: Json | undefined, blocks: Blocks): readonly JsonObject[] {
  const names = typeof definitions === "string" ? [...definitions.matchAll(/\blocal\.[\w-]+(?![\w.-])/g)] : [];
  return names.map(([name]) => objectOf(blocks.get(name)?.body));
}

function accessPointOf(volume: JsonObject): string | undefined {
  const { authorization_config: authorization } = firstBlock(volume.efs_volume_configuration);
  const { access_point_id: id } = firstBlock(authorization);
  return typeof id === "string" ? shortReference(id) : undefined;
}

/** The directory of an access point. */
export function directoryOf(accessPoint: Block | undefined): string {
  const { path } = firstBlock(objectOf(accessPoint?.body).root_directory);
  return typeof path === "string" ? path : "/";
}
