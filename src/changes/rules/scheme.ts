import { otherVpc } from "./other-vpc.js";
import type { Rule } from "./rule.js";

/**
 * Whether a load balancer is made anew for its scheme alone. A name and a target group are of one load balancer at a time, and Terraform makes
 * the new one first where rules on port 80 go last. Source: botocore elbv2, DuplicateLoadBalancerNameException and
 * TargetGroupAssociationLimitException.
 */
export const scheme: Rule<"scheme"> = (change, around) => {
  const other = change.action === "replace" && change.attributes.some(({ path }) => path === "internal");
  if (!other || otherVpc(change, around).length > 0) return [];
  return [{ says: ["steps"], values: { command: `terraform destroy -target=${change.address}` } }];
};
