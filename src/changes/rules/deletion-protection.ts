import { bodies } from "../surroundings.js";
import { otherVpc } from "./other-vpc.js";
import type { Rule } from "./rule.js";

/**
 * Whether a load balancer goes while AWS refuses to delete it, be it before the apply, for another VPC. What counts is what it was: Terraform
 * changes nothing of what it destroys.
 */
export const deletionProtection: Rule<"deletionProtection"> = (change, around) => {
  const goes = change.action === "destroy" || change.action === "replace" || otherVpc(change, around).length > 0;
  return goes && bodies(change, around).old?.enable_deletion_protection === true ? [{ says: ["on"] }] : [];
};
