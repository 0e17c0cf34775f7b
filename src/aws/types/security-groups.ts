import { QUOTAS } from "../quotas.js";
import { sweeping, tagging, vpcOf } from "./ec2.js";
import { created, everything, on, owned } from "./grant.js";
import { closes, opens } from "./marks.js";
import type { ResourceRow } from "./row.js";

const securityGroup = owned("ec2:security-group/{security_group_id}");

const inlineTexts = { present: opens("has rules of its own (`{key}`): check what they allow.") };

/** Security groups and their rules. */
export const securityGroups = {
  aws_security_group: {
    source: "ec2/vpc_security_group.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: ["description", "name", "name_prefix", "vpc_id"],
    unique: [{ attributes: ["name"], within: "VPC", ignoresCase: true, source: "botocore ec2, CreateSecurityGroup" }],
    refused: [
      {
        call: "ec2:DeleteSecurityGroup",
        usedBy: [
          "aws_ecs_service",
          "aws_lb",
          "aws_efs_mount_target",
          "aws_vpc_endpoint",
          "aws_db_instance",
          "aws_elasticache_replication_group",
        ],
        error: "DependencyViolation",
        source: "botocore ec2, DeleteSecurityGroup",
      },
    ],
    quotas: {
      groups: QUOTAS.securityGroups,
      rules: QUOTAS.securityGroupRules,
      perInterface: {
        max: 5,
        of: "security groups of a network interface",
        raised: true,
        source: "VPC user guide, amazon-vpc-limits",
      },
    },
    rules: { inlineRules: inlineTexts },
    iam: [
      on("ec2", [created("ec2:security-group/*"), vpcOf], { create: "CreateSecurityGroup" }),
      on("ec2", owned("ec2:security-group/*"), {
        create: "RevokeSecurityGroupEgress",
        delete: "DeleteSecurityGroup RevokeSecurityGroupIngress RevokeSecurityGroupEgress",
      }),
      on("ec2", everything, { read: "DescribeSecurityGroups" }),
      on("ec2", everything, { delete: "DescribeNetworkInterfaces DescribeSecurityGroupRules" }, sweeping),
      ...tagging("security-group"),
    ],
  },
  aws_default_security_group: {
    source: "ec2/vpc_default_security_group.go",
    tagged: true,
    forceNew: ["vpc_id"],
    unique: [{ attributes: ["vpc_id"], within: "VPC", source: "VPC user guide, default-security-group" }],
    rules: { inlineRules: inlineTexts },
    iam: [
      on("ec2", everything, { read: "DescribeSecurityGroups DescribeVpcs" }),
      on(
        "ec2",
        { arn: "ec2:security-group/*", tags: "unclaimed" },
        { create: "CreateTags" },
        "AWS makes this group without tags; it gets those of the environment first, and is emptied then",
      ),
      on("ec2", owned("ec2:security-group/*"), {
        create: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress",
        update: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags DeleteTags",
      }),
    ],
  },
  aws_vpc_security_group_ingress_rule: rule("Ingress"),
  aws_vpc_security_group_egress_rule: rule("Egress"),
} satisfies Readonly<Record<string, ResourceRow>>;

function rule(direction: "Ingress" | "Egress"): ResourceRow {
  const way = direction === "Ingress" ? "in from" : "out to";
  return {
    source: `ec2/vpc_security_group_${direction.toLowerCase()}_rule.go`,
    tagged: true,
    forceNew: ["security_group_id"],
    unique: [
      {
        attributes: [
          "ip_protocol",
          "from_port",
          "to_port",
          "cidr_ipv4",
          "cidr_ipv6",
          "prefix_list_id",
          "referenced_security_group_id",
        ],
        within: "security group",
        source: `botocore ec2, AuthorizeSecurityGroup${direction}; EC2 API, error codes, InvalidPermission.Duplicate`,
      },
    ],
    rules: {
      securityGroupRule: {
        new: opens(`lets ${way} {peer} on {ports}.`),
        wider: opens(`lets ${way} {peer} on {ports}, before only {oldPeer} on {oldPorts}.`),
        gone: closes(`no longer lets ${way} {oldPeer} on {oldPorts}.`),
        narrower: closes(`no longer lets ${way} {oldPeer} on {oldPorts}, only {peer} on {ports}.`),
      },
    },
    iam: [
      on("ec2", securityGroup, {
        create: `AuthorizeSecurityGroup${direction}`,
        update: "ModifySecurityGroupRules",
        delete: `RevokeSecurityGroup${direction}`,
      }),
      on("ec2", created("ec2:security-group-rule/*"), { create: `AuthorizeSecurityGroup${direction}` }),
      on("ec2", owned("ec2:security-group-rule/*"), { update: "ModifySecurityGroupRules" }),
      on("ec2", everything, { read: "DescribeSecurityGroupRules" }),
      ...tagging("security-group-rule"),
    ],
  };
}
