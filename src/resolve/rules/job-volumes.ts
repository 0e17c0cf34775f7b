import { OTHER_SECURITY_GROUPS_MAX } from "../../aws/network.js";
import { related } from "../../diagnostics/related.js";
import type { CronJob, Mount, Volume } from "../../model/project.js";
import type { CronDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import type { VolumeUses } from "../volume-use.js";
import { checkEnforced } from "./volumes.js";

/** A job with an image of its own, and volumes. */
interface Mounting {
  readonly job: CronJob;
  readonly mounts: readonly Mount[];
  readonly networks: readonly string[];
}

/**
 * What is wrong with the volumes of jobs that have an image of their own: users that do not go together, more groups than a task has room
 * for, and files that a database has open.
 */
export function checkJobVolumes(
  written: ReadonlyMap<string, Entry<CronDocument>>,
  jobs: readonly CronJob[],
  { volumes, uses }: { readonly volumes: readonly Volume[]; readonly uses: VolumeUses },
  context: Context,
): void {
  const byName = new Map(volumes.map((volume) => [volume.name, volume]));
  for (const mounting of jobs.flatMap(mountingOf)) {
    checkEnforced({ name: mounting.job.name, mounts: mounting.mounts }, byName, context.diagnostics);
    checkRoom(mounting, written.get(mounting.job.name), context);
  }
  for (const [volume] of uses) checkStore(volume, uses, context);
}

function mountingOf(job: CronJob): readonly Mounting[] {
  const { run } = job;
  return run.kind === "image" && run.mounts ? [{ job, mounts: run.mounts, networks: run.networks }] : [];
}

/** Tasks with volumes carry a group by which mount targets know them; a job has no rule of its own in its place. */
function checkRoom({ job, networks }: Mounting, written: Entry<CronDocument> | undefined, context: Context): void {
  const { reach, diagnostics } = context;
  const count = networks.filter((name) => reach.shared.includes(name)).length;
  // One more is too many for any task, which is another finding.
  if (count !== OTHER_SECURITY_GROUPS_MAX) return;
  const location = written?.value.value.fields.networks?.location ?? job.source;
  diagnostics.report("NK568", location, { job: job.name, count });
}

/** A job that writes where a database keeps its files, and is none itself: a second database has a finding of its own. */
function checkStore(volume: string, uses: VolumeUses, { volumes, diagnostics }: Context): void {
  if (volumes.get(volume)?.value.value.fields.efs?.value.fields.sharedWriters?.value) return;
  const all = uses.get(volume) ?? [];
  const owner = all.find(({ job, store }) => store && !job);
  if (!owner) return;
  for (const { job, service, mount, store } of all) {
    if (!job || store || mount.readOnly) continue;
    const params = { job: service.name, service: owner.service.name, image: owner.facts?.name ?? "", volume };
    diagnostics.report("NK365", mount.source, params, [related("volumeWritten", owner.mount.source)]);
  }
}
