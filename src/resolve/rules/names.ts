import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";

/**
 * Two keys that differ in letter case alone: IAM roles and security groups would meet in one name, as AWS ignores case there.
 */
export function checkDistinctNames(kind: string, keys: Iterable<Located<string>>, diagnostics: Diagnostics): void {
  const first = new Map<string, Located<string>>();
  for (const key of [...keys].sort((a, b) => a.location.start - b.location.start)) {
    const folded = key.value.toLowerCase();
    const before = first.get(folded);
    if (before && before.value !== key.value) {
      diagnostics.report("NK206", key.location, { kind, name: key.value, other: before.value }, [
        related("otherOne", before.location),
      ]);
    }
    first.set(folded, before ?? key);
  }
}
