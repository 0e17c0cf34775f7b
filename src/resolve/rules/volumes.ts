import { accessPointPathProblem } from "../../aws/efs.js";
import type { Environment, Volume } from "../../model/project.js";
import type { VolumeDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import type { VolumeUses } from "../volume-use.js";

/** Only EFS keeps data of a task on Fargate: a bucket is refused, a disk becomes a directory like any other. */
export function checkVolumeType(
  volume: string,
  entry: Entry<VolumeDocument> | undefined,
  { diagnostics }: Context,
): void {
  const { type, bucket } = entry?.value.value.fields ?? {};
  const isBucket = type?.value === "object" ? type : bucket;
  if (isBucket) diagnostics.report("NK321", isBucket.location, { volume });
  else if (type?.value === "block") {
    diagnostics.report("NK902", type.location, {
      key: "type: block",
      because: "a task on Fargate keeps data on EFS only",
    });
  }
}

/** Warns of volumes that no service mounts. */
export function checkUnmounted(uses: VolumeUses, { volumes, mountedInFile, diagnostics }: Context): void {
  for (const [name, entry] of volumes) {
    if (!uses.has(name) && !mountedInFile.has(name)) diagnostics.report("NK322", entry.key.location, { volume: name });
  }
}

/** Two access points on one directory, or one below the other: what one volume holds, the other shows. */
export function checkDirectories(volumes: Environment["volumes"], { diagnostics }: Context): void {
  const byPath = new Map<string, Volume>();
  for (const volume of volumes) if (!byPath.has(volume.path)) byPath.set(volume.path, volume);
  for (const volume of volumes) {
    const other = [volume.path, ...foldersAbove(volume.path)]
      .map((path) => byPath.get(path))
      .find((one) => one !== undefined && one !== volume);
    if (!other) continue;
    const params = { path: volume.path, volume: volume.name, otherPath: other.path, other: other.name };
    diagnostics.report("NK332", volume.source, params, [{ message: "the other volume", location: other.source }]);
  }
}

/** `/a/b/c`: `/a/b`, `/a` and `/`. */
function foldersAbove(path: string): readonly string[] {
  // One that EFS does not take has its own finding.
  if (path === "/" || accessPointPathProblem(path) !== undefined) return [];
  const parts = path.split("/").slice(1, -1);
  return [...parts.map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`), "/"];
}
