import type { RuleFindings } from "../../aws/types/index.js";
import { bodies, type Surroundings, serviceKey, textOf, type UnmarkedChange } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

/** A service that goes while another comes: Terraform does both at once. */
export const renamedService: Rule<"renamedService"> = (change, around) => {
  if (change.action !== "destroy") return [];
  const come = [...around.changes.values()].filter(({ type, action }) => type === change.type && action === "create");
  const found = come.flatMap((other) => betweenTwo(change, other, around));
  return found.slice(0, 1);
};

function betweenTwo(
  gone: UnmarkedChange,
  come: UnmarkedChange,
  around: Surroundings,
): readonly Finding<RuleFindings["renamedService"]>[] {
  const { old } = bodies(gone, around);
  const { now } = bodies(come, around);
  const [service, name] = [serviceKey(old), serviceKey(now)];
  const other = come.address;
  if (service.toLowerCase() === name.toLowerCase()) {
    return [{ says: ["sameName"], values: { other, name, between: `${name}-2` } }];
  }
  const volumes = volumesOf(around.after, textOf(now?.task_definition));
  const shared = [...volumesOf(around.before, textOf(old?.task_definition))].find((volume) => volumes.has(volume));
  if (shared === undefined || old?.desired_count === 0) return [];
  return [{ says: ["sameVolume"], values: { other, service, volume: shared } }];
}

/** The access points that a task definition, named in an expression, mounts. */
function volumesOf(blocks: Surroundings["after"], taskDefinition: string): ReadonlySet<string> {
  const address = /\$\{([\w-]+\.[\w-]+)\./.exec(taskDefinition)?.[1] ?? "";
  const text = JSON.stringify(blocks.get(address)?.body ?? null);
  return new Set([...text.matchAll(/aws_efs_access_point\.([\w-]+)\./g)].map((match) => match[1] ?? ""));
}
