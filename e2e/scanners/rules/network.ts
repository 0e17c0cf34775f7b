import { objectOf } from "../../../src/stack/json.js";
import { type Meets, names, resourcesOf, type ScannerRule } from "../rule.js";

const RULES_OF_GROUPS = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;

/** Source: EC2 API, IpRange, Description. What stands in `${ }` is a key of nanokit.yml or a range, which fit. */
const DESCRIPTION = /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

const described: Meets = ({ body }) => typeof body.description === "string" && DESCRIPTION.test(body.description);

/** Open to the world on nothing but the two ports of a load balancer. */
const closedToTheWorld: Meets = ({ body }) => {
  const { cidr_ipv4: range, cidr_ipv6: range6, from_port: from, to_port: to } = body;
  if (range6 !== undefined) return false;
  return range !== "0.0.0.0/0" || (body.ip_protocol === "tcp" && from === to && (from === 80 || from === 443));
};

/** Whether the VPC's own default group is taken over, with nothing that it lets in or out. */
const closedDefaultGroup: Meets = ({ block, stack }) =>
  resourcesOf(stack, "aws_default_security_group").some(({ body }) => {
    const group = objectOf(body);
    return names(group.vpc_id, block.address) && group.ingress === undefined && group.egress === undefined;
  });

/** Whether something carries the group, or its target does: a rule that names it does not count. */
const carried: Meets = ({ block, stack }) =>
  [...stack.declared.values()].some(
    (other) => !other.type.startsWith("aws_vpc_security_group_") && other !== block && names(other.body, block.address),
  );

/** Whether tasks of components may carry it, which are in stacks of their own: the group of a network. */
const ofNetwork: Meets = ({ body }) => String(body.description).startsWith("Tasks on network ");

/** Whether a route leads to the gateway of the internet or to NAT. */
const leadsOut: Meets = ({ body }) =>
  (body.gateway_id !== undefined || body.nat_gateway_id !== undefined) &&
  body.vpc_peering_connection_id === undefined &&
  body.network_interface_id === undefined;

export const network: readonly ScannerRule[] = [
  {
    types: [...RULES_OF_GROUPS, "aws_security_group"],
    asks: "a description",
    ids: { checkov: ["CKV_AWS_23"], trivy: ["AWS-0099", "AWS-0124"] },
    answer: { kind: "met", meets: described },
  },
  {
    types: ["aws_vpc_security_group_ingress_rule", "aws_security_group"],
    asks: "that the internet reaches neither port 22 nor 3389, nor all ports",
    ids: { checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_277"], "Security Hub": ["EC2.13", "EC2.14", "EC2.19"] },
    answer: {
      kind: "met",
      meets: (asked) =>
        asked.block.type === "aws_security_group" ? asked.body.ingress === undefined : closedToTheWorld(asked),
    },
  },
  {
    types: ["aws_vpc_security_group_ingress_rule", "aws_security_group"],
    asks: "that the internet does not reach port 80",
    ids: { checkov: ["CKV_AWS_260"], trivy: ["AWS-0107"] },
    answer: {
      kind: "refused",
      reason:
        "the load balancer answers there, with a redirect where it has HTTPS. In JSON and plans checkov also names rules for port 80 of a service, which let in groups and no range",
    },
  },
  {
    types: ["aws_vpc_security_group_egress_rule", "aws_security_group"],
    asks: "that tasks reach no address outside",
    ids: { checkov: ["CKV_AWS_382"], trivy: ["AWS-0104"] },
    answer: {
      kind: "refused",
      reason:
        "tasks pull images and call what their programs call. With [endpoints alone](networks.md#endpoints) there is no way out, whatever a rule allows",
    },
  },
  {
    types: ["aws_security_group"],
    asks: "that something carries each group",
    ids: { checkov: ["CKV2_AWS_5"] },
    answer: {
      kind: "met",
      meets: (asked) => carried(asked) || ofNetwork(asked),
      mistaken:
        "the task of a schedule carries the group of its job, and checkov does not look at the target of a schedule. Where [components](components.md) share networks, their tasks carry the groups of these",
    },
  },
  {
    types: ["aws_vpc"],
    asks: "a default security group that lets nothing in or out",
    ids: { checkov: ["CKV2_AWS_12"], "Security Hub": ["EC2.2"] },
    answer: { kind: "met", meets: closedDefaultGroup },
  },
  {
    types: ["aws_vpc"],
    asks: "flow logs",
    ids: { checkov: ["CKV2_AWS_11"], trivy: ["AWS-0178"], "Security Hub": ["EC2.6"] },
    answer: {
      kind: "key",
      key: "`infra.flowLogs`",
      meets: ({ block, stack }) => resourcesOf(stack, "aws_flow_log").some(({ body }) => names(body, block.address)),
      unwritten: "they cost for each gigabyte that is written",
    },
  },
  {
    types: ["aws_subnet"],
    asks: "that nothing gets a public address by itself",
    ids: { checkov: ["CKV_AWS_130"], trivy: ["AWS-0164"], "Security Hub": ["EC2.15"] },
    answer: { kind: "met", meets: ({ body }) => body.map_public_ip_on_launch !== true },
  },
  {
    types: ["aws_route"],
    asks: "routes to gateways of AWS, and none to an instance or a peer",
    ids: { checkov: ["CKV2_AWS_35", "CKV2_AWS_44"] },
    answer: { kind: "met", meets: leadsOut },
  },
  {
    types: ["aws_route_table"],
    asks: "routes of their own, as above",
    ids: { checkov: ["CKV2_AWS_35", "CKV2_AWS_44"] },
    answer: { kind: "met", meets: ({ body }) => body.route === undefined },
  },
  {
    types: ["aws_eip"],
    asks: "that each address is in use",
    ids: { checkov: ["CKV2_AWS_19"], "Security Hub": ["EC2.12"] },
    answer: {
      kind: "met",
      meets: ({ block, stack }) => resourcesOf(stack, "aws_nat_gateway").some(({ body }) => names(body, block.address)),
    },
  },
  {
    types: ["data.aws_availability_zones"],
    asks: "that the zones are named",
    ids: { checkov: ["CKV_AWS_394"] },
    answer: {
      kind: "refused",
      reason:
        "a subnet stays in the zone that it was made in, as it ignores later changes of it. With `infra.zones` nothing is looked up",
    },
  },
  {
    types: ["aws_efs_mount_target"],
    asks: "mount targets in private subnets",
    ids: { "Security Hub": ["EFS.6"] },
    answer: {
      kind: "refused",
      reason:
        "they have no public address wherever they are, and a mount target that moves to another subnet is made anew, with the file system out of reach meanwhile. Their group lets in the tasks with volumes alone",
    },
  },
];
