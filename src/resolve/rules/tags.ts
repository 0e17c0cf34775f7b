import { addedTagsMax, tagKeyProblem, tagValueProblem } from "../../aws/tags.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { InfraDocument } from "../../schema/language.js";
import type { Context } from "../context.js";

/** Refuses tags that AWS does not take, that ours would be mixed up with, and more than there is room for. */
export function checkTags({ fields: { tags } }: InfraDocument, { component, diagnostics }: Context): void {
  if (!tags) return;
  // IAM takes `Owner` and `owner` for one key: IAM user guide, id_tags, case sensitivity.
  const keys = new Map<string, Located<string>>();
  for (const { key, value } of tags.value.values()) {
    const keyProblem = tagKeyProblem(key.value);
    const valueProblem = tagValueProblem(value.value);
    const before = keys.get(key.value.toLowerCase());
    if (keyProblem) diagnostics.report("NK461", key.location, { key: key.value, problem: keyProblem });
    else if (before) {
      const first = [related("firstNamed", before.location)];
      diagnostics.report("NK463", key.location, { key: key.value, other: before.value }, first);
    }
    if (valueProblem) diagnostics.report("NK462", value.location, { key: key.value, problem: valueProblem });
    keys.set(key.value.toLowerCase(), key);
  }
  const count = tags.value.size;
  const limit = addedTagsMax(component);
  if (count > limit) diagnostics.report("NK464", tags.location, { count, limit });
}
