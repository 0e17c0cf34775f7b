import { everything, named, on } from "./grant.js";
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
    ],
    iam: [
      on("logs", logGroup, {
        create: "CreateLogGroup PutRetentionPolicy TagResource",
        read: "ListTagsForResource",
        update: "PutRetentionPolicy DeleteRetentionPolicy TagResource UntagResource",
        delete: "DeleteLogGroup",
      }),
      on("logs", everything, { read: "DescribeLogGroups" }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
