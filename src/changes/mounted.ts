import type { Block } from "../stack/blocks.js";
import { type Json, type JsonObject, listOf, objectOf } from "../stack/json.js";
import { shortReference } from "../stack/references.js";
import type { Blocks } from "../stack/stack.js";
import { firstBlock, type Surroundings, type UnmarkedChange } from "./surroundings.js";

/** A local value with a container, or one of those in it. */
const CONTAINER = /\b(local\.[\w-]+)(?:\.([\w-]+)|\["([\w-]+)"\])?/g;

/** A container of a task definition: that of a service or a job, one that begins before it, or a sidecar. */
export interface Container {
  /** Where it is defined: `local.web_container`, `local.web_sidecars.proxy`. */
  readonly id: string;
  readonly body: JsonObject;
}

/** What a container sees at one of its paths. */
export interface Mount {
  /** The id of the container. */
  readonly container: string;
  /** In the container. */
  readonly path: string;
  readonly volume: string;
  /** `aws_efs_access_point.data`. */
  readonly accessPoint: string;
  /** On the file system. */
  readonly directory: string;
}

/** The volumes that the containers of a task definition mount through access points. */
export function mountsOf(definition: Block | undefined, blocks: Blocks): readonly Mount[] {
  const { volume, container_definitions: containers } = objectOf(definition?.body);
  const points = new Map(listOf(volume).map((one) => [objectOf(one).name, accessPointOf(objectOf(one))]));
  return containersOf(containers, blocks).flatMap(({ id, body }) =>
    listOf(body.mountPoints).flatMap((one): readonly Mount[] => {
      const { containerPath: path, sourceVolume: name } = objectOf(one);
      const accessPoint = points.get(name);
      if (typeof path !== "string" || typeof name !== "string" || accessPoint === undefined) return [];
      return [{ container: id, path, volume: name, accessPoint, directory: directoryOf(blocks.get(accessPoint)) }];
    }),
  );
}

/** The definitions of containers that a task definition names. Those of sidecars, and what puts files into them, stand in one local value, by name. */
export function containersOf(definitions: Json | undefined, blocks: Blocks): readonly Container[] {
  const names = typeof definitions === "string" ? [...definitions.matchAll(CONTAINER)] : [];
  return names.map(([id, local = "", plain, quoted]) => {
    const sidecar = plain ?? quoted;
    const body = objectOf(blocks.get(local)?.body);
    return { id, body: sidecar === undefined ? body : objectOf(new Map(Object.entries(body)).get(sidecar)) };
  });
}

/** A container that is in a task definition before and after a change. */
export interface KeptContainer {
  readonly old: JsonObject;
  readonly now: JsonObject;
}

/** The containers that stay, and see a directory that they saw before. `counts` says of which mounts that is asked. */
export function onTheSameFiles(
  { address }: UnmarkedChange,
  { before, after }: Surroundings,
  counts: (mount: Mount, blocks: Blocks) => boolean = () => true,
): readonly KeptContainer[] {
  const [old, now] = [before, after].map((blocks) => {
    const definition = blocks.get(address);
    const mounts = mountsOf(definition, blocks).filter((mount) => counts(mount, blocks));
    return { mounts, containers: containersOf(objectOf(definition?.body).container_definitions, blocks) };
  });
  if (!old || !now) return [];
  const seen = new Set(old.mounts.map(({ container, directory }) => JSON.stringify([container, directory])));
  const kept = new Set(
    now.mounts
      .filter(({ container, directory }) => seen.has(JSON.stringify([container, directory])))
      .map(({ container }) => container),
  );
  return old.containers.flatMap(({ id, body }) => {
    const other = kept.has(id) ? now.containers.find((one) => one.id === id) : undefined;
    return other ? [{ old: body, now: other.body }] : [];
  });
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
