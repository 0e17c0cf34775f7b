import { findImage, type ImageFacts } from "../aws/images/index.js";
import { directoryPrefix, nameScope } from "../aws/names.js";
import type { CronJob, Identity, Mount, Service, Volume } from "../model/project.js";
import type { VolumeDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { componentOf, type ResolveContext, sharesInfra } from "./context.js";
import { storeMounts } from "./rules/store.js";
import type { VolumeUse, VolumeUser, VolumeUses } from "./volume-use.js";

const ROOT: Identity = { uid: 0, gid: 0 };
const DEFAULT_PERMISSIONS = "0755";

/**
 * Collects the mounts of all services by volume, and then those of jobs with an image of their own. What is true of a whole service is found
 * once, however many volumes it mounts.
 */
export function usesOf(
  services: readonly Service[],
  jobs: readonly CronJob[],
  context: Pick<ResolveContext, "volumes">,
): VolumeUses {
  const uses = new Map<string, VolumeUse[]>();
  const ofJobs = new Set<VolumeUser>(jobs.flatMap(userOfJob));
  for (const service of [...services, ...ofJobs]) {
    const job = ofJobs.has(service);
    const facts = factsOf(service);
    const user = workerOf(service, facts, context);
    const stores = new Set(facts && storeMounts(service, facts));
    for (const mount of service.mounts) {
      const list = uses.get(mount.volume) ?? [];
      list.push({
        service,
        mount,
        store: stores.has(mount),
        ...(job && { job }),
        ...(facts && { facts }),
        ...(user && { user }),
      });
      uses.set(mount.volume, list);
    }
  }
  return new Map([...uses].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A job as one that mounts; nothing where it mounts nothing of its own. */
function userOfJob({ name, run, environment }: CronJob): readonly VolumeUser[] {
  if (run.kind !== "image" || !run.mounts) return [];
  return [{ name, image: { kind: "reference", reference: run.image }, environment, mounts: run.mounts }];
}

/** What is known of a service's image, with the owner that the linuxserver images take from PUID and PGID.
 * Source: docs.linuxserver.io/general/understanding-puid-and-pgid. */
function factsOf({ image, environment }: VolumeUser): ImageFacts | undefined {
  const facts = image.kind === "reference" ? findImage(image.reference) : undefined;
  if (!facts?.owner || !facts.name.startsWith("linuxserver/")) return facts;
  const id = (wanted: string) => {
    const value = environment.find(({ name }) => name === wanted)?.value ?? "";
    return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  };
  return { ...facts, owner: { uid: id("PUID") ?? facts.owner.uid, gid: id("PGID") ?? facts.owner.gid } };
}

/** The user that some volume of the service enforces, that it runs as by its number, or that its image runs as. */
function workerOf(
  { mounts, user }: VolumeUser,
  facts: ImageFacts | undefined,
  { volumes }: Pick<ResolveContext, "volumes">,
): Identity | undefined {
  const enforced = mounts.map(({ volume }) => identityOf(volumes.get(volume))).find((one) => one !== undefined);
  return enforced ?? numbered(user) ?? facts?.owner;
}

/** A user by its number; without a group, that of the same number. */
function numbered(user: string | undefined): Identity | undefined {
  const [, uid, gid = uid] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(user ?? "") ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/**
 * The volumes that services mount. Without `efs.uid` the container's own user reaches the files, and the directory is first made
 * for the user that the image runs as; with it every operation is made as that user, and so must the container run
 * (see {@link userOf}).
 */
export function resolveVolumes(uses: VolumeUses, context: ResolveContext): readonly Volume[] {
  return [...uses].map(([name, mounts]) => {
    const entry = context.volumes.get(name);
    const source = entry?.key.location ?? mounts[0]?.mount.source;
    if (!source) throw new Error(`Internal error: volume ${name} has no mount`);
    const identity = identityOf(entry);
    // Root when no image is known.
    const owner = identity ?? writersFirst(mounts).find(({ user }) => user)?.user ?? ROOT;
    return {
      name,
      path: directoryOf(name, context),
      owner,
      permissions: entry?.value.value.fields.efs?.value.fields.permissions?.value ?? DEFAULT_PERMISSIONS,
      ...(identity ? { identity } : {}),
      source,
    };
  });
}

/** The `user` of a service's container: the identity that its volumes enforce. The first counts. */
export function userOf(service: Pick<Service, "mounts">, volumes: ReadonlyMap<string, Volume>): string | undefined {
  return enforcedBy(service, volumes)[0]?.user;
}

/** The users that the volumes of a service enforce, each with the mount that brings it about. */
export function enforcedBy(
  { mounts }: Pick<Service, "mounts">,
  volumes: ReadonlyMap<string, Volume>,
): readonly { readonly user: string; readonly mount: Mount }[] {
  return mounts.flatMap((mount) => {
    const identity = volumes.get(mount.volume)?.identity;
    return identity ? [{ user: `${identity.uid}:${identity.gid}`, mount }] : [];
  });
}

/** Whom a volume has all its files written as; undefined where it names nobody. */
export function identityOf(entry: Entry<VolumeDocument> | undefined): Identity | undefined {
  const settings = entry?.value.value.fields.efs?.value.fields;
  if (!settings?.uid) return undefined;
  return { uid: settings.uid.value, gid: settings.gid?.value ?? settings.uid.value };
}

function directoryOf(name: string, context: ResolveContext): string {
  const { project, environment, volumes, infra } = context;
  const written = volumes.get(name)?.value.value.fields.efs?.value.fields.path;
  const shared = infra.fields.efs?.value.fields.existing !== undefined || sharesInfra(context);
  return (
    written?.value ??
    (shared
      ? `${directoryPrefix(project, nameScope({ name: environment, ...componentOf(context) }))}${name}`
      : `/${name}`)
  );
}

/** The uses of a volume, those first that write to it. */
function writersFirst(uses: readonly VolumeUse[]): readonly VolumeUse[] {
  return [...uses].sort((a, b) => Number(a.mount.readOnly) - Number(b.mount.readOnly));
}
