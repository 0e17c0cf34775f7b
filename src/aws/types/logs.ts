import { everything, named, on, only } from "./grant.js";
import { onChange, onCreate, onDestroy, onReplace } from "./marks.js";
import type { ResourceRow } from "./row.js";

/** Whether Terraform leaves one in AWS that it no longer has. */
const kept = (is: boolean) => ({ attribute: "skip_destroy", ...(is ? { is: true } : { isNot: true }) });

const logGroup = named("logs:log-group:{name}");

/** CloudWatch Logs. */
export const logs = {
  aws_cloudwatch_log_group: {
    source: "logs/group.go",
    tagged: true,
    forceNew: ["log_group_class", "name", "name_prefix"],
    unique: [{ attributes: ["name"], within: "region", source: "botocore logs, CreateLogGroup" }],
    marks: [
      { ...onReplace("data", "is replaced: its logs are deleted."), was: kept(false) },
      { ...onReplace("note", "is replaced: the old one stays in AWS, with its logs."), was: kept(true) },
      { ...onDestroy("data", "is destroyed, with its logs."), was: kept(false) },
      {
        ...onDestroy(
          "note",
          "leaves the state, and stays in AWS with its logs. To use `{name}` again later, import it first.",
        ),
        was: kept(true),
      },
      onCreate(
        "note",
        "stays in AWS when Terraform no longer has it. If one was left there before, an apply fails until it is imported: `terraform import {address} {name}`.",
        kept(true),
      ),
      onChange("skip_destroy", "note", "stays in AWS, with its logs, when Terraform no longer has it.", { is: true }),
      onChange("skip_destroy", "weakens", "is deleted, with its logs, when Terraform no longer has it.", {
        isNot: true,
      }),
      onChange("retention_in_days", "data", "keeps logs for {after} days only: older ones are deleted.", {
        falls: true,
        endless: 0,
      }),
      onChange(
        "kms_key_id",
        "weakens",
        "encrypts what is logged from now on with the key of CloudWatch Logs. Older logs can be read as long as `{before}` is there.",
        { isSet: false },
      ),
      onChange("kms_key_id", "note", "encrypts what is logged from now on with `{after}`. Older logs keep their key.", {
        isSet: true,
      }),
    ],
    iam: [
      on("logs", logGroup, {
        create: "CreateLogGroup PutRetentionPolicy TagResource",
        read: "ListTagsForResource",
        update: "PutRetentionPolicy DeleteRetentionPolicy TagResource UntagResource",
      }),
      only("!skip_destroy", on("logs", logGroup, { delete: "DeleteLogGroup" })),
      only("kms_key_id", on("logs", logGroup, { update: "AssociateKmsKey" })),
      // Always, as the stack that takes a key away from a group no longer has it.
      on("logs", logGroup, { update: "DisassociateKmsKey" }),
      on("logs", everything, { read: "DescribeLogGroups" }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
