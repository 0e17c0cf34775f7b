import { ATTACHED_POLICIES_MAX } from "../iam.js";
import { QUOTAS } from "../quotas.js";
import { named, on, only } from "./grant.js";
import { onChange, onCreate, onDestroy } from "./marks.js";
import type { ResourceRow } from "./row.js";
import { policyTexts } from "./shared-marks.js";

const role = named("iam:role{path|/}{name}");

/** Roles and what they may do. */
export const iam = {
  aws_iam_role: {
    source: "iam/role.go",
    blocks: "inline_policy",
    tagged: true,
    forceNew: ["name", "name_prefix", "path"],
    global: true,
    unique: [{ attributes: ["name"], within: "account", ignoresCase: true, source: "botocore iam, CreateRole" }],
    refused: [
      {
        call: "iam:DeleteRole",
        usedBy: ["aws_iam_role_policy", "aws_iam_role_policy_attachment"],
        error: "DeleteConflict",
        source: "botocore iam, DeleteRole",
      },
    ],
    quotas: {
      roles: QUOTAS.roles,
      inlineCharacters: {
        max: 10240,
        of: "characters of all inline policies of a role, white space not counted",
        source: "IAM user guide, reference_iam-quotas",
      },
    },
    marks: [
      onChange("permissions_boundary", "weakens", "is no longer limited by a permissions boundary.", { isSet: false }),
      onChange("permissions_boundary", "closes", "is limited by the permissions boundary `{after}`.", { isSet: true }),
    ],
    rules: { trust: policyTexts },
    iam: [
      on("iam", role, {
        create: "CreateRole TagRole",
        read: "GetRole ListRolePolicies ListAttachedRolePolicies",
        update: "UpdateAssumeRolePolicy TagRole UntagRole",
        delete: "DeleteRole ListInstanceProfilesForRole",
      }),
      only("permissions_boundary", on("iam", role, { update: "PutRolePermissionsBoundary" })),
    ],
  },
  aws_iam_role_policy: {
    source: "iam/role_policy.go",
    tagged: false,
    forceNew: ["name", "name_prefix", "role"],
    global: true,
    unique: [{ attributes: ["name"], within: "role", source: "botocore iam, PutRolePolicy" }],
    rules: { policy: policyTexts },
    iam: [
      on("iam", named("iam:role{role>path|/}{role>name}"), {
        create: "PutRolePolicy",
        read: "GetRolePolicy",
        update: "PutRolePolicy",
        delete: "DeleteRolePolicy",
      }),
    ],
  },
  aws_iam_role_policy_attachment: {
    source: "iam/role_policy_attachment.go",
    tagged: false,
    forceNew: ["policy_arn", "role"],
    global: true,
    unique: [{ attributes: ["policy_arn"], within: "role", source: "botocore iam, AttachRolePolicy" }],
    quotas: {
      attached: {
        max: ATTACHED_POLICIES_MAX,
        of: "policies attached to a role",
        raised: true,
        source: "IAM user guide, reference_iam-quotas",
      },
    },
    marks: [
      onCreate("opens", "gives a role what `{policy_arn}` allows."),
      onDestroy("closes", "takes from a role what `{policy_arn}` allows."),
    ],
    iam: [
      // Held to what is attached here: the right to attach any policy would be the right to do anything.
      on(
        "iam",
        {
          arn: "iam:role{role>path|/}{role>name}",
          conditions: { ArnLike: { "iam:PolicyARN": ["{policy_arn}"] } },
        },
        { create: "AttachRolePolicy" },
      ),
      // Not held to it: what goes is no longer in the file.
      on("iam", named("iam:role{role>path|/}{role>name}"), {
        read: "ListAttachedRolePolicies",
        delete: "DetachRolePolicy",
      }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
