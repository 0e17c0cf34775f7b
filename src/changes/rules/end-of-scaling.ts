import { bodies, serviceKey, textOf } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** What scales a service goes, and the service stays, with fewer tasks than there are at least. */
export const endOfScaling: Rule<"endOfScaling"> = (change, around) => {
  if (change.action !== "destroy") return [];
  const { old } = bodies(change, around);
  const address = /\$\{(aws_ecs_service\.[\w-]+)\.name\}/.exec(textOf(old?.resource_id))?.[1] ?? "";
  const service = around.after.get(address);
  if (service === undefined) return [];
  const { now } = bodies({ ...change, address }, around);
  const [count, min] = [now?.desired_count, old?.min_capacity];
  if (typeof count !== "number" || typeof min !== "number" || count >= min) return [];
  return [{ says: ["fewer"], values: { service: serviceKey(now), count: String(count), min: String(min) } }];
};
