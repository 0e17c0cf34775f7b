import { COMPONENT_PATTERN } from "../../aws/names.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { childOf, type MapNode } from "../../syntax/nodes.js";

/** The two hyphens that stand between an environment and a component in names. */
const BETWEEN = "--";

/**
 * Refuses an environment whose names are those of a component in another one: `stage--web` beside `stage`. In the file of a component every
 * name with two hyphens is one, whatever stands before them, as the environments of other repositories are not known.
 */
export function checkComponentNames(whole: MapNode, isComponent: boolean, diagnostics: Diagnostics): void {
  const block = childOf(whole, "environments");
  if (block?.kind !== "map") return;
  for (const [environment, { keyLocation }] of block.entries) {
    const at = environment.lastIndexOf(BETWEEN);
    if (at < 1) continue;
    const [other, component] = [environment.slice(0, at), environment.slice(at + BETWEEN.length)];
    if (!COMPONENT_PATTERN.test(component)) continue;
    if (isComponent || block.entries.has(other))
      diagnostics.report("NK525", keyLocation, { environment, other, component });
  }
}
