import { valueAt } from "../stack/json.js";
import type { Stack } from "../stack/stack.js";
import type { Change, StackChanges } from "./changes.js";
import { afterMoves, changesBetween, withDefaultTags } from "./effects.js";
import { marked } from "./marks.js";
import { type IsSecret, withoutSecretValues } from "./secret-values.js";

/**
 * What applying the stack `after` over an applied `before` does, by address. Nothing but the two is looked at: what state and AWS hold,
 * only `terraform plan` knows. Values of secrets are left out, also those that `isSecret` knows.
 */
export function compareStacks(
  stack: string,
  before: Stack,
  after: Stack,
  isSecret: IsSecret = () => false,
): StackChanges {
  const old = afterMoves(before.blocks, valueAt(after.document, "moved"));
  const now = after.blocks;
  const changes: readonly Change[] = marked(withDefaultTags(changesBetween(old, now), old, now), old, now);
  return { stack, changes: withoutSecretValues(changes, isSecret) };
}
