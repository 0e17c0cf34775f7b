import { blocksOf } from "../stack/blocks.js";
import type { JsonObject } from "../stack/json.js";
import type { Change, StackChanges } from "./changes.js";
import { afterMoves, changesBetween, withDefaultTags } from "./effects.js";
import { marked } from "./marks.js";

/**
 * What applying the Terraform JSON `after` over an applied `before` does, by address. Nothing but the two documents is looked at: what state
 * and AWS hold, only `terraform plan` knows.
 */
export function compareStacks(stack: string, before: JsonObject, after: JsonObject): StackChanges {
  const old = afterMoves(blocksOf(before), after.moved);
  const now = blocksOf(after);
  const changes: readonly Change[] = marked(withDefaultTags(changesBetween(old, now), old, now), old, now);
  return { stack, changes };
}
