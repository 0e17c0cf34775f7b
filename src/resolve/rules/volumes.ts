import { accessPointPathProblem, ownerMayEnter } from "../../aws/efs.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { replaceText } from "../../diagnostics/fix.js";
import { related } from "../../diagnostics/related.js";
import type { Mount, Service, Volume } from "../../model/project.js";
import type { VolumeDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import type { VolumeUse, VolumeUses } from "../volume-use.js";
import { enforcedBy } from "../volumes.js";

type VolumeEntry = Entry<VolumeDocument> | undefined;

/** What is wrong with the volumes of an environment. `volumes` is what was made of those that some service mounts. */
export function checkVolumes(uses: VolumeUses, volumes: readonly Volume[], context: Context): void {
  checkUnmounted(uses, context);
  for (const volume of volumes) {
    const entry = context.volumes.get(volume.name);
    checkVolumeType(volume.name, entry, context);
    checkDirectory(volume, entry, context);
    // With a seed the directory is as that of the image.
    const seeded = entry?.value.value.fields.seed?.value === "image";
    if (!volume.identity && !seeded) noteUnknownOwner(volume.name, uses.get(volume.name) ?? [], context);
  }
  checkDirectories(volumes, context);
}

/** Refuses volumes that enforce different users on one container, and warns where it runs as another one. */
export function checkUsers(service: Service, volumes: ReadonlyMap<string, Volume>, context: Context): void {
  const first = checkEnforced(service, volumes, context.diagnostics);
  if (first) checkOwnUser(service, first.user, first.mount, context);
}

/** Refuses volumes that enforce different users on one container. The first of them counts, which is returned. */
export function checkEnforced(
  service: Pick<Service, "name" | "mounts">,
  volumes: ReadonlyMap<string, Volume>,
  diagnostics: Diagnostics,
): { readonly user: string; readonly mount: Mount } | undefined {
  const [first, ...others] = enforcedBy(service, volumes);
  if (!first) return undefined;
  for (const { user, mount } of others) {
    if (user === first.user) continue;
    const params = {
      service: service.name,
      user,
      volume: mount.volume,
      otherUser: first.user,
      other: first.mount.volume,
    };
    diagnostics.report("NK335", mount.source, params, [
      related("volumeUser", first.mount.source, { user: first.user }),
    ]);
  }
  return first;
}

function checkOwnUser(
  { name, user }: Service,
  enforced: string,
  { volume, source }: Mount,
  { services, diagnostics }: Context,
): void {
  const written = services.get(name)?.value.value.fields.user;
  // What number a name has only the image knows.
  const number = user !== undefined && /^\d/.test(user);
  if (!written || !number || user === enforced || `${user}:` === enforced.slice(0, user.length + 1)) return;
  const params = { service: name, user, volume, enforced };
  diagnostics.report("NK549", written.location, params, [related("volumeUser", source, { user: enforced })]);
}

/**
 * Only EFS keeps data of a task on Fargate: a bucket is refused, a disk becomes a directory like any other. ECS can give each task of a service
 * a volume of EBS, which lives as long as the task. Source: ECS developer guide, ebs-volumes, "Volume attributes" and "Considerations".
 */
function checkVolumeType(volume: string, entry: VolumeEntry, { diagnostics }: Context): void {
  const { type, bucket } = entry?.value.value.fields ?? {};
  const isBucket = type?.value === "object" ? type : bucket;
  if (isBucket) diagnostics.report("NK321", isBucket.location, { volume, bucket: bucket?.value });
  else if (type?.value === "block") diagnostics.report("NK569", type.location, { volume });
}

/** Refuses a group without an owner, permissions that lock the owner out, and paths that no access point can have. */
function checkDirectory({ name, path, source }: Volume, entry: VolumeEntry, { diagnostics }: Context): void {
  const settings = entry?.value.value.fields.efs?.value.fields ?? {};
  if (settings.gid && !settings.uid) diagnostics.report("NK333", settings.gid.location, {});
  const { permissions, path: written } = settings;
  if (permissions && !ownerMayEnter(permissions.value)) {
    diagnostics.report("NK334", permissions.location, { mode: permissions.value });
  }
  const problem = accessPointPathProblem(path);
  if (problem === undefined) return;
  const absolute = /^[\w-]/.test(path) && !accessPointPathProblem(`/${path}`);
  const fix = written && absolute ? replaceText(written.location, path, `/${path}`) : undefined;
  diagnostics.report("NK331", written?.location ?? source, { path, problem, volume: name }, [], fix);
}

/** Says that a directory is made for root, where a service writes to it of whose image nothing is known. */
function noteUnknownOwner(volume: string, uses: readonly VolumeUse[], context: Context): void {
  const writer = uses.find(({ mount }) => !mount.readOnly);
  if (!writer || uses.some(({ user }) => user)) return;
  const { mount, service } = writer;
  context.diagnostics.report("NK915", mount.source, { volume, service: service.name });
}

/** Warns of volumes that no service mounts. */
function checkUnmounted(uses: VolumeUses, { volumes, mountedInFile, diagnostics }: Context): void {
  for (const [name, entry] of volumes) {
    if (!uses.has(name) && !mountedInFile.has(name)) diagnostics.report("NK322", entry.key.location, { volume: name });
  }
}

/** Two access points on one directory, or one below the other: what one volume holds, the other shows. */
function checkDirectories(volumes: readonly Volume[], { diagnostics }: Context): void {
  const byPath = new Map<string, Volume>();
  for (const volume of volumes) if (!byPath.has(volume.path)) byPath.set(volume.path, volume);
  for (const volume of volumes) {
    const other = [volume.path, ...foldersAbove(volume.path)]
      .map((path) => byPath.get(path))
      .find((one) => one !== undefined && one !== volume);
    if (!other) continue;
    const params = { path: volume.path, volume: volume.name, otherPath: other.path, other: other.name };
    diagnostics.report("NK332", volume.source, params, [related("otherVolume", other.source)]);
  }
}

/** `/a/b/c`: `/a/b`, `/a` and `/`. */
function foldersAbove(path: string): readonly string[] {
  // One that EFS does not take has its own finding.
  if (path === "/" || accessPointPathProblem(path) !== undefined) return [];
  const parts = path.split("/").slice(1, -1);
  return [...parts.map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`), "/"];
}
