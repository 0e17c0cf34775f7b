import { everything, named, on, serviceLinkedRole } from "./grant.js";
import type { ResourceRow } from "./row.js";

const balancer = named("elasticloadbalancing:loadbalancer/app/{name}/*");
const targetGroup = named("elasticloadbalancing:targetgroup/{name#}/*");
const listener = named("elasticloadbalancing:listener/app/{load_balancer_arn>name}/*/*");
const rule = named("elasticloadbalancing:listener-rule/app/{listener_arn>load_balancer_arn>name}/*/*/*");
const ELB = "elasticloadbalancing";

/** Elastic Load Balancing. Its Describe actions cannot be narrowed. */
export const loadBalancer = {
  aws_lb: {
    source: "elbv2/load_balancer.go",
    blocks:
      "access_logs connection_logs health_check_logs ipam_pools minimum_load_balancer_capacity subnet_mapping timeouts",
    tagged: true,
    // Subnets and groups of an Application Load Balancer change in place; for the other kinds CustomizeDiff says otherwise.
    forceNew: ["internal", "load_balancer_type", "name", "name_prefix"],
    iam: [
      on(ELB, balancer, {
        create: "CreateLoadBalancer ModifyLoadBalancerAttributes AddTags",
        update: "ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets AddTags RemoveTags",
        delete: "DeleteLoadBalancer",
      }),
      on(ELB, everything, {
        read: "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags DescribeCapacityReservation",
      }),
      on(
        "ec2",
        everything,
        {
          create:
            "DescribeAccountAttributes DescribeInternetGateways DescribeSecurityGroups DescribeSubnets DescribeVpcs",
        },
        "Elastic Load Balancing does it in the name of the caller",
      ),
      on("ec2", everything, { delete: "DescribeNetworkInterfaces" }, "waits until its interfaces are gone"),
      serviceLinkedRole("elasticloadbalancing.amazonaws.com"),
    ],
  },
  aws_lb_listener: {
    source: "elbv2/listener.go",
    blocks: `
    additional_claim authenticate_cognito authenticate_oidc default_action fixed_response forward jwt_validation
    mutual_authentication redirect stickiness target_group timeouts
  `,
    tagged: true,
    forceNew: ["load_balancer_arn"],
    iam: [
      on(ELB, named("elasticloadbalancing:loadbalancer/app/{load_balancer_arn>name}/*"), { create: "CreateListener" }),
      on(ELB, listener, {
        create: "AddTags",
        update: "ModifyListener ModifyListenerAttributes AddTags RemoveTags",
        delete: "DeleteListener",
      }),
      on(ELB, everything, { read: "DescribeListeners DescribeListenerAttributes DescribeTags" }),
    ],
  },
  aws_lb_listener_rule: {
    source: "elbv2/listener_rule.go",
    blocks: `
    action additional_claim authenticate_cognito authenticate_oidc condition fixed_response forward host_header
    host_header_rewrite_config http_header http_request_method jwt_validation path_pattern query_string redirect
    rewrite source_ip stickiness target_group transform url_rewrite_config
  `,
    tagged: true,
    forceNew: ["listener_arn"],
    iam: [
      on(ELB, named("elasticloadbalancing:listener/app/{listener_arn>load_balancer_arn>name}/*/*"), {
        create: "CreateRule",
      }),
      on(ELB, rule, {
        create: "AddTags",
        update: "ModifyRule SetRulePriorities AddTags RemoveTags",
        delete: "DeleteRule",
      }),
      on(ELB, everything, { read: "DescribeRules DescribeTags" }),
    ],
  },
  aws_lb_target_group: {
    source: "elbv2/target_group.go",
    blocks: `
    dns_failover health_check stickiness target_failover target_group_health target_health_state
    unhealthy_state_routing
  `,
    tagged: true,
    forceNew: [
      "ip_address_type",
      "name",
      "name_prefix",
      "port",
      "protocol",
      "protocol_version",
      "target_type",
      "vpc_id",
    ],
    iam: [
      on(ELB, targetGroup, {
        create: "CreateTargetGroup ModifyTargetGroupAttributes AddTags",
        update: "ModifyTargetGroup ModifyTargetGroupAttributes AddTags RemoveTags",
        delete: "DeleteTargetGroup",
      }),
      on(ELB, everything, { read: "DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags" }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
