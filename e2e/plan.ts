import { isDeepStrictEqual } from "node:util";
import type { Gaps } from "./gaps.js";
import { type JsonObject, objectAt, objectsAt, stringAt } from "./json.js";

/**
 * What a plan (the JSON of `terraform show -json`) would change, one line each: empty when nothing. Reads of data sources
 * are no change; updates of nothing but attributes in the gaps are forgiven.
 */
export function changesIn(plan: JsonObject, gaps: Gaps): string[] {
  if (!Array.isArray(plan.resource_changes) && !("planned_values" in plan)) throw new Error("this is not a plan");
  const resources = objectsAt(plan, "resource_changes").map((change) => resourceChange(change, gaps));
  const outputs = Object.entries(objectAt(plan, "output_changes")).map(([name]) => outputChange(plan, name));
  return [...resources, ...outputs].filter((line) => line !== undefined);
}

function resourceChange(resource: JsonObject, gaps: Gaps): string | undefined {
  const change = objectAt(resource, "change");
  const actions = actionsOf(change);
  if (actions === "no-op" || actions === "read") return undefined;
  const forgiven = gaps.drift[stringAt(resource, "type") ?? ""] ?? {};
  const attributes = changedAttributes(change).filter((name) => !(name in forgiven));
  if (actions === "update" && attributes.length === 0) return undefined;
  return `${stringAt(resource, "address")} ${actions} [${attributes.join(", ")}]`;
}

function outputChange(plan: JsonObject, name: string): string | undefined {
  const actions = actionsOf(objectAt(objectAt(plan, "output_changes"), name));
  return actions === "no-op" ? undefined : `output.${name} ${actions}`;
}

function actionsOf(change: JsonObject): string {
  return Array.isArray(change.actions) ? change.actions.join("+") : "unknown";
}

/** Attributes whose value differs, or is only known after apply. */
function changedAttributes(change: JsonObject): string[] {
  const [before, after, unknown] = ["before", "after", "after_unknown"].map((key) => objectAt(change, key));
  const names = new Set([before, after, unknown].flatMap((side) => Object.keys(side ?? {})));
  return [...names]
    .filter((name) => unknown?.[name] === true || !isDeepStrictEqual(before?.[name], after?.[name]))
    .sort();
}
