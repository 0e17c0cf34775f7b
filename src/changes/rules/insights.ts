import { type JsonObject, objectsAt } from "../../stack/json.js";
import { bodies } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Whether Container Insights were on by the file and are not written any more: the provider then keeps what the cluster has. */
export const insights: Rule<"insights"> = (change, around) => {
  const { old, now } = bodies(change, around);
  if (!old || !now || change.action === "replace") return [];
  const before = insightsOf(old);
  if (before === undefined || before === "disabled" || insightsOf(now) !== undefined) return [];
  return [{ says: ["stay"], values: { before } }];
};

function insightsOf(body: JsonObject): string | undefined {
  const setting = objectsAt(body, "setting").find(({ name }) => name === "containerInsights");
  return typeof setting?.value === "string" ? setting.value : undefined;
}
