import { type ElementFamily, element, type Presence } from "./element.js";
import {
  ENDPOINTS,
  INSIDE,
  INSIDE_OF_FOUND,
  INSIDE_OF_LIST,
  KMS_KEY,
  MOUNT_TARGETS,
  NAMED_VPC_KEYS,
  NAMES,
  NAT_ADDRESSES,
  NO_CONTAINER,
  PUBLISHED,
  ROLE_KEYS,
  SHARED,
  STORED,
  USED,
  USED_INSIDE,
  VOLUME_KEYS,
  VPC,
  VPC_KEYS,
} from "./keys.js";
import { existingPrivate, existingVpc, ownVpc, withEndpoints, withNat, withPrivate } from "./presence.js";

const ofZone: Presence = { ...ownVpc, made: ["infra.zones[{zone}]"] };
/** Of a zone with private subnets. */
const inPrivate = (presence: Presence): Presence => ({
  ...presence,
  made: [...(presence.made ?? []), "infra.zones[{zone}]"],
});
const subnetsFound: Presence = {
  when: "the VPC is an existing one, and not all kinds of subnets that are used are named",
  made: [VPC, ...INSIDE_OF_FOUND],
  unless: ["infra.subnets[*]", "infra.subnets.public if infra.subnets.private"],
};
const routesRead: Presence = {
  when: "the VPC is an existing one, and routes tell of which kind its subnets are",
  made: [VPC, ...INSIDE_OF_LIST],
  unless: ["infra.subnets[*]"],
};

const inLogGroup: Presence = {
  when: `${ownVpc.when}, and \`infra.flowLogs\` is true or has \`retention\``,
  made: ["infra.flowLogs=true | infra.flowLogs.retention"],
  unless: VPC_KEYS,
};

