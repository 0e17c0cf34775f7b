import { parseImageReference } from "../aws/images/index.js";
import type { Image } from "../model/project.js";
import type { ServiceDocument, SidecarDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { isBuilt } from "./build.js";
import type { ResolveContext } from "./context.js";
import { sharedImage } from "./shared-images.js";

/** What a service says of its image, or a sidecar, which has no runtime. */
type ImageFields = Pick<ServiceDocument["fields"], "image" | "imageOf" | "build" | "runtime">;

/** The image of a service or a sidecar; undefined where it cannot be told. */
export function resolveImage(
  entry: Entry<ServiceDocument | SidecarDocument>,
  context: ResolveContext,
): Image | undefined {
  const { written } = entry.value.value;
  const fields: ImageFields = entry.value.value.fields;
  if (fields.image) {
    const reference = fields.image.value;
    if (!parseImageReference(reference)) return undefined;
    return { kind: "reference", reference, ...(isBuilt(fields) && { besideBuild: true }) };
  }
  if (fields.imageOf) return sharedImage(entry, context);
  if (written.has("image") || !(isBuilt(fields) || fields.runtime)) return undefined;
  return { kind: "variable", reason: isBuilt(fields) ? "build" : "runtime" };
}
