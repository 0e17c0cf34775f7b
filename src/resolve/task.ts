import type { Image, Mount, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { resolveBuild } from "./build.js";
import { resolveCompute } from "./compute.js";
import type { Context } from "./context.js";
import { resolvePreparation } from "./preparation.js";

/** How the image of a service is made, what runs before it, and what it asks of Fargate. `image` is undefined after an error. */
export function resolveTask(
  entry: Entry<ServiceDocument>,
  image: Image | undefined,
  mounts: readonly Mount[],
  context: Context,
): Pick<Service, "build" | "preparation" | "compute"> {
  const { diagnostics } = context;
  const { fields, written } = entry.value.value;
  const build = image?.kind === "variable" ? resolveBuild(entry, context) : undefined;
  if (build && image?.kind === "variable") {
    const { location } = fields.build ?? fields.runtime ?? entry.key;
    diagnostics.report("NK912", location, { service: entry.key.value, reason: image.reason });
  }
  const path = written.get("path");
  if (path && image?.kind === "reference") diagnostics.report("NK936", path.location, { service: entry.key.value });
  const preparation = resolvePreparation(entry, image, mounts, diagnostics);
  const compute = resolveCompute(fields.aws, diagnostics);
  return {
    ...(build ? { build } : {}),
    ...(preparation ? { preparation } : {}),
    ...(compute ? { compute } : {}),
  };
}
