import { sweeping, tagging, vpcOf } from "./ec2.js";
import { created, everything, named, on, only, owned, passRole } from "./grant.js";
import { onChange, onCreate, onDestroy, onReplace } from "./marks.js";
import type { ResourceRow, TypeRow } from "./row.js";

/** The VPC, its subnets and its routes. EC2's Describe actions, but for DescribeVpcAttribute, cannot be narrowed. */
export const vpc = {
  aws_vpc: {
    source: "ec2/vpc_.go",
    tagged: true,
    forceNew: ["cidr_block", "instance_tenancy", "ipv4_ipam_pool_id", "ipv4_netmask_length"],
    unique: [],
    refused: [
      {
        call: "ec2:DeleteVpc",
        usedBy: ["aws_subnet", "aws_security_group", "aws_internet_gateway"],
        error: "DependencyViolation",
        source: "botocore ec2, DeleteVpc",
      },
    ],
    quotas: { vpcs: { max: 5, of: "VPCs in a region", raised: true, source: "VPC user guide, amazon-vpc-limits" } },
    iam: [
      on("ec2", created("ec2:vpc/*"), { create: "CreateVpc" }),
      on("ec2", owned("ec2:vpc/*"), {
        create: "ModifyVpcAttribute",
        read: "DescribeVpcAttribute",
        update: "ModifyVpcAttribute",
        delete: "DeleteVpc",
      }),
      on("ec2", everything, { read: "DescribeVpcs DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups" }),
      ...tagging("vpc"),
    ],
  },
  aws_internet_gateway: {
    source: "ec2/vpc_internet_gateway.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: [],
    unique: [{ attributes: ["vpc_id"], within: "VPC", source: "botocore ec2, AttachInternetGateway" }],
    refused: [
      {
        call: "ec2:DetachInternetGateway",
        usedBy: ["aws_ecs_service", "aws_lb", "aws_nat_gateway"],
        error: "DependencyViolation",
        source: "botocore ec2, DetachInternetGateway",
      },
    ],
    iam: [
      on("ec2", created("ec2:internet-gateway/*"), { create: "CreateInternetGateway" }),
      on("ec2", [owned("ec2:internet-gateway/*"), vpcOf], {
        create: "AttachInternetGateway",
        delete: "DetachInternetGateway",
      }),
      on("ec2", owned("ec2:internet-gateway/*"), { delete: "DeleteInternetGateway" }),
      on("ec2", everything, { read: "DescribeInternetGateways" }),
      ...tagging("internet-gateway"),
    ],
  },
  aws_subnet: {
    source: "ec2/vpc_subnet.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: ["availability_zone", "availability_zone_id", "cidr_block", "ipv6_native", "outpost_arn", "vpc_id"],
    unique: [{ attributes: ["cidr_block"], within: "VPC", source: "botocore ec2, CreateSubnet" }],
    refused: [
      {
        call: "ec2:DeleteSubnet",
        usedBy: [
          "aws_ecs_service",
          "aws_lb",
          "aws_efs_mount_target",
          "aws_nat_gateway",
          "aws_vpc_endpoint",
          "aws_db_instance",
          "aws_elasticache_replication_group",
        ],
        error: "DependencyViolation",
        source: "botocore ec2, DeleteSubnet; EC2 API, error codes",
      },
    ],
    quotas: {
      subnets: { max: 200, of: "subnets of a VPC", raised: true, source: "VPC user guide, amazon-vpc-limits" },
    },
    marks: [
      onChange("map_public_ip_on_launch", "opens", "gives public IP addresses to what starts in it.", { is: true }),
    ],
    iam: [
      on("ec2", [created("ec2:subnet/*"), vpcOf], { create: "CreateSubnet" }),
      on("ec2", owned("ec2:subnet/*"), {
        update: "ModifySubnetAttribute",
        delete: "DeleteSubnet",
      }),
      on("ec2", everything, { read: "DescribeSubnets" }),
      on("ec2", everything, { delete: "DescribeNetworkInterfaces" }, sweeping),
      ...tagging("subnet"),
    ],
  },
  aws_eip: {
    source: "ec2/ec2_eip.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: [
      "address",
      "customer_owned_ipv4_pool",
      "domain",
      "ipam_pool_id",
      "network_border_group",
      "public_ipv4_pool",
    ],
    unique: [],
    refused: [
      {
        call: "ec2:ReleaseAddress",
        usedBy: ["aws_nat_gateway"],
        error: "InvalidIPAddress.InUse",
        source: "EC2 API, error codes",
      },
    ],
    quotas: {
      addresses: {
        max: 5,
        of: "Elastic IP addresses in a region",
        raised: true,
        source: "VPC user guide, amazon-vpc-limits",
      },
    },
    marks: [
      onReplace("note", "is replaced, so its IP address changes: firewalls that allow the old one need the new one."),
      onDestroy("note", "is given back to AWS: firewalls that allow this IP address need another one."),
    ],
    iam: [
      on("ec2", created("ec2:elastic-ip/*"), { create: "AllocateAddress" }),
      on("ec2", owned("ec2:elastic-ip/*"), { delete: "ReleaseAddress" }),
      on("ec2", everything, { delete: "DisassociateAddress" }, "lets go of a NAT gateway that may be gone already"),
      on("ec2", everything, { read: "DescribeAddresses DescribeAddressesAttribute" }),
      ...tagging("elastic-ip"),
    ],
  },
  aws_nat_gateway: {
    source: "ec2/vpc_nat_gateway.go",
    blocks: "availability_zone_address timeouts",
    tagged: true,
    forceNew: ["allocation_id", "connectivity_type", "private_ip", "subnet_id"],
    forceNewIn6: ["availability_mode", "vpc_id"],
    unique: [
      {
        attributes: ["allocation_id"],
        within: "region",
        source: "EC2 API, CreateNatGateway; error codes, Resource.AlreadyAssociated",
      },
    ],
    quotas: {
      perZone: { max: 5, of: "NAT gateways in a zone", raised: true, source: "VPC user guide, amazon-vpc-limits" },
    },
    marks: [
      onReplace(
        "interrupts",
        "is replaced: its connections break, and tasks that use it cannot reach the internet until the new one is up.",
      ),
      onDestroy(
        "interrupts",
        "is destroyed: its connections break. Tasks that have another gateway connect again through that one.",
      ),
    ],
    iam: [
      on("ec2", [created("ec2:natgateway/*"), owned("ec2:subnet/*"), owned("ec2:elastic-ip/{allocation_id}")], {
        create: "CreateNatGateway",
      }),
      on("ec2", owned("ec2:natgateway/*"), { delete: "DeleteNatGateway" }),
      on("ec2", everything, { read: "DescribeNatGateways" }),
      ...tagging("natgateway"),
    ],
  },
  aws_vpc_endpoint: {
    source: "ec2/vpc_endpoint.go",
    blocks: "dns_options subnet_configuration timeouts",
    tagged: true,
    forceNew: ["service_name", "service_region", "vpc_endpoint_type", "vpc_id"],
    unique: [
      {
        attributes: ["service_name"],
        within: "VPC",
        source: "VPC PrivateLink guide, manage-dns-names: private DNS names",
      },
    ],
    quotas: {
      interfaces: {
        max: 50,
        of: "interface endpoints of a VPC",
        raised: true,
        source: "VPC PrivateLink guide, vpc-limits-endpoints",
      },
      gateways: {
        max: 20,
        of: "gateway endpoints of a region",
        raised: true,
        source: "VPC PrivateLink guide, vpc-limits-endpoints",
      },
    },
    marks: [
      onReplace("interrupts", "is replaced: for a moment, tasks cannot reach this AWS service through it."),
      onDestroy("interrupts", "is destroyed: tasks without another way to this AWS service no longer reach it."),
    ],
    iam: [
      on(
        "ec2",
        [
          created("ec2:vpc-endpoint/*"),
          vpcOf,
          owned("ec2:subnet/*"),
          owned("ec2:security-group/*"),
          owned("ec2:route-table/*"),
        ],
        { create: "CreateVpcEndpoint" },
      ),
      on(
        "ec2",
        [owned("ec2:vpc-endpoint/*"), owned("ec2:subnet/*"), owned("ec2:security-group/*"), owned("ec2:route-table/*")],
        { update: "ModifyVpcEndpoint" },
      ),
      on("ec2", owned("ec2:vpc-endpoint/*"), { delete: "DeleteVpcEndpoints" }),
      on("ec2", everything, { read: "DescribeVpcEndpoints DescribePrefixLists" }),
      only(
        "private_dns_enabled",
        on(
          "route53",
          everything,
          { create: "AssociateVPCWithHostedZone" },
          "AWS gives the VPC the service's own names",
        ),
      ),
      ...tagging("vpc-endpoint"),
    ],
  },
  aws_flow_log: {
    source: "ec2/vpc_flow_log.go",
    blocks: "destination_options",
    tagged: true,
    forceNew: [
      "deliver_cross_account_role",
      "destination_options",
      "eni_id",
      "iam_role_arn",
      "log_destination",
      "log_destination_type",
      "log_format",
      "max_aggregation_interval",
      "subnet_id",
      "traffic_type",
      "transit_gateway_attachment_id",
      "transit_gateway_id",
      "vpc_id",
    ],
    unique: [
      {
        attributes: ["vpc_id", "log_destination", "traffic_type"],
        within: "region",
        source: "EC2 API, error codes, FlowLogAlreadyExists; VPC user guide, flow-logs-cwl",
      },
    ],
    marks: [
      onReplace("note", "is replaced: for a moment, the traffic of the VPC is not recorded there."),
      onDestroy("weakens", "is destroyed: the traffic of the VPC is no longer recorded there."),
    ],
    iam: [
      on("ec2", [created("ec2:vpc-flow-log/*"), vpcOf], { create: "CreateFlowLogs" }),
      on("ec2", owned("ec2:vpc-flow-log/*"), { delete: "DeleteFlowLogs" }),
      on("ec2", everything, { read: "DescribeFlowLogs" }),
      only("iam_role_arn", passRole("iam:role{iam_role_arn>path|/}{iam_role_arn>name}", "vpc-flow-logs.amazonaws.com")),
      only(
        "!iam_role_arn",
        on(
          "logs",
          everything,
          { create: "CreateLogDelivery", delete: "DeleteLogDelivery" },
          "AWS delivers to the bucket in the name of the caller",
        ),
      ),
      ...tagging("vpc-flow-log"),
    ],
  },
  aws_route_table: {
    source: "ec2/vpc_route_table.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: ["vpc_id"],
    unique: [],
    refused: [
      {
        call: "ec2:DeleteRouteTable",
        usedBy: ["aws_route_table_association"],
        error: "DependencyViolation",
        source: "botocore ec2, DeleteRouteTable",
      },
    ],
    iam: [
      on("ec2", [created("ec2:route-table/*"), vpcOf], { create: "CreateRouteTable" }),
      on("ec2", owned("ec2:route-table/*"), { delete: "DeleteRouteTable" }),
      on("ec2", everything, { read: "DescribeRouteTables" }),
      ...tagging("route-table"),
    ],
  },
  aws_route: {
    source: "ec2/vpc_route.go",
    blocks: "timeouts",
    tagged: false,
    forceNew: ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id", "route_table_id"],
    unique: [{ attributes: ["destination_cidr_block"], within: "route table", source: "botocore ec2, CreateRoute" }],
    marks: [
      onCreate("opens", "leads `{destination_cidr_block}` to an internet gateway.", {
        attribute: "gateway_id",
        isSet: true,
      }),
      onCreate("note", "leads `{destination_cidr_block}` to a NAT gateway: connections go out, and none come in.", {
        attribute: "nat_gateway_id",
        isSet: true,
      }),
    ],
    iam: [
      on("ec2", owned("ec2:route-table/{route_table_id}"), {
        create: "CreateRoute",
        update: "ReplaceRoute",
        delete: "DeleteRoute",
      }),
      on("ec2", everything, { read: "DescribeRouteTables" }),
    ],
  },
  aws_route_table_association: {
    source: "ec2/vpc_route_table_association.go",
    blocks: "timeouts",
    tagged: false,
    forceNew: ["gateway_id", "subnet_id"],
    unique: [{ attributes: ["subnet_id"], within: "subnet", source: "botocore ec2, AssociateRouteTable" }],
    iam: [
      on("ec2", [owned("ec2:route-table/*"), owned("ec2:subnet/*")], {
        create: "AssociateRouteTable",
        update: "ReplaceRouteTableAssociation",
        delete: "DisassociateRouteTable",
      }),
      on("ec2", everything, { read: "DescribeRouteTables" }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;

/** What is looked up and never changed. */
export const vpcData = {
  "data.aws_availability_zones": {
    source: "ec2/ec2_availability_zones_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeAvailabilityZones" })],
  },
  "data.aws_vpc": {
    source: "ec2/vpc_data_source.go",
    blocks: "filter timeouts",
    iam: [
      on("ec2", everything, { read: "DescribeVpcs DescribeRouteTables" }),
      on("ec2", named("ec2:vpc/{id}"), { read: "DescribeVpcAttribute" }),
    ],
  },
  "data.aws_vpcs": {
    source: "ec2/vpc_vpcs_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeVpcs" })],
  },
  "data.aws_security_groups": {
    source: "ec2/vpc_security_groups_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeSecurityGroups" })],
  },
  "data.aws_subnet": {
    source: "ec2/vpc_subnet_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeSubnets" })],
  },
  "data.aws_subnets": {
    source: "ec2/vpc_subnets_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeSubnets" })],
  },
  "data.aws_network_interface": {
    source: "ec2/vpc_network_interface_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeNetworkInterfaces" })],
  },
  "data.aws_network_interfaces": {
    source: "ec2/vpc_network_interfaces_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeNetworkInterfaces" })],
  },
  "data.aws_route_table": {
    source: "ec2/vpc_route_table_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeRouteTables" })],
  },
  "data.aws_route_tables": {
    source: "ec2/vpc_route_tables_data_source.go",
    blocks: "filter timeouts",
    iam: [on("ec2", everything, { read: "DescribeRouteTables" })],
  },
} satisfies Readonly<Record<string, TypeRow>>;
