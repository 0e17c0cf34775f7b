import type { PolicyStatement } from "./policy.js";
import { literal, type TerraformString } from "./terraform-string.js";

/**
 * The policy of a file system: nothing without TLS, and no client but through a mount target. It names nobody, so it stays as long as it is
 * with any number of clients. Having a policy at all, the file system lets in no client that IAM does not know, and of those it knows
 * only the ones whose own policies allow it: an Allow here or there is enough, and here is none.
 * Source: EFS user guide, iam-access-control-nfs-efs, "Default EFS file system policy"; IAM user guide,
 * reference_policies_evaluation-logic, requests within an account.
 */
export function fileSystemPolicy(fileSystemArn: TerraformString): PolicyStatement[] {
  return [
    {
      effect: "Deny",
      principals: "*",
      actions: ["*"],
      resources: [fileSystemArn],
      conditions: { Bool: { "aws:SecureTransport": [literal("false")] } },
    },
    {
      effect: "Deny",
      principals: "*",
      actions: ["elasticfilesystem:Client*"],
      resources: [fileSystemArn],
      conditions: { Bool: { "elasticfilesystem:AccessedViaMountTarget": [literal("false")] } },
    },
  ];
}
