import { accessPointPathProblem, ownerMayEnter } from "../aws/efs.js";
import { findImage, type ImageFacts } from "../aws/images/index.js";
import { replaceText } from "../diagnostics/fix.js";
import type { SourceLocation } from "../diagnostics/source.js";
import type { Identity, Mount, Service, Volume } from "../model/project.js";
import type { VolumeDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import type { Context } from "./context.js";
import { checkUnmounted, checkVolumeType } from "./rules/volumes.js";
import type { VolumeUse, VolumeUses } from "./volume-use.js";

const ROOT: Identity = { uid: 0, gid: 0 };
const DEFAULT_PERMISSIONS = "0755";

/** Collects the mounts of all services by volume. */
export function usesOf(services: readonly Service[]): VolumeUses {
  const uses = new Map<string, VolumeUse[]>();
  for (const service of services) {
    const facts = factsOf(service);
    for (const mount of service.mounts) {
      const list = uses.get(mount.volume) ?? [];
      list.push({ service, mount, ...(facts ? { facts } : {}) });
      uses.set(mount.volume, list);
    }
  }
  return new Map([...uses].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is known of a service's image, with the owner that the linuxserver images take from PUID and PGID.
 * Source: docs.linuxserver.io/general/understanding-puid-and-pgid. */
function factsOf({ image, environment }: Service): ImageFacts | undefined {
  const facts = image.kind === "reference" ? findImage(image.reference) : undefined;
  if (!facts?.name.startsWith("linuxserver/")) return facts;
  const id = (wanted: string) => {
    const value = environment.find(({ name }) => name === wanted)?.value ?? "";
    return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  };
  return { ...facts, owner: { uid: id("PUID") ?? facts.owner.uid, gid: id("PGID") ?? facts.owner.gid } };
}

/**
 * The volumes that services mount. Without `efs.uid` the container's own user reaches the files, and the directory is first made
 * for the user that the image runs as; with it every operation is made as that user, and so must the container run
 * (see {@link userOf}).
 */
export function resolveVolumes(uses: VolumeUses, existingFileSystem: boolean, context: Context): readonly Volume[] {
  const identities = new Map([...uses.keys()].map((name) => [name, identityOf(context.volumes.get(name), context)]));
  const users = enforcedUsers(uses, identities);
  checkUnmounted(uses, context);
  return [...uses].map(([name, mounts]) => {
    const entry = context.volumes.get(name);
    const source = entry?.key.location ?? mounts[0]?.mount.source;
    if (!source) throw new Error(`Internal error: volume ${name} has no mount`);
    checkVolumeType(name, entry, context);
    const identity = identities.get(name);
    return {
      name,
      path: directoryOf(name, entry, source, existingFileSystem, context),
      owner: identity ?? ownerFor(name, mounts, users, context),
      permissions: permissionsOf(entry, context),
      ...(identity ? { identity } : {}),
      source,
    };
  });
}

/** The `user` of a service's container: the identity that its volumes enforce. Reports volumes that enforce different ones. */
export function userOf(service: Service, volumes: ReadonlyMap<string, Volume>, context: Context): string | undefined {
  let first: { readonly user: string; readonly mount: Mount } | undefined;
  for (const mount of service.mounts) {
    const identity = volumes.get(mount.volume)?.identity;
    if (!identity) continue;
    const user = `${identity.uid}:${identity.gid}`;
    if (first && first.user !== user) {
      const params = {
        service: service.name,
        user,
        volume: mount.volume,
        otherUser: first.user,
        other: first.mount.volume,
      };
      context.diagnostics.report("NK335", mount.source, params, [
        { message: `this volume enforces ${first.user}`, location: first.mount.source },
      ]);
    }
    first ??= { user, mount };
  }
  return first?.user;
}

function identityOf(entry: Entry<VolumeDocument> | undefined, { diagnostics }: Context): Identity | undefined {
  const settings = entry?.value.value.fields.efs?.value.fields;
  if (settings?.gid && !settings.uid) diagnostics.report("NK333", settings.gid.location, {});
  if (!settings?.uid) return undefined;
  return { uid: settings.uid.value, gid: settings.gid?.value ?? settings.uid.value };
}

function permissionsOf(entry: Entry<VolumeDocument> | undefined, { diagnostics }: Context): string {
  const written = entry?.value.value.fields.efs?.value.fields.permissions;
  if (written && !ownerMayEnter(written.value)) diagnostics.report("NK334", written.location, { mode: written.value });
  return written?.value ?? DEFAULT_PERMISSIONS;
}

function directoryOf(
  name: string,
  entry: Entry<VolumeDocument> | undefined,
  source: SourceLocation,
  existingFileSystem: boolean,
  { project, environment, diagnostics }: Context,
): string {
  const written = entry?.value.value.fields.efs?.value.fields.path;
  const path = written?.value ?? (existingFileSystem ? `/nanokit/${project}/${environment}/${name}` : `/${name}`);
  const problem = accessPointPathProblem(path);
  if (problem !== undefined) {
    const absolute = /^[\w-]/.test(path) && !accessPointPathProblem(`/${path}`);
    const fix = written && absolute ? replaceText(written.location, path, `/${path}`) : undefined;
    diagnostics.report("NK331", written?.location ?? source, { path, problem, volume: name }, [], fix);
  }
  return path;
}

/** Whom the directory is made for: the first service known to write to it, by name; root when no image is known. */
function ownerFor(
  name: string,
  uses: readonly VolumeUse[],
  users: ReadonlyMap<Service, Identity | undefined>,
  { diagnostics }: Context,
): Identity {
  const owners = [...uses]
    .sort((a, b) => Number(a.mount.readOnly) - Number(b.mount.readOnly))
    .map((use) => ({ use, owner: users.get(use.service) ?? use.facts?.owner }));
  const known = owners.find(({ owner }) => owner)?.owner;
  const unknown = owners.find(({ owner, use }) => !owner && !use.mount.readOnly);
  if (!known && unknown) {
    diagnostics.report("NK915", unknown.use.mount.source, { volume: name, service: unknown.use.service.name });
  }
  return known ?? ROOT;
}

/** The user that each service has to run as: that of the first of its mounts whose volume enforces one. */
function enforcedUsers(
  uses: VolumeUses,
  identities: ReadonlyMap<string, Identity | undefined>,
): ReadonlyMap<Service, Identity | undefined> {
  const services = new Set([...uses.values()].flatMap((ofIt) => ofIt.map(({ service }) => service)));
  const enforced = (service: Service) =>
    service.mounts.map((mount) => identities.get(mount.volume)).find((identity) => identity !== undefined);
  return new Map([...services].map((service) => [service, enforced(service)]));
}
