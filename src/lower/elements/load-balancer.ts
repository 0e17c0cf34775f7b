import { HTTPS_LISTENER_SETTINGS, LOAD_BALANCER_SETTINGS } from "../../aws/settings.js";
import { type ElementFamily, element } from "./element.js";
import { CERTIFICATE, DNS, INSIDE, onlyIf, PATH, PUBLISHED, settingKeys, VPC_KEYS, WHOLE_HOST } from "./keys.js";
import { certified, https, published } from "./presence.js";

const wholeHost = "some service has a public host without a path";
const pathOfHost = "some service has a path of a public host";

export const loadBalancer: ElementFamily = {
  section: "Load balancer",
  elements: [
    element("aws_lb.main", "load-balancer/resource", "the load balancer", published, [
      "name",
      ...VPC_KEYS,
      "infra.zones",
      ...settingKeys("infra.loadBalancer", LOAD_BALANCER_SETTINGS),
      "infra.loadBalancer.accessLogs",
      "infra.loadBalancer.internal",
      "infra.subnets",
      ...INSIDE.map((keys) => onlyIf("infra.loadBalancer.internal=true", keys)),
    ]),
    element("aws_lb_listener.http", "load-balancer/http", "its port 80", published, [CERTIFICATE, "infra.dns"]),
    element("aws_lb_listener.https", "load-balancer/https", "its port 443", https, [
      ...settingKeys("infra.loadBalancer", HTTPS_LISTENER_SETTINGS),
    ]),
    element(
      "aws_lb_listener_certificate.others",
      "load-balancer/other-certificates",
      'each further certificate: `others["arn:aws:acm:..."]`',
      { when: `${https.when}, and further ones`, made: [...(https.made ?? []), "infra.certificateArns"] },
    ),
    element("aws_wafv2_web_acl_association.main", "load-balancer/web-acl", "has a web ACL look at each request first", {
      when: `${published.when}, and \`infra.loadBalancer.waf\` names a web ACL`,
      made: [PUBLISHED, "infra.loadBalancer.waf"],
    }),
    element(
      "aws_lb_listener_rule.hosts",
      "load-balancer/rules",
      'the rule for each host on port 80: `hosts["shop.example.com"]`',
      { when: `${wholeHost}, and there is no certificate`, made: [WHOLE_HOST], unless: [CERTIFICATE, DNS] },
      [PUBLISHED],
    ),
    element(
      "aws_lb_listener_rule.https_hosts",
      "load-balancer/https-rules",
      'the rule for each host on port 443: `https_hosts["shop.example.com"]`',
      { when: `${wholeHost}, and there is a certificate`, made: [WHOLE_HOST, `${CERTIFICATE} | ${DNS}`] },
      [PUBLISHED],
    ),
    element(
      "aws_lb_listener_rule.paths",
      "load-balancer/path-rules",
      'the rule for each path of a host on port 80: `paths["shop.example.com/api"]`',
      { when: `${pathOfHost}, and there is no certificate`, made: [PATH], unless: [CERTIFICATE, DNS] },
      [PUBLISHED],
    ),
    element(
      "aws_lb_listener_rule.https_paths",
      "load-balancer/https-path-rules",
      'the rule for each path of a host on port 443: `https_paths["shop.example.com/api"]`',
      { when: `${pathOfHost}, and there is a certificate`, made: [PATH, `${CERTIFICATE} | ${DNS}`] },
      [PUBLISHED],
    ),
    element(
      "aws_route53_record.hosts",
      "load-balancer/aliases",
      'the record of each host: `hosts["shop.example.com"]`',
      { when: `${published.when}, and DNS is \`aws\``, made: [PUBLISHED, DNS] },
      [PUBLISHED],
    ),
    element(
      "aws_security_group.load_balancer",
      "load-balancer/security-group/resource",
      "the security group of the load balancer",
      published,
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_vpc_security_group_ingress_rule.load_balancer_http",
      "load-balancer/security-group/ingress/http",
      "lets the internet in to port 80 of the load balancer",
      published,
    ),
    element(
      "aws_vpc_security_group_ingress_rule.load_balancer_https",
      "load-balancer/security-group/ingress/https",
      "lets the internet in to port 443 of the load balancer",
      https,
    ),
    element(
      "data.aws_route53_zone.main",
      "hosted-zone/resource",
      "the zone of the hosts",
      { when: `${published.when}, and DNS is \`aws\``, made: [PUBLISHED, DNS] },
      ["infra.hostedZone", PUBLISHED],
    ),
    element("aws_acm_certificate.main", "certificate/resource", "the certificate", certified),
    element(
      "aws_acm_certificate_validation.main",
      "certificate/validation",
      "that the certificate has been issued",
      certified,
    ),
    element(
      "aws_route53_record.certificate",
      "certificate/record",
      'the proof for each host: `certificate["shop.example.com"]`',
      certified,
    ),
    element(
      "aws_vpc_security_group_egress_rule.load_balancer_tasks",
      "load-balancer/security-group/egress/tasks",
      'lets the load balancer out to its VPC; in an existing one to each of its ranges: `load_balancer_tasks["10.0.0.0/16"]`',
      published,
      VPC_KEYS,
    ),
  ],
};
