import { related } from "../../diagnostics/related.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Context } from "../context.js";
import type { VolumeUse, VolumeUser, VolumeUses } from "../volume-use.js";
import { storePath } from "./store.js";

/**
 * A database's files have one writer. Whatever makes a second task of it write to the same volume is refused: several instances,
 * scaling, a rolling update (which runs old and new side by side), or a second database service on the volume.
 */
export function checkSingleWriter(uses: VolumeUses, context: Context): void {
  for (const [volume, mounts] of uses) {
    if (context.volumes.get(volume)?.value.value.fields.efs?.value.fields.sharedWriters?.value) continue;
    const writers = writersOf(mounts);
    for (const use of writers) checkOneTask(volume, use, context);
    checkOneService(volume, writers, context);
  }
}

/** One use per service or job that may keep a store on the volume: where the image has its store by default, if it mounts that. */
function writersOf(mounts: readonly VolumeUse[]): readonly VolumeUse[] {
  const byService = new Map<VolumeUser, VolumeUse>();
  for (const use of mounts) {
    const { service, facts, mount, store } = use;
    if (!facts || !store) continue;
    if (!byService.has(service) || mount.containerPath === storePath(facts)) byService.set(service, use);
  }
  return [...byService.values()];
}

function checkOneTask(volume: string, use: VolumeUse, { services, diagnostics }: Context): void {
  const { service, job, facts, mount } = use;
  const fields = job ? undefined : services.get(service.name)?.value.value.fields;
  const report = (location: SourceLocation, cause: string) =>
    diagnostics.report("NK501", location, { service: service.name, image: facts?.name ?? "", volume, cause }, [
      related("volumeWritten", mount.source),
    ]);
  if (fields?.instances && fields.instances.value > 1)
    report(fields.instances.location, `${fields.instances.value} instances`);
  if (fields?.updateStrategy?.value === "rolling") report(fields.updateStrategy.location, "a rolling update");
  if (fields?.scale && (fields.scale.value.fields.max?.value ?? 2) > 1) report(fields.scale.location, "scaling");
  const spot = fields?.aws?.value.fields.spot;
  if (spot?.value) {
    diagnostics.report("NK374", spot.location, { service: service.name, image: facts?.name ?? "", volume }, [
      related("volumeWritten", mount.source),
    ]);
  }
}

function checkOneService(volume: string, writers: readonly VolumeUse[], { diagnostics }: Context): void {
  const [first, ...others] = writers;
  for (const other of others) {
    if (!first) continue;
    const params = { volume, service: other.service.name, other: first.service.name };
    diagnostics.report("NK502", other.mount.source, params, [
      related("writer", first.mount.source, { service: first.service.name }),
    ]);
  }
}
