import { bodies } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Whether a load balancer goes while AWS refuses to delete it. What counts is what it was: Terraform changes nothing of what it destroys. */
export const deletionProtection: Rule<"deletionProtection"> = (change, around) => {
  if (change.action !== "destroy" && change.action !== "replace") return [];
  return bodies(change, around).old?.enable_deletion_protection === true ? [{ says: ["on"] }] : [];
};
