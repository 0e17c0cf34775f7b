import { lifecycleOf } from "../../stack/blocks.js";
import { bodies, goes, past } from "../surroundings.js";
import type { Rule } from "./rule.js";

/**
 * What AWS does not delete while tasks use it, and they do until the services are changed, which comes after. With the VPC go its groups, so
 * that says it for all. Source: documentation of aws_security_group, "Recreating a Security Group"; VPC user guide, delete-vpc.
 */
export const heldByTasks: Rule<"heldByTasks"> = (change, around) => {
  const { action, address, type } = change;
  if (action !== "replace" && action !== "destroy") return [];
  const isVpc = type === "aws_vpc";
  const madeFirst = lifecycleOf(bodies(change, around).now).create_before_destroy === true;
  if (!isVpc && (action === "destroy" || madeFirst || goes("aws_vpc", around, "replace", "destroy"))) return [];
  const runs = [...around.before.values()].some(
    (block) =>
      block.type === "aws_ecs_service" &&
      around.after.has(block.address) &&
      (isVpc || JSON.stringify(block.body).includes(`\${${address}.`)),
  );
  return runs ? [{ says: ["held"], values: { past: past(action) } }] : [];
};
