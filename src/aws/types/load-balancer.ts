import { OTHER_CERTIFICATES_MAX, RULES_MAX, TARGET_GROUPS_MAX } from "../load-balancer.js";
import { QUOTAS } from "../quotas.js";
import { everything, named, on, serviceLinkedRole } from "./grant.js";
import { closes, onChange, onCreate, onDestroy, onReplace, opens, steps } from "./marks.js";
import type { ResourceRow, TypeRow } from "./row.js";
import { groupTexts, otherVpcTexts } from "./shared-marks.js";

const balancer = named("elasticloadbalancing:loadbalancer/app/{name}/*");
const targetGroup = named("elasticloadbalancing:targetgroup/{name#}/*");
const listener = named("elasticloadbalancing:listener/app/{load_balancer_arn>name}/*/*");
const itsListener = named("elasticloadbalancing:listener/app/{listener_arn>load_balancer_arn>name}/*/*");
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
    unique: [{ attributes: ["name"], within: "region", source: "botocore elbv2, CreateLoadBalancer" }],
    quotas: {
      targetGroups: {
        max: TARGET_GROUPS_MAX,
        of: "target groups of a load balancer",
        source: 'Elastic Load Balancing, Application Load Balancers, "Quotas"',
      },
      targets: QUOTAS.targets,
      rules: {
        max: RULES_MAX,
        of: "rules of a load balancer",
        raised: true,
        source: 'Elastic Load Balancing, Application Load Balancers, "Quotas"',
      },
    },
    marks: [
      onReplace(
        "interrupts",
        "is replaced: nothing is reachable meanwhile. The new one has another DNS name: change the records that are made elsewhere.",
      ),
      onDestroy("interrupts", "is destroyed: nothing is reachable from the internet any more."),
      onCreate("opens", "is reachable from the internet.", { attribute: "internal", isNot: true }),
      onChange("internal", "opens", "is reachable from the internet.", { isNot: true }),
      onChange("internal", "closes", "is no longer reachable from the internet.", { is: true }),
      onChange("drop_invalid_header_fields", "weakens", "lets malformed headers through.", { isNot: true }),
      onChange("access_logs.enabled", "weakens", "no longer writes access logs.", { isNot: true }),
      onChange("enable_deletion_protection", "weakens", "may be deleted.", { isNot: true }),
    ],
    rules: {
      securityGroups: groupTexts,
      otherVpc: otherVpcTexts,
      scheme: {
        steps: steps(
          "NK622",
          "interrupts",
          "is made anew, as AWS cannot change a load balancer between internal and public. Its name and its target groups are in use until the old one is gone. Before you apply, destroy that one, in the folder of the stack: `{command}`. What depends on it stops until the apply is done.",
        ),
      },
      deletionProtection: {
        on: steps(
          "NK619",
          "note",
          "cannot be deleted while its deletion protection is on, so the apply would stop there. Write `infra: { loadBalancer: { deletionProtection: false } }` in the file as it was, synth and apply; then make this change.",
        ),
      },
    },
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
    unique: [
      {
        attributes: ["port"],
        within: "load balancer",
        source: "botocore elbv2, CreateListener, DuplicateListenerException",
      },
    ],
    marks: [
      onCreate("opens", "listens to `{protocol}` on port {port}."),
      onDestroy("closes", "no longer listens to `{protocol}` on port {port}."),
      onChange("port", "opens", "listens on port {after}, and no longer on {before}."),
      onChange("protocol", "closes", "listens to `{after}`.", { is: "HTTPS" }),
      onChange("protocol", "weakens", "listens to `{after}`.", { isNot: "HTTPS" }),
      onChange(
        "ssl_policy",
        "weakens",
        "has another TLS policy, `{after}`: it may allow older versions or weaker ciphers.",
      ),
      onChange("default_action", "opens", "forwards requests that match no rule.", { holds: "forward" }),
    ],
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
  aws_lb_listener_certificate: {
    source: "elbv2/listener_certificate.go",
    tagged: false,
    forceNew: ["certificate_arn", "listener_arn"],
    unique: [],
    quotas: {
      certificates: {
        max: OTHER_CERTIFICATES_MAX,
        of: "certificates of a load balancer beside the first",
        raised: true,
        source: 'Elastic Load Balancing, Application Load Balancers, "Quotas"',
      },
    },
    marks: [
      onDestroy(
        "interrupts",
        "is destroyed: browsers refuse hosts that only this certificate covers.",
        "aws_lb_listener",
      ),
    ],
    iam: [
      on(ELB, itsListener, { create: "AddListenerCertificates", delete: "RemoveListenerCertificates" }),
      on(ELB, everything, { read: "DescribeListenerCertificates" }),
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
    unique: [
      { attributes: ["priority"], within: "listener", source: "botocore elbv2, CreateRule, PriorityInUseException" },
    ],
    quotas: {
      conditionValues: {
        max: 5,
        of: "values in the conditions of a rule",
        raised: true,
        source: 'Elastic Load Balancing, Application Load Balancers, "Quotas"',
      },
    },
    rules: {
      hosts: {
        added: opens("makes {hosts} reachable from the internet."),
        removed: closes("makes {hosts} unreachable."),
        changed: opens("makes {hosts} reachable, and no longer {old}."),
        addedInside: opens("makes {hosts} reachable from the VPC and what is connected to it."),
        addedElsewhere: opens("makes {hosts} reachable from wherever the existing load balancer is."),
      },
    },
    iam: [
      on(ELB, itsListener, { create: "CreateRule" }),
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
    unique: [{ attributes: ["name"], within: "region", source: "botocore elbv2, CreateTargetGroup" }],
    refused: [
      {
        call: "elasticloadbalancing:DeleteTargetGroup",
        usedBy: ["aws_lb_listener", "aws_lb_listener_rule"],
        error: "ResourceInUse",
        source: "botocore elbv2, DeleteTargetGroup",
      },
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

/** A load balancer that is there already. Its Describe actions cannot be narrowed. */
export const loadBalancerData = {
  "data.aws_lb": {
    source: "elbv2/load_balancer_data_source.go",
    blocks: "timeouts",
    iam: [
      on(ELB, everything, {
        read: "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags",
      }),
    ],
  },
  "data.aws_lbs": {
    source: "elbv2/load_balancers_data_source.go",
    blocks: "",
    iam: [on(ELB, everything, { read: "DescribeLoadBalancers DescribeTags" })],
  },
  "data.aws_lb_listener": {
    source: "elbv2/listener_data_source.go",
    blocks: "timeouts",
    iam: [on(ELB, everything, { read: "DescribeListeners DescribeTags" })],
  },
} satisfies Readonly<Record<string, TypeRow>>;
