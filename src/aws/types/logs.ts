import { everything, named, on, only } from "./grant.js";
import { onChange, onDestroy, onReplace } from "./marks.js";
import type { ResourceRow } from "./row.js";

const logGroup = named("logs:log-group:{name}");

/** CloudWatch Logs. */
export const logs = {
  aws_cloudwatch_log_group: {
    source: "logs/group.go",
    tagged: true,
    forceNew: ["log_group_class", "name", "name_prefix"],
    unique: [{ attributes: ["name"], within: "region", source: "botocore logs, CreateLogGroup" }],
    marks: [
      onReplace("data", "is replaced: its logs are deleted."),
      onDestroy("data", "is destroyed, with its logs."),
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
        delete: "DeleteLogGroup",
      }),
      only("kms_key_id", on("logs", logGroup, { update: "AssociateKmsKey DisassociateKmsKey" })),
      on("logs", everything, { read: "DescribeLogGroups" }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
