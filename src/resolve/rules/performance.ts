import { type RelatedLocation, related } from "../../diagnostics/related.js";
import type { Environment, FileSystem } from "../../model/project.js";
import type { EfsDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { fastVolumes } from "../file-system.js";

/** Warns of volumes that ask for speed in vain, and says what becomes elastic with those that do not. */
export function checkPerformance({ fileSystem, volumes }: Environment, context: Context): void {
  const { diagnostics, infra } = context;
  const fast = fastVolumes(volumes, context);
  if (!fileSystem || fast.length === 0) return;
  const obstacle = obstacleOf(fileSystem, infra.fields.efs?.value.fields ?? {});
  if (obstacle) {
    const { because, found, places } = obstacle;
    for (const { name, performance } of fast) {
      const params = { volume: name, performance: performance.value, because, found };
      diagnostics.report("NK635", performance.location, params, places);
    }
    return;
  }
  if (infra.fields.efs?.value.fields.throughput) return;
  const others = volumes.map(({ name }) => name).filter((name) => !fast.some((one) => one.name === name));
  for (const [index, { performance }] of fast.entries()) {
    // What is true of all of them is said once.
    const told = index === 0 ? others : [];
    if (told.length === 0 && performance.value === "high") continue;
    diagnostics.report("NK636", performance.location, { performance: performance.value, others: told });
  }
}

/** Why the performance of volumes has no effect. */
interface Obstacle {
  readonly because: "throughput" | "existing" | "shared";
  /** The throughput mode that there is, or the file system. */
  readonly found: string;
  readonly places: readonly RelatedLocation[];
}

function obstacleOf(fileSystem: FileSystem, { throughput, existing }: EfsDocument["fields"]): Obstacle | undefined {
  if (fileSystem.kind === "existing") {
    const found = fileSystem.fileSystemId;
    return existing
      ? { because: "existing", found, places: [related("existingFileSystem", existing.location)] }
      : { because: "shared", found, places: [] };
  }
  const { mode } = fileSystem.throughput;
  if (!throughput || mode === "elastic") return undefined;
  return { because: "throughput", found: mode, places: [related("throughput", throughput.location)] };
}
