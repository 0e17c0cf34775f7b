import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { ServiceDocument, SidecarDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { sharedImageProblem } from "../shared-images.js";

/**
 * Refuses `imageOf` that leads to no image, or to one that is built for another processor. `own` is the processor that the task says.
 */
export function checkSharedImage(
  entry: Entry<ServiceDocument | SidecarDocument>,
  own: Located<string> | undefined,
  context: Context,
): void {
  const { fields } = entry.value.value;
  const { imageOf } = fields;
  const { diagnostics, services } = context;
  if (!imageOf) return;
  const service = entry.key.value;
  const other = imageOf.value;
  const problem = sharedImageProblem(entry, context);
  if (problem) {
    const named = services.get(other);
    const at =
      "at" in problem
        ? [related("otherImage", problem.at)]
        : problem.kind === "chain" && named?.value.value.fields.imageOf
          ? [related("otherImage", named.value.value.fields.imageOf.location)]
          : [];
    const last = problem.kind === "chain" ? problem.last : other;
    const known = [...services]
      .filter(([name, { value }]) => name !== service && !value.value.fields.imageOf)
      .map(([name]) => name);
    diagnostics.report("NK418", imageOf.location, { service, other, problem: problem.kind, last, known }, at);
    return;
  }
  const target = services.get(other)?.value.value.fields;
  if (!target || target.image) return;
  const wanted = target.aws?.value.fields.architecture;
  if ((own?.value ?? "x86_64") === (wanted?.value ?? "x86_64")) return;
  const place = own?.location ?? imageOf.location;
  const others = wanted ? [related("otherProcessor", wanted.location)] : [];
  const processor = own?.value ?? "x86_64";
  diagnostics.report("NK420", place, { service, other, processor, built: wanted?.value ?? "x86_64" }, others);
}
