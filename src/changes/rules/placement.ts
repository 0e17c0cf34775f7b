import type { Json } from "../../stack/json.js";
import { bodies, serviceKey } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Whether a service begins to name the capacity that its tasks run on, or no longer does: versions of the provider differ in both. */
export const placement: Rule<"placement"> = (change, around) => {
  const { old, now } = bodies(change, around);
  if (!old || !now) return [];
  const [before, after] = [names(old.capacity_provider_strategy), names(now.capacity_provider_strategy)];
  return before === after ? [] : [{ says: [after ? "named" : "notNamed"], values: { name: serviceKey(now) } }];
};

function names(strategy: Json | undefined): boolean {
  return Array.isArray(strategy) ? strategy.length > 0 : strategy !== undefined && strategy !== null;
}
