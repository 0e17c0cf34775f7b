import { type JsonObject, listOf, objectOf } from "../../stack/json.js";
import { bodies, firstBlock, type Surroundings, textOf } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** The hosts that a rule of a load balancer makes reachable, or paths of them, with what is below. */
export const hosts: Rule<"hosts"> = (change, around) => {
  const { old, now } = bodies(change, around);
  if (change.action === "create") return [{ says: [addedTo(now, around)], values: { hosts: hostsOf(now) } }];
  if (change.action === "destroy") return [{ says: ["removed"], values: { hosts: hostsOf(old) } }];
  return change.attributes.some(({ path }) => path.startsWith("condition"))
    ? [{ says: ["changed"], values: { hosts: hostsOf(now), old: hostsOf(old) } }]
    : [];
};

/** From where a new host is reached. Of a load balancer that is there already, nothing tells. */
function addedTo(body: JsonObject | undefined, { after }: Surroundings): "added" | "addedInside" | "addedElsewhere" {
  if (textOf(body?.listener_arn).startsWith("${data.")) return "addedElsewhere";
  const balancers = [...after.values()].filter(({ kind, type }) => kind === "resource" && type === "aws_lb");
  const inside = balancers.length > 0 && balancers.every((one) => objectOf(one.body).internal === true);
  return inside ? "addedInside" : "added";
}

function hostsOf(body: JsonObject | undefined): string {
  const paths = valuesOf(body, "path_pattern").filter((path) => !path.endsWith("/*"));
  const names = valuesOf(body, "host_header").flatMap((host) =>
    paths.length === 0 ? [host] : paths.map((path) => `${host}${path}`),
  );
  return names.length === 0 ? "something" : names.map((name) => `\`${name}\``).join(", ");
}

function valuesOf(body: JsonObject | undefined, condition: "host_header" | "path_pattern"): readonly string[] {
  const values = listOf(body?.condition).map((one) => firstBlock(objectOf(one)[condition]).values);
  return values.flatMap((value) => listOf(value)).map(textOf);
}
