import { listOf } from "../../stack/json.js";
import { shortReference } from "../../stack/references.js";
import type { AttributeChange } from "../changes.js";
import type { Rule } from "./rule.js";

/** The security groups that something carries: each that is joined lets in what that group is let in to. */
export const securityGroups: Rule<"securityGroups"> = ({ action, attributes }) => {
  if (action === "create" || action === "destroy") return [];
  return attributes
    .filter(({ path, idle }) => /(?:^|\.)security_groups(?:\[\d+\])?$/.test(path) && idle === undefined)
    .flatMap((one) => [
      ...idsIn(one, "after").map((group) => ({ says: ["joined"], values: { group } }) as const),
      ...idsIn(one, "before").map((group) => ({ says: ["left"], values: { group } }) as const),
    ]);
};

/** The groups that are on one side of a change and not on the other. */
function idsIn({ before, after }: AttributeChange, side: "before" | "after"): readonly string[] {
  const [here, there] = side === "after" ? [after, before] : [before, after];
  const others = new Set(listOf(there));
  return listOf(here)
    .filter((id): id is string => typeof id === "string" && !others.has(id))
    .map(shortReference);
}
