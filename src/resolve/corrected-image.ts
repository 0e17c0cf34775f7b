import { parseImageReference } from "../aws/images/index.js";
import { type Fix, replaceText } from "../diagnostics/fix.js";
import type { Located } from "../diagnostics/source.js";

/** A reference without a scheme, its name in lower case; tags keep their letters. */
export function correctedImage({ value, location }: Located<string>): Fix | undefined {
  const bare = value.replace(/^https?:\/\//, "");
  const [, name = "", tagAndDigest = ""] = /^(.*?)((?::[^/:@]*)?(?:@.*)?)$/s.exec(bare) ?? [];
  const better = name.toLowerCase() + tagAndDigest;
  return parseImageReference(better) ? replaceText(location, value, better) : undefined;
}
