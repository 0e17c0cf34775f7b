import { everything, type IamRow, named, on, row } from "./grant.js";

/** What is looked up and never changed. */
export const dataSources = {
  "data.aws_availability_zones": row(
    "ec2/ec2_availability_zones_data_source.go",
    on("ec2", everything, { read: "DescribeAvailabilityZones" }),
  ),
  "data.aws_vpc": row(
    "ec2/vpc_data_source.go",
    on("ec2", everything, { read: "DescribeVpcs DescribeRouteTables" }),
    on("ec2", named("ec2:vpc/{id}"), { read: "DescribeVpcAttribute" }),
  ),
  "data.aws_subnet": row("ec2/vpc_subnet_data_source.go", on("ec2", everything, { read: "DescribeSubnets" })),
  "data.aws_subnets": row("ec2/vpc_subnets_data_source.go", on("ec2", everything, { read: "DescribeSubnets" })),
  "data.aws_route_table": row(
    "ec2/vpc_route_table_data_source.go",
    on("ec2", everything, { read: "DescribeRouteTables" }),
  ),
  "data.aws_route_tables": row(
    "ec2/vpc_route_tables_data_source.go",
    on("ec2", everything, { read: "DescribeRouteTables" }),
  ),
  "data.aws_efs_file_system": row(
    "efs/file_system_data_source.go",
    on("elasticfilesystem", everything, { read: "Describe*" }),
  ),
  "data.aws_route53_zone": row(
    "route53/zone_data_source.go",
    on("route53", everything, { read: "ListHostedZones" }, "the zone is found by its name"),
    on("route53", named("route53:hostedzone/*"), { read: "GetHostedZone ListTagsForResource" }),
  ),
  "data.aws_secretsmanager_secret": row(
    "secretsmanager/secret_data_source.go",
    on(
      "secretsmanager",
      named("secretsmanager:secret:{name}-??????"),
      { read: "DescribeSecret GetResourcePolicy" },
      "its ARN is looked up, its value never; AWS adds six characters to the name",
    ),
  ),
  "data.aws_caller_identity": row("sts/caller_identity_data_source.go"),
  "data.aws_partition": row("meta/partition_data_source.go"),
  "data.aws_region": row("meta/region_data_source.go"),
} satisfies Readonly<Record<string, IamRow>>;
