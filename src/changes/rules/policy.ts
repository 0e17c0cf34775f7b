import type { RuleFindings } from "../../aws/types/index.js";
import type { JsonObject } from "../../stack/json.js";
import { policyAt, policyChange } from "../policies.js";
import { bodies, type Surroundings, type UnmarkedChange } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

type Found = Finding<RuleFindings["policy"]>;

/** Sentences of one kind that are told; of the rest, how many there are. */
const SHOWN = 5;

/** What a policy allows, and allows no longer. */
export const policy: Rule<"policy"> = (change, around) => compared("policy", change, around);

/** Who may take a role: a new one that a service of AWS may take allows nothing by itself; one that an account or everybody may take does. */
export const trust: Rule<"trust"> = (change, around) => {
  if (change.action === "destroy") return [];
  const found = compared("assume_role_policy", change, around);
  return change.action === "create"
    ? found.filter(({ values }) => !/ to `Service:/.test(values?.sentence ?? ""))
    : found;
};

function compared(
  attribute: "policy" | "assume_role_policy",
  change: UnmarkedChange,
  around: Surroundings,
): readonly Found[] {
  const { action, attributes, causes } = change;
  const bare =
    action === "update" && attributes.length === 0 && causes.every(({ address: by }) => !by.startsWith("local."));
  if (bare) return [];
  const sides = bodies(change, around);
  const old = sides.old && policyAt(sides.old[attribute], around.before);
  const now = sides.now && policyAt(sides.now[attribute], around.after);
  const unreadable = (sides.old && old === undefined) || (sides.now && now === undefined);
  if (unreadable) return [{ says: ["unreadable"] }];
  const { opens, closes } = policyChange(inRegion(old, around), now);
  return [...told("opens", "opensMore", opens), ...told("closes", "closesMore", closes)];
}

/** A policy as it would be in the region that the stack moves to: that the region is another one, the provider says. */
function inRegion(before: JsonObject | undefined, { changes }: Surroundings): JsonObject | undefined {
  const region = changes.get("provider.aws")?.attributes.find(({ path }) => path === "region");
  if (before === undefined || typeof region?.before !== "string" || typeof region.after !== "string") return before;
  return JSON.parse(JSON.stringify(before).replaceAll(`:${region.before}:`, `:${region.after}:`)) as JsonObject;
}

function told(
  says: "opens" | "closes",
  more: "opensMore" | "closesMore",
  sentences: readonly string[],
): readonly Found[] {
  const shown = sentences.slice(0, SHOWN).map((sentence): Found => ({ says: [says], values: { sentence } }));
  const rest = sentences.length - shown.length;
  return rest > 0 ? [...shown, { says: [more], values: { count: String(rest) } }] : shown;
}
