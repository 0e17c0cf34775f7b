import { goes, type Surroundings } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** What AWS never moves to another VPC, and what has to be gone from the one before it is in the other. */
const HELD: readonly string[] = ["aws_lb", "aws_efs_mount_target"];

/**
 * What has to go before another VPC takes over: a load balancer, which AWS moves nowhere, and mount targets, all of which are in one VPC.
 * Source: botocore elbv2, SetSubnets; botocore efs, CreateMountTarget.
 */
export const otherVpc: Rule<"otherVpc"> = ({ address, action }, around) => {
  if (action === "create" || !isOtherVpc(around)) return [];
  const targets = heldBefore(around);
  const base = around.before.get(address)?.base ?? address;
  if (!targets.includes(base)) return [];
  const command = `terraform destroy ${targets.map((target) => `-target=${target}`).join(" ")}`;
  return [{ says: ["steps"], values: { command } }];
};

/** Whether everything goes to another VPC. */
export function isOtherVpc(around: Surroundings): boolean {
  const given = [around.before, around.after].map((blocks) =>
    [...blocks.values()].some(({ kind, type }) => kind === "data" && type === "aws_vpc"),
  );
  const another = [...around.changes.values()].some(
    ({ kind, type, attributes }) =>
      kind === "data" && type === "aws_vpc" && attributes.some(({ path }) => path === "id"),
  );
  return goes("aws_vpc", around, "replace") || given[0] !== given[1] || another;
}

/** What is held there before, of the types that are still wanted after. */
function heldBefore({ before, after }: Surroundings): readonly string[] {
  const wanted = new Set([...after.values()].filter(({ kind }) => kind === "resource").map(({ type }) => type));
  const held = [...before.values()].filter(
    ({ kind, type }) => kind === "resource" && HELD.includes(type) && wanted.has(type),
  );
  return [...new Set(held.map(({ base }) => base))].sort();
}
