import { describe, expect, it } from "vitest";
import { FlowLogs } from "../../src/constructs/flow-logs.js";
import { literal } from "../../src/constructs/terraform-string.js";
import { blockOf, blocksOf, documentAt, newStack } from "../support/stack.js";

const vpc = { vpcId: literal("vpc-1"), name: literal("mine") };
const logGroup = {
  logGroupName: literal("/flows"),
  retentionInDays: 7,
  roleName: literal("flows"),
  partition: literal("aws"),
  region: literal("eu-west-1"),
  accountId: literal("123456789012"),
};

describe("FlowLogs", () => {
  it("writes to a log group with a role that may do that for this account and region alone", () => {
    const stack = newStack();
    new FlowLogs(stack, "flow-logs", { ...vpc, logGroup });

    const role = blockOf(stack, "aws_iam_role");
    expect(documentAt(stack, role.assume_role_policy)).toMatchObject({
      Statement: [
        {
          Principal: { Service: ["vpc-flow-logs.amazonaws.com"] },
          Condition: {
            StringEquals: { "aws:SourceAccount": ["123456789012"] },
            ArnLike: { "aws:SourceArn": ["arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*"] },
          },
        },
      ],
    });
    const allowed = JSON.stringify(documentAt(stack, blockOf(stack, "aws_iam_role_policy").policy));
    expect(allowed).toContain("logs:PutLogEvents");
    expect(allowed).not.toContain("logs:CreateLogGroup");
    expect(allowed).not.toContain('"*"');
    expect(blockOf(stack, "aws_cloudwatch_log_group")).toMatchObject({ name: "/flows", retention_in_days: 7 });
    expect(blockOf(stack, "aws_flow_log")).toMatchObject({
      vpc_id: "vpc-1",
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      tags: { Name: "mine" },
    });
  });

  it("writes to a bucket without any role", () => {
    const stack = newStack();
    new FlowLogs(stack, "flow-logs", { ...vpc, traffic: "reject", bucketArn: literal("arn:aws:s3:::flows") });

    expect(blocksOf(stack, "aws_iam_role")).toEqual([]);
    expect(blocksOf(stack, "aws_cloudwatch_log_group")).toEqual([]);
    expect(blockOf(stack, "aws_flow_log")).toMatchObject({
      traffic_type: "REJECT",
      log_destination_type: "s3",
      log_destination: "arn:aws:s3:::flows",
    });
  });

  it("writes to both, and makes neither flow log before the one that it replaces is gone", () => {
    const stack = newStack();
    new FlowLogs(stack, "flow-logs", { ...vpc, logGroup, bucketArn: literal("arn:aws:s3:::flows") });

    const logs = blocksOf(stack, "aws_flow_log");
    expect(logs).toHaveLength(2);
    for (const log of logs) expect(log).not.toHaveProperty("lifecycle");
  });
});
