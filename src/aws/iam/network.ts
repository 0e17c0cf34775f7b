import { created, everything, type Grant, type IamRow, on, owned, row, type Target } from "./grant.js";

/** Only while something is made: CreateTags is then part of that call. */
const whileMaking = { Null: { "ec2:CreateAction": ["false"] } };

function tagging(type: string): readonly Grant[] {
  const making: Target = { ...created(`ec2:${type}/*`), conditions: whileMaking };
  return [
    on("ec2", making, { create: "CreateTags" }, "tags are given as it is made"),
    on("ec2", owned(`ec2:${type}/*`), { update: "CreateTags DeleteTags" }),
  ];
}

const vpc = owned("ec2:vpc/{vpc_id}");
const securityGroup = owned("ec2:security-group/{security_group_id}");
const sweeping = "looks for interfaces that are left in it before it goes";

function rule(direction: "Ingress" | "Egress"): IamRow {
  return row(
    `ec2/vpc_security_group_${direction.toLowerCase()}_rule.go`,
    on("ec2", securityGroup, {
      create: `AuthorizeSecurityGroup${direction}`,
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${direction}`,
    }),
    on("ec2", created("ec2:security-group-rule/*"), { create: `AuthorizeSecurityGroup${direction}` }),
    on("ec2", owned("ec2:security-group-rule/*"), { update: "ModifySecurityGroupRules" }),
    on("ec2", everything, { read: "DescribeSecurityGroupRules" }),
    ...tagging("security-group-rule"),
  );
}

/** VPC, subnets, routes and security groups. EC2's Describe actions, but for DescribeVpcAttribute, cannot be narrowed. */
export const network = {
  aws_vpc: row(
    "ec2/vpc_.go",
    on("ec2", created("ec2:vpc/*"), { create: "CreateVpc" }),
    on("ec2", owned("ec2:vpc/*"), {
      create: "ModifyVpcAttribute",
      read: "DescribeVpcAttribute",
      update: "ModifyVpcAttribute",
      delete: "DeleteVpc",
    }),
    on("ec2", everything, { read: "DescribeVpcs DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups" }),
    ...tagging("vpc"),
  ),
  aws_default_security_group: row(
    "ec2/vpc_default_security_group.go",
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
  ),
  aws_internet_gateway: row(
    "ec2/vpc_internet_gateway.go",
    on("ec2", created("ec2:internet-gateway/*"), { create: "CreateInternetGateway" }),
    on("ec2", [owned("ec2:internet-gateway/*"), vpc], {
      create: "AttachInternetGateway",
      delete: "DetachInternetGateway",
    }),
    on("ec2", owned("ec2:internet-gateway/*"), { delete: "DeleteInternetGateway" }),
    on("ec2", everything, { read: "DescribeInternetGateways" }),
    ...tagging("internet-gateway"),
  ),
  aws_route_table: row(
    "ec2/vpc_route_table.go",
    on("ec2", [created("ec2:route-table/*"), vpc], { create: "CreateRouteTable" }),
    on("ec2", owned("ec2:route-table/*"), { delete: "DeleteRouteTable" }),
    on("ec2", everything, { read: "DescribeRouteTables" }),
    ...tagging("route-table"),
  ),
  aws_route: row(
    "ec2/vpc_route.go",
    on("ec2", owned("ec2:route-table/{route_table_id}"), {
      create: "CreateRoute",
      update: "ReplaceRoute",
      delete: "DeleteRoute",
    }),
    on("ec2", everything, { read: "DescribeRouteTables" }),
  ),
  aws_subnet: row(
    "ec2/vpc_subnet.go",
    on("ec2", [created("ec2:subnet/*"), vpc], { create: "CreateSubnet" }),
    on("ec2", owned("ec2:subnet/*"), {
      update: "ModifySubnetAttribute",
      delete: "DeleteSubnet",
    }),
    on("ec2", everything, { read: "DescribeSubnets" }),
    on("ec2", everything, { delete: "DescribeNetworkInterfaces" }, sweeping),
    ...tagging("subnet"),
  ),
  aws_route_table_association: row(
    "ec2/vpc_route_table_association.go",
    on("ec2", [owned("ec2:route-table/*"), owned("ec2:subnet/*")], {
      create: "AssociateRouteTable",
      update: "ReplaceRouteTableAssociation",
      delete: "DisassociateRouteTable",
    }),
    on("ec2", everything, { read: "DescribeRouteTables" }),
  ),
  aws_security_group: row(
    "ec2/vpc_security_group.go",
    on("ec2", [created("ec2:security-group/*"), vpc], { create: "CreateSecurityGroup" }),
    on("ec2", owned("ec2:security-group/*"), {
      create: "RevokeSecurityGroupEgress",
      delete: "DeleteSecurityGroup RevokeSecurityGroupIngress RevokeSecurityGroupEgress",
    }),
    on("ec2", everything, { read: "DescribeSecurityGroups" }),
    on("ec2", everything, { delete: "DescribeNetworkInterfaces DescribeSecurityGroupRules" }, sweeping),
    ...tagging("security-group"),
  ),
  aws_vpc_security_group_ingress_rule: rule("Ingress"),
  aws_vpc_security_group_egress_rule: rule("Egress"),
} satisfies Readonly<Record<string, IamRow>>;
