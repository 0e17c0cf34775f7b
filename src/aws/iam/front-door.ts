import { everything, type IamRow, named, on, owned, row, serviceLinkedRole } from "./grant.js";

const balancer = named("elasticloadbalancing:loadbalancer/app/{name}/*");
const targetGroup = named("elasticloadbalancing:targetgroup/{name#}/*");
const listener = named("elasticloadbalancing:listener/app/{load_balancer_arn>name}/*/*");
const rule = named("elasticloadbalancing:listener-rule/app/{listener_arn>load_balancer_arn>name}/*/*/*");
const ELB = "elasticloadbalancing";

/** Only records of these hosts. Source: Route 53 developer guide, specifying-conditions-route53. */
const record = {
  arn: "route53:hostedzone/{zone_id}",
  conditions: {
    "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["{hosts}"] },
    "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["{record_type}"] },
  },
};

/** Load balancer, certificate and DNS. Elastic Load Balancing's Describe actions cannot be narrowed. */
export const frontDoor = {
  aws_lb: row(
    "elbv2/load_balancer.go",
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
  ),
  aws_lb_listener: row(
    "elbv2/listener.go",
    on(ELB, named("elasticloadbalancing:loadbalancer/app/{load_balancer_arn>name}/*"), { create: "CreateListener" }),
    on(ELB, listener, {
      create: "AddTags",
      update: "ModifyListener ModifyListenerAttributes AddTags RemoveTags",
      delete: "DeleteListener",
    }),
    on(ELB, everything, { read: "DescribeListeners DescribeListenerAttributes DescribeTags" }),
  ),
  aws_lb_listener_rule: row(
    "elbv2/listener_rule.go",
    on(ELB, named("elasticloadbalancing:listener/app/{listener_arn>load_balancer_arn>name}/*/*"), {
      create: "CreateRule",
    }),
    on(ELB, rule, {
      create: "AddTags",
      update: "ModifyRule SetRulePriorities AddTags RemoveTags",
      delete: "DeleteRule",
    }),
    on(ELB, everything, { read: "DescribeRules DescribeTags" }),
  ),
  aws_lb_target_group: row(
    "elbv2/target_group.go",
    on(ELB, targetGroup, {
      create: "CreateTargetGroup ModifyTargetGroupAttributes AddTags",
      update: "ModifyTargetGroup ModifyTargetGroupAttributes AddTags RemoveTags",
      delete: "DeleteTargetGroup",
    }),
    on(ELB, everything, { read: "DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags" }),
  ),
  aws_acm_certificate: row(
    "acm/certificate.go",
    on("acm", { tags: "request" }, { create: "RequestCertificate" }),
    on(
      "acm",
      { arn: "acm:certificate/*", tags: "unclaimed" },
      { create: "AddTagsToCertificate" },
      "tags are given as it is made; never to one that belongs to another project",
    ),
    on("acm", owned("acm:certificate/*"), {
      read: "DescribeCertificate ListTagsForCertificate",
      update: "AddTagsToCertificate RemoveTagsFromCertificate",
      delete: "DeleteCertificate",
    }),
  ),
  aws_acm_certificate_validation: row(
    "acm/certificate_validation.go",
    on("acm", owned("acm:certificate/*"), { create: "DescribeCertificate", read: "DescribeCertificate" }),
  ),
  aws_route53_record: row(
    "route53/record.go",
    on("route53", record, {
      create: "ChangeResourceRecordSets",
      update: "ChangeResourceRecordSets",
      delete: "ChangeResourceRecordSets",
    }),
    on("route53", named("route53:hostedzone/{zone_id}"), { read: "GetHostedZone ListResourceRecordSets" }),
    on("route53", named("route53:change/*"), { create: "GetChange", update: "GetChange", delete: "GetChange" }),
  ),
} satisfies Readonly<Record<string, IamRow>>;
