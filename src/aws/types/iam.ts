import { named, on } from "./grant.js";
import type { ResourceRow } from "./row.js";
import { policyTexts } from "./shared-marks.js";

const role = named("iam:role/{name}");

/** Roles and what they may do. */
export const iam = {
  aws_iam_role: {
    source: "iam/role.go",
    blocks: "inline_policy",
    tagged: true,
    forceNew: ["name", "name_prefix", "path"],
    rules: { trust: policyTexts },
    iam: [
      on("iam", role, {
        create: "CreateRole TagRole",
        read: "GetRole ListRolePolicies ListAttachedRolePolicies",
        update: "UpdateAssumeRolePolicy TagRole UntagRole",
        delete: "DeleteRole ListInstanceProfilesForRole",
      }),
    ],
  },
  aws_iam_role_policy: {
    source: "iam/role_policy.go",
    tagged: false,
    forceNew: ["name", "name_prefix", "role"],
    rules: { policy: policyTexts },
    iam: [
      on("iam", named("iam:role/{role>name}"), {
        create: "PutRolePolicy",
        read: "GetRolePolicy",
        update: "PutRolePolicy",
        delete: "DeleteRolePolicy",
      }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
