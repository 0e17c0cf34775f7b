import { hides } from "../../aws/container.js";
import { findImage, type ImageFacts } from "../../aws/images/index.js";
import { POSTGRES_17_DATA, POSTGRES_18_DATA, postgresMajor } from "../../aws/images/postgres.js";
import { related } from "../../diagnostics/related.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";
import type { VolumeUse, VolumeUser, VolumeUses } from "../volume-use.js";
import { checkImageNeeds } from "./image-needs.js";
import { sqliteUses } from "./sqlite.js";
import { mountsStore, movesStore, namesDataDirectory, storeMounts, storePath } from "./store.js";

/** Names of environments in which the page advises managed databases. */
const PRODUCTION = /^(prod|production|live)$/i;

/** What is known of well-known images and goes wrong on EFS, or would lose data. */
export function checkImages(services: readonly Service[], uses: VolumeUses, context: Context): void {
  for (const service of services) {
    const facts = service.image.kind === "reference" ? findImage(service.image.reference) : undefined;
    if (facts) checkImage(service, facts, context);
    for (const { location, ...params } of sqliteUses(service, facts, context)) {
      context.diagnostics.report("NK507", location, { service: service.name, ...params });
    }
  }
  for (const [volume, mounts] of uses) checkOwners(volume, mounts, context);
}

function checkImage(service: Service, facts: ImageFacts, context: Context): void {
  const { diagnostics, environment } = context;
  const location = context.services.get(service.name)?.value.value.fields.image?.location ?? service.source;
  checkImageNeeds(service, facts, context);
  const keepsData =
    storeMounts(service, facts).length > 0 && (mountsStore(service, facts) || namesDataDirectory(service));
  if (facts.managed !== undefined && PRODUCTION.test(environment) && keepsData) {
    const { name: image, managed } = facts;
    diagnostics.report("NK503", location, { service: service.name, image, environments: [environment], managed });
  }
  const misplaced = checkPostgres(service, context);
  const path = storePath(facts);
  if (path !== undefined && !misplaced && losesData(service, facts)) {
    diagnostics.report("NK505", location, { service: service.name, image: facts.name, path });
  }
  for (const mount of service.mounts) {
    const program = facts.program.find((path) => hides(mount.containerPath, path));
    const seed = context.volumes.get(mount.volume)?.value.value.fields.seed?.value;
    if (program !== undefined && seed !== "image") {
      diagnostics.report("NK506", mount.source, { image: facts.name, path: mount.containerPath, program });
    }
  }
}

/** Engines that serve as a cache as often as not: without any volume they are taken for one. */
const CACHE = /(?:^|\/)(?:redis|valkey|redis-stack|redis-stack-server|dragonfly)$/;

function losesData(service: Service, facts: ImageFacts): boolean {
  if (CACHE.test(facts.name) && service.mounts.every((mount) => mount.readOnly)) return false;
  return !mountsStore(service, facts) && !movesStore(service, facts);
}

/**
 * Whether a postgres service mounts where its version does not keep its data. From version 18 on, the image refuses to start with a
 * mount at the old place; before it, the image declares a volume of its own below the new place, and the data goes there.
 */
function checkPostgres(service: Service, { diagnostics }: Context): boolean {
  if (service.image.kind !== "reference") return false;
  const major = postgresMajor(service.image.reference);
  if (major === undefined || service.environment.some(({ name }) => name === "PGDATA")) return false;
  const [code, wrong, instead] =
    major >= 18
      ? (["NK504", POSTGRES_17_DATA, POSTGRES_18_DATA] as const)
      : (["NK509", POSTGRES_18_DATA, POSTGRES_17_DATA] as const);
  const at = (path: string) => service.mounts.find((one) => one.containerPath === path);
  const mount = major < 18 && at(instead) ? undefined : at(wrong);
  if (mount) diagnostics.report(code, mount.source, { service: service.name, path: wrong, instead });
  return mount !== undefined;
}

function checkOwners(volume: string, mounts: readonly VolumeUse[], context: Context): void {
  if (context.volumes.get(volume)?.value.value.fields.efs?.value.fields.uid) return;
  const known = mounts.flatMap(({ service, mount, facts }) =>
    facts?.owner === undefined || mount.readOnly ? [] : [{ service, mount, uid: facts.owner.uid }],
  );
  const [first] = known;
  const differing = known.find(({ uid }) => uid !== first?.uid);
  if (!first || !differing) return;
  const side = ({ service, uid }: { service: VolumeUser; uid: number }) => ({ service: service.name, uid });
  const params = { volume, one: side(differing), other: side(first) };
  context.diagnostics.report("NK508", differing.mount.source, params, [
    related("imageUser", first.mount.source, { service: first.service.name, uid: first.uid }),
  ]);
}
