import { foundTagKeyProblem, tagValueProblem } from "../../aws/tags.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { WrittenSubnets, WrittenTags } from "../existing-subnets.js";

/** Refuses tags that no subnet can have, none at all, and tags for both kinds of subnets beside those of one. */
export function checkSubnetTags(written: WrittenSubnets, diagnostics: Diagnostics): void {
  const { tag, publicTag, privateTag } = written;
  const ofKind = written.public ?? publicTag ?? written.private ?? privateTag;
  if (tag && ofKind) diagnostics.report("NK495", tag.location, {}, [related("subnetsOfKind", ofKind.location)]);
  for (const tags of [tag, publicTag, privateTag]) if (tags) checkTags(tags, diagnostics);
}

function checkTags(tags: WrittenTags, diagnostics: Diagnostics): void {
  if (tags.value.size === 0) diagnostics.report("NK497", tags.location, {});
  for (const { key, value } of tags.value.values()) {
    const ofKey = foundTagKeyProblem(key.value);
    const ofValue = tagValueProblem(value.value);
    if (ofKey) diagnostics.report("NK496", key.location, { key: key.value, part: "key", problem: ofKey });
    if (ofValue) diagnostics.report("NK496", value.location, { key: key.value, part: "value", problem: ofValue });
  }
}
