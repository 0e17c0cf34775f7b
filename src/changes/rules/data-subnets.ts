import { isList, type Json } from "../../stack/json.js";
import { bodies, type Surroundings, textOf, type UnmarkedChange } from "../surroundings.js";
import { isOtherVpc } from "./other-vpc.js";
import type { Rule } from "./rule.js";

/** What AWS keeps in the subnets of a group, by the type of the group. */
const USERS: ReadonlyMap<string, string> = new Map([
  ["aws_db_subnet_group", "aws_db_instance"],
  ["aws_elasticache_subnet_group", "aws_elasticache_replication_group"],
]);

/**
 * Whether a group of subnets loses one while something stays that may be in it. Source: botocore rds, ModifyDBSubnetGroup SubnetAlreadyInUse;
 * botocore elasticache, ModifyCacheSubnetGroup SubnetInUse.
 */
export const dataSubnets: Rule<"dataSubnets"> = (change, around) => {
  const { old, now } = bodies(change, around);
  if (!old || !now || isOtherVpc(around) || !isUsed(change, around)) return [];
  const subnets = [...goneSubnets(old.subnet_ids, around), ...noLongerNamed(old.subnet_ids, now.subnet_ids, around)];
  return subnets.length === 0 ? [] : [{ says: ["fewer"], values: { subnets: subnets.join(", ") } }];
};

/** Whether something is in the group before and after. */
function isUsed({ type }: UnmarkedChange, { before, after, changes }: Surroundings): boolean {
  const user = USERS.get(type);
  return [...before.values()].some(
    (one) => one.type === user && after.has(one.address) && changes.get(one.address)?.action !== "replace",
  );
}

/** Subnets of the stack itself that Terraform destroys. One that only has another address is none of them. */
function goneSubnets(ids: Json | undefined, { changes }: Surroundings): readonly string[] {
  if (!isList(ids)) return [];
  return ids.flatMap((id) => {
    const address = /\baws_subnet\.[\w-]+/.exec(textOf(id))?.[0] ?? "";
    const { action } = changes.get(address) ?? {};
    return action === "destroy" || action === "replace" ? [`\`${address}\``] : [];
  });
}

/** Ids of subnets that stood there before, and are no longer among those that stand there. */
function noLongerNamed(
  old: Json | undefined,
  now: Json | undefined,
  { before, after }: Surroundings,
): readonly string[] {
  const [was, is] = [namedIn(old, before), namedIn(now, after)];
  return is.size === 0 ? [] : [...was].filter((id) => !is.has(id)).map((id) => `\`${id}\``);
}

/** Ids of subnets in an expression, and in the local values that it is made of. */
function namedIn(
  expression: Json | undefined,
  blocks: Surroundings["before"],
  seen = new Set<string>(),
): ReadonlySet<string> {
  const text = JSON.stringify(expression ?? null);
  const found = new Set(text.match(/\bsubnet-[0-9a-f]+\b/g));
  for (const [name] of text.matchAll(/\blocal\.[\w-]+/g)) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const id of namedIn(blocks.get(name)?.body, blocks, seen)) found.add(id);
  }
  return found;
}
