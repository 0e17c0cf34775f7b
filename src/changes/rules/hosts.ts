import { type JsonObject, listOf, objectOf } from "../../stack/json.js";
import { bodies, firstBlock, textOf } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** The hosts that a rule of a load balancer makes reachable. */
export const hosts: Rule<"hosts"> = (change, around) => {
  const { old, now } = bodies(change, around);
  if (change.action === "create") return [{ says: ["added"], values: { hosts: hostsOf(now) } }];
  if (change.action === "destroy") return [{ says: ["removed"], values: { hosts: hostsOf(old) } }];
  return change.attributes.some(({ path }) => path.startsWith("condition"))
    ? [{ says: ["changed"], values: { hosts: hostsOf(now), old: hostsOf(old) } }]
    : [];
};

function hostsOf(body: JsonObject | undefined): string {
  const conditions = listOf(body?.condition).map((one) => firstBlock(objectOf(one).host_header).values);
  const names = conditions.flatMap((values) => listOf(values)).map((host) => `\`${textOf(host)}\``);
  return names.length === 0 ? "something" : names.join(", ");
}
