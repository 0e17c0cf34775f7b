import { HTTPS_LISTENER_SETTINGS, LOAD_BALANCER_SETTINGS } from "../../aws/settings.js";
import { type ElementFamily, element } from "./element.js";
import {
  BALANCER,
  BALANCER_KEYS,
  CERTIFICATE,
  DNS,
  FRONTED,
  INSIDE,
  onlyIf,
  PATH,
  PLAIN_HTTP,
  PRIORITIES,
  PROVIDE_BALANCER,
  PUBLISHED,
  SHARED_BALANCER,
  settingKeys,
  VPC_KEYS,
  WHOLE_HOST,
} from "./keys.js";
import { certified, existingBalancer, fronted, https, ownBalancer, published, sharedBalancer } from "./presence.js";

const wholeHost = "some service has a public host without a path";
const pathOfHost = "some service has a path of a public host";

/** What has requests come by HTTPS. */
const TO_HTTPS = `${CERTIFICATE} | ${DNS} | ${BALANCER}`;

/** By whom records are made. */
const ZONE_ROLE = "infra.hostedZone.roleArn";

export const loadBalancer: ElementFamily = {
  section: "Load balancer",
  elements: [
    element("aws_lb.main", "load-balancer/resource", "the load balancer", ownBalancer, [
      "name",
      ...VPC_KEYS,
      "infra.zones",
      ...settingKeys("infra.loadBalancer", LOAD_BALANCER_SETTINGS),
      "infra.loadBalancer.accessLogs",
      "infra.loadBalancer.internal",
      "infra.subnets",
      ...INSIDE.map((keys) => onlyIf("infra.loadBalancer.internal=true", keys)),
      ...[CERTIFICATE, "infra.dns"].map((key) => onlyIf(PROVIDE_BALANCER, key)),
    ]),
    element("aws_lb_listener.http", "load-balancer/http", "the listener on port 80", ownBalancer, [
      CERTIFICATE,
      "infra.dns",
    ]),
    element("aws_lb_listener.https", "load-balancer/https", "the listener on port 443", https, [
      ...settingKeys("infra.loadBalancer", HTTPS_LISTENER_SETTINGS),
    ]),
    element(
      "aws_lb_listener_certificate.others",
      "load-balancer/other-certificates",
      'each further certificate: `others["arn:aws:acm:..."]`',
      {
        when: "the load balancer is there, there is a certificate, and further ones",
        made: [
          FRONTED,
          TO_HTTPS,
          `infra.certificateArns | infra.certificateArn if ${SHARED_BALANCER}`,
          `infra.certificateArns | ${SHARED_BALANCER}`,
        ],
        unless: [PLAIN_HTTP],
      },
      BALANCER_KEYS,
    ),
    element(
      "aws_lb_listener_certificate.main",
      "load-balancer/certificate",
      "adds the certificate to the listener that is there already",
      {
        when: "the load balancer is there already, some service has a public host, and its certificate is made here",
        made: [PUBLISHED, DNS, BALANCER],
        unless: [CERTIFICATE, PLAIN_HTTP],
      },
      BALANCER_KEYS,
    ),
    element("data.aws_lb.main", "load-balancer/existing", "the load balancer that is there already", existingBalancer, [
      ...BALANCER_KEYS,
      "infra.loadBalancer.securityGroup",
      "infra.loadBalancer.https if infra.loadBalancer.shared=true",
      "name",
      ...VPC_KEYS,
    ]),
    element(
      "data.aws_lbs.all",
      "load-balancer/all",
      "whether the repository without a component has a load balancer",
      sharedBalancer,
      ["name"],
    ),
    element(
      "data.aws_security_groups.load_balancer",
      "load-balancer/found-group/groups",
      "the id of the security group of that load balancer",
      sharedBalancer,
      ["name"],
    ),
    element(
      "data.aws_lb_listener.main",
      "load-balancer/existing-listener",
      "its listener that rules are added to",
      existingBalancer,
      [...BALANCER_KEYS, "infra.loadBalancer.https"],
    ),
    element("aws_wafv2_web_acl_association.main", "load-balancer/web-acl", "has a web ACL look at each request first", {
      when: `${fronted.when}, and \`infra.loadBalancer.waf\` names a web ACL`,
      made: [FRONTED, "infra.loadBalancer.waf"],
      unless: BALANCER_KEYS,
    }),
    element(
      "aws_lb_listener_rule.hosts",
      "load-balancer/rules",
      'the rule for each host on port 80: `hosts["shop.example.com"]`',
      { when: `${wholeHost}, and there is no HTTPS`, made: [WHOLE_HOST, PLAIN_HTTP], unless: [CERTIFICATE, DNS] },
      [PUBLISHED, ...PRIORITIES],
    ),
    element(
      "aws_lb_listener_rule.https_hosts",
      "load-balancer/https-rules",
      'the rule for each host on port 443: `https_hosts["shop.example.com"]`',
      { when: `${wholeHost}, and there is HTTPS`, made: [WHOLE_HOST, TO_HTTPS], unless: [PLAIN_HTTP] },
      [PUBLISHED, ...PRIORITIES],
    ),
    element(
      "aws_lb_listener_rule.paths",
      "load-balancer/path-rules",
      'the rule for each path of a host on port 80: `paths["shop.example.com/api"]`',
      { when: `${pathOfHost}, and there is no HTTPS`, made: [PATH, PLAIN_HTTP], unless: [CERTIFICATE, DNS] },
      [PUBLISHED, ...PRIORITIES],
    ),
    element(
      "aws_lb_listener_rule.https_paths",
      "load-balancer/https-path-rules",
      'the rule for each path of a host on port 443: `https_paths["shop.example.com/api"]`',
      { when: `${pathOfHost}, and there is HTTPS`, made: [PATH, TO_HTTPS], unless: [PLAIN_HTTP] },
      [PUBLISHED, ...PRIORITIES],
    ),
    element(
      "aws_route53_record.hosts",
      "load-balancer/aliases",
      'the record of each host: `hosts["shop.example.com"]`',
      { when: `${published.when}, and DNS is \`aws\``, made: [PUBLISHED, DNS] },
      [PUBLISHED, ...BALANCER_KEYS, ZONE_ROLE],
    ),
    element(
      "aws_security_group.load_balancer",
      "load-balancer/security-group/resource",
      "the security group of the load balancer",
      ownBalancer,
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_vpc_security_group_ingress_rule.load_balancer_http",
      "load-balancer/security-group/ingress/http",
      "lets the internet in to port 80 of the load balancer",
      ownBalancer,
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
      [ZONE_ROLE],
    ),
    element(
      "aws_vpc_security_group_egress_rule.load_balancer_tasks",
      "load-balancer/security-group/egress/tasks",
      'lets the load balancer out to its VPC; in an existing one to each of its ranges: `load_balancer_tasks["10.0.0.0/16"]`',
      ownBalancer,
      VPC_KEYS,
    ),
  ],
};