export const network: ElementFamily = {
  section: "Network",
  elements: [
    element("aws_vpc.main", "public-vpc/vpc", "the VPC", ownVpc, ["name", "infra.cidr"]),
    element(
      "aws_default_security_group.main",
      "public-vpc/default-security-group",
      "the default security group of the VPC, without rules",
      ownVpc,
      ["name"],
    ),
    element("aws_internet_gateway.main", "public-vpc/internet-gateway", "the internet gateway of the VPC", ownVpc, [
      "name",
    ]),
    element("aws_route_table.public", "public-vpc/route-table", "the route table of the public subnets", ownVpc, [
      "name",
    ]),
    element("aws_route.public_internet", "public-vpc/internet-route", "the route to the internet gateway", ownVpc),
    element("aws_subnet.public_{zone}", "public-vpc/public/{zone}/subnet", "the public subnet of a zone", ofZone, [
      "name",
      "infra.cidr",
      "infra.zones",
    ]),
    element(
      "aws_route_table_association.public_{zone}",
      "public-vpc/public/{zone}/route-table-association",
      "the association of a public subnet with its route table",
      ofZone,
    ),
    element(
      "data.aws_availability_zones.available",
      "public-vpc/zones",
      "the zones of which two are picked",
      {
        when: "the VPC is the stack's own, and no zones are named",
        unless: [...VPC_KEYS, "infra.zones"],
      },
      ["services.*.aws.architecture"],
    ),

    element(
      "aws_subnet.private_{zone}",
      "public-vpc/private/zones/{zone}/subnet",
      "the private subnet of a zone",
      inPrivate(withPrivate),
      ["name", "infra.cidr", "infra.zones"],
    ),
    element(
      "aws_route_table.private_{zone}",
      "public-vpc/private/zones/{zone}/route-table",
      "the route table of the private subnet of a zone",
      inPrivate(withPrivate),
      ["name"],
    ),
    element(
      "aws_route_table_association.private_{zone}",
      "public-vpc/private/zones/{zone}/route-table-association",
      "the association of a private subnet with its route table",
      inPrivate(withPrivate),
    ),
    element(
      "aws_route.private_{zone}",
      "public-vpc/private/zones/{zone}/route",
      "the route to a NAT gateway",
      inPrivate(withNat),
      ["infra.nat", "infra.zones"],
    ),
    element(
      "aws_nat_gateway.zone_{zone}",
      "public-vpc/nat/zones/{zone}/gateway",
      "the NAT gateway in a zone, with an address of its own",
      { ...withNat, unless: [...VPC_KEYS, NAT_ADDRESSES] },
      ["name", "infra.zones"],
    ),
    element(
      "aws_eip.nat_{zone}",
      "public-vpc/nat/zones/{zone}/address",
      "the address of the NAT gateway in a zone",
      { ...withNat, unless: [...VPC_KEYS, NAT_ADDRESSES] },
      ["name", "infra.zones"],
    ),
    element(
      "aws_nat_gateway.address_{address}",
      "public-vpc/nat/addresses/{address}",
      "a NAT gateway with an address that is there already",
      {
        ...withNat,
        when: `${withNat.when}, and \`infra.nat.addresses\` names addresses`,
        made: [...(withNat.made ?? []), "infra.nat.addresses[{address}]"],
      },
      ["name", "infra.zones", "infra.nat"],
    ),

    element(
      "aws_security_group.endpoints",
      "public-vpc/private/endpoints/security-group/resource",
      "the group of the endpoints that have an address in each zone",
      withEndpoints,
      ["name"],
    ),
    element(
      "aws_vpc_security_group_ingress_rule.endpoints_https",
      "public-vpc/private/endpoints/security-group/ingress/https",
      "lets the VPC in to the endpoints, once all of them are there",
      withEndpoints,
      [
        "infra.secrets",
        "secrets",
        NO_CONTAINER,
        "services.{privately}",
        "services.*.networks",
        "services.{neighbour}!",
        "networks.{private}.visibility",
        "cron.{insideJob}.image",
      ],
    ),
    element(
      "aws_vpc_endpoint.{endpoint}",
      "public-vpc/private/endpoints/{endpoint}",
      "where private tasks reach a service of AWS: `logs`, `ecr_api` and so on",
      {
        ...withEndpoints,
        when: `${withEndpoints.when}, for each service that they use`,
        made: [...USED_INSIDE, ENDPOINTS, ...USED],
      },
      ["name", "infra.region", "infra.zones", "infra.secrets", ...NAMES],
    ),

    element(
      "aws_flow_log.logs",
      "flow-logs/to-log-group",
      "records the traffic of the VPC in a log group",
      inLogGroup,
      ["name", "infra.flowLogs.traffic"],
    ),
    element(
      "aws_cloudwatch_log_group.__flow_logs",
      "flow-logs/log-group",
      "the log group for the traffic of the VPC",
      inLogGroup,
      ["name", "infra.logRetention if infra.flowLogs=true", KMS_KEY],
    ),
    element(
      "aws_iam_role.flow_logs",
      "flow-logs/role/resource",
      "the role with which AWS writes to that log group",
      inLogGroup,
      ROLE_KEYS,
    ),
    element(
      "aws_iam_role_policy.flow_logs",
      "flow-logs/role/policy",
      "what the role of the flow logs may do",
      inLogGroup,
    ),
    element(
      "local.flow_logs_policy",
      "flow-logs/role/policy-document",
      "the policy of the role of the flow logs",
      inLogGroup,
    ),
    element("local.flow_logs_trust", "flow-logs/trust", "who may assume the role of the flow logs", inLogGroup, [
      "infra.region",
    ]),
    element(
      "aws_flow_log.bucket",
      "flow-logs/to-bucket",
      "records the traffic of the VPC in a bucket",
      {
        when: `${ownVpc.when}, and \`infra.flowLogs.bucket\` is written`,
        made: ["infra.flowLogs.bucket"],
        unless: VPC_KEYS,
      },
      ["name", "infra.flowLogs.traffic"],
    ),

    element(
      "data.aws_vpcs.shared",
      "shared-vpc/vpcs",
      "the id of the VPC of the repository without a component",
      { when: "`infra.shared` is true, and no VPC is named", made: [SHARED], unless: NAMED_VPC_KEYS },
      ["name"],
    ),
    element("data.aws_vpc.main", "existing-vpc/vpc", "the VPC", existingVpc, [...VOLUME_KEYS, NO_CONTAINER]),
    element(
      "data.aws_subnet.all",
      "existing-vpc/subnet",
      "each of its subnets, or of those named, by id",
      existingVpc,
      ["infra.subnets", "services.*.aws.architecture", ...INSIDE],
    ),
    element(
      "data.aws_subnets.all",
      "existing-vpc/subnets",
      "the ids of its subnets, or of those with tags",
      subnetsFound,
      ["infra.subnets.tag"],
    ),
    element(
      "data.aws_subnets.public",
      "existing-vpc/public-subnets",
      "the ids of its public subnets that are found by tags",
      {
        when: `${existingVpc.when}, and its public subnets are named by tags`,
        made: [VPC, "infra.subnets.public.tag"],
      },
      ["infra.subnets.public.tag"],
    ),
    element(
      "data.aws_subnets.private",
      "existing-vpc/private-subnets",
      "the ids of its private subnets that are found by tags",
      {
        when: `${existingPrivate.when}, and its private subnets are named by tags`,
        made: [...(existingPrivate.made ?? []), "infra.subnets.private.tag"],
      },
      ["infra.subnets.private.tag"],
    ),
    element("data.aws_route_table.all", "existing-vpc/route-table", "each of its route tables, by id", routesRead),
    element("data.aws_route_tables.all", "existing-vpc/route-tables", "the ids of its route tables", routesRead),
    element(
      "local.associated_route_tables",
      "existing-vpc/associated-route-tables",
      "the route table by subnet, where it has one of its own",
      routesRead,
    ),
    element(
      "local.internet_route_tables",
      "existing-vpc/internet-route-tables",
      "the route tables with a route to an internet gateway",
      routesRead,
    ),
    element("local.main_route_table", "existing-vpc/main-route-table", "the main route table", routesRead),
    element(
      "local.outward_route_tables",
      "existing-vpc/outward-route-tables",
      "the route tables with another way out, through NAT for instance",
      {
        ...existingPrivate,
        when: `${existingPrivate.when}, and no private subnets are named`,
        unless: ["infra.subnets[*]", "infra.subnets.private"],
      },
    ),
    element(
      "local.subnet_order",
      "existing-vpc/subnet-order",
      "the range and the id of each subnet, to choose one in each zone by",
      {
        when: `${existingVpc.when}, and tags or \`one-per-zone\` name its subnets`,
        made: [
          VPC,
          "infra.subnets=one-per-zone | infra.subnets.tag | infra.subnets.public.tag | infra.subnets.private.tag",
        ],
      },
      INSIDE,
    ),
    element("local.subnet_zones", "existing-vpc/subnet-zones", "the zone by subnet, of those that serve", existingVpc, [
      "infra.subnets",
      "services.*.aws.architecture",
      ...INSIDE,
    ]),
    element(
      "local.private_subnet_zones",
      "existing-vpc/private-subnet-zones",
      "the zone by private subnet, of those that serve",
      existingPrivate,
      ["infra.subnets", "services.*.aws.architecture"],
    ),
    element(
      "local.task_subnets",
      "existing-vpc/task-subnets",
      "the subnets for tasks",
      {
        when: "the VPC is an existing one, and not all that runs is on private networks alone",
        made: [VPC, "services.{outside}! | cron.{outsideJob}!", "services.{outsideByKey}.networks[{open}]"],
      },
      ["infra.subnets"],
    ),
    element(
      "local.private_task_subnets",
      "existing-vpc/private-task-subnets",
      "the subnets for tasks without public addresses",
      existingPrivate,
      ["infra.subnets"],
    ),
    element(
      "local.mount_target_subnets",
      "existing-vpc/mount-target-subnets",
      "the subnet by zone, for mount targets",
      {
        when: "the VPC is an existing one, and the stack makes the mount targets",
        made: [VPC, STORED, MOUNT_TARGETS],
        unless: [SHARED],
      },
      ["infra.subnets", ...INSIDE],
    ),
    element(
      "local.load_balancer_subnets",
      "existing-vpc/load-balancer-subnets",
      "a subnet of each zone, for the load balancer",
      { when: "the VPC is an existing one, and some service has a public host", made: [VPC, PUBLISHED] },
      ["infra.loadBalancer.internal", "infra.subnets", ...INSIDE],
    ),
  ],
};
