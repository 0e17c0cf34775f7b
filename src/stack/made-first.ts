import { lifecycleOf } from "./blocks.js";
import { listOf, objectOf } from "./json.js";
import { referencesIn } from "./references.js";
import type { Blocks } from "./stack.js";

/**
 * Whether Terraform, where it replaces a resource, makes the new one before it destroys the old one: so it does with `create_before_destroy`, and with
 * all that such a resource depends on, over others too. Source: Terraform, language/meta-arguments/lifecycle.
 *
 * @param address without the key of an instance
 */
export function isMadeFirst(address: string, blocks: Blocks): boolean {
  const all = [...blocks.values()].map(({ base, kind, body }) => ({
    base,
    goesLast: kind === "resource" && [true, "true"].some((yes) => lifecycleOf(body).create_before_destroy === yes),
    needs: [...referencesIn(body).map(({ target }) => target), ...listOf(objectOf(body).depends_on)],
  }));
  const reached = new Set([address]);
  // A set is walked to its end, with what is added on the way.
  for (const one of reached) {
    if (all.some(({ base, goesLast }) => goesLast && base === one)) return true;
    for (const { base, needs } of all) if (needs.includes(one)) reached.add(base);
  }
  return false;
}
