import { objectOf } from "../../../src/stack/json.js";
import { type Asked, allNested, type Meets, names, nested, resourcesOf, type ScannerRule } from "../rule.js";

const CERTIFICATE = "`infra.dns: aws` or `infra.certificateArn`";
const WITHOUT_CERTIFICATE = "HTTPS takes a domain and a certificate, which only you have. A warning says so (NK445)";

const redirects = (asked: Asked): boolean =>
  allNested(asked.body, "default_action").every(
    (action) => action.type === "redirect" && nested(action, "redirect").protocol === "HTTPS",
  );

const isHttps: Meets = (asked) => asked.body.protocol === "HTTPS" || redirects(asked);

/** Source: Elastic Load Balancing, Application Load Balancers, "Security policies": TLS 1.2 with forward secrecy, or later. */
const STRONG = /^ELBSecurityPolicy-TLS13-1-[23]-(Res-)?(PQ-)?(FIPS-)?\d{4}-\d{2}$/;

export const loadBalancer: readonly ScannerRule[] = [
  {
    types: ["aws_lb"],
    asks: "access logs",
    ids: { checkov: ["CKV_AWS_91"], "Security Hub": ["ELB.5"] },
    answer: {
      kind: "key",
      key: "`infra.loadBalancer.accessLogs`",
      meets: ({ body }) => nested(body, "access_logs").enabled === true,
      unwritten: "the bucket is yours, and is made before",
    },
  },
  {
    types: ["aws_lb"],
    asks: "deletion protection",
    ids: { checkov: ["CKV_AWS_150"], "Security Hub": ["ELB.6"] },
    answer: {
      kind: "key",
      key: "`infra.loadBalancer.deletionProtection`",
      meets: ({ body }) => body.enable_deletion_protection === true,
      unwritten:
        "nothing is lost with a load balancer but its address, and `terraform destroy` fails until the protection is off",
    },
  },
  {
    types: ["aws_lb"],
    asks: "a web ACL of AWS WAF",
    ids: { checkov: ["CKV2_AWS_28"], "Security Hub": ["ELB.16"] },
    answer: {
      kind: "key",
      key: "`infra.loadBalancer.waf`; not asked of `infra.loadBalancer.internal`",
      meets: ({ block, body, stack }) =>
        body.internal === true ||
        resourcesOf(stack, "aws_wafv2_web_acl_association").some((one) => names(one.body, block.address)),
      unwritten: "what it lets through is for you to say; it costs for each rule and request",
    },
  },
  {
    types: ["aws_lb"],
    asks: "that the web ACL has AWS's rules against the Log4j vulnerability",
    ids: { checkov: ["CKV2_AWS_76"] },
    answer: { kind: "refused", reason: "the web ACL is made elsewhere, so its rules are not in the stack" },
  },
  {
    types: ["aws_lb"],
    asks: "that the load balancer is not public",
    ids: { trivy: ["AWS-0053"] },
    answer: {
      kind: "key",
      key: "`infra.loadBalancer.internal`",
      meets: ({ body }) => body.internal === true,
      unwritten: "it is the front door; tasks themselves are reached through it alone",
    },
  },
  {
    types: ["aws_lb"],
    asks: "that malformed headers are dropped",
    ids: { checkov: ["CKV_AWS_131"], trivy: ["AWS-0052"], "Security Hub": ["ELB.4"] },
    answer: { kind: "met", meets: ({ body }) => body.drop_invalid_header_fields === true },
  },
  {
    types: ["aws_lb"],
    asks: "the defensive mode against requests that are read in two ways, which is AWS's default",
    ids: { checkov: ["CKV_AWS_328"], "Security Hub": ["ELB.12"] },
    answer: { kind: "met", meets: ({ body }) => body.desync_mitigation_mode !== "monitor" },
  },
  {
    types: ["aws_lb"],
    asks: "that HTTP is redirected to HTTPS",
    ids: { checkov: ["CKV2_AWS_20"], "Security Hub": ["ELB.1"] },
    answer: {
      kind: "key",
      key: CERTIFICATE,
      meets: ({ block, stack }) =>
        resourcesOf(stack, "aws_lb_listener")
          .filter((listener) => names(listener.body, block.address))
          .every((listener) => isHttps({ block: listener, body: objectOf(listener.body), stack })),
      unwritten: WITHOUT_CERTIFICATE,
    },
  },
  {
    types: ["aws_lb_listener"],
    asks: "HTTPS with TLS 1.2 or later, or a redirect to it",
    ids: { checkov: ["CKV_AWS_2", "CKV_AWS_103"], trivy: ["AWS-0054"], "Security Hub": ["ELB.18"] },
    answer: { kind: "key", key: CERTIFICATE, meets: isHttps, unwritten: WITHOUT_CERTIFICATE },
  },
  {
    types: ["aws_lb_listener"],
    asks: "strong ciphers",
    ids: { checkov: ["CKV2_AWS_74"], trivy: ["AWS-0047"], "Security Hub": ["ELB.17"] },
    answer: {
      kind: "met",
      meets: ({ body }) => body.protocol !== "HTTPS" || STRONG.test(String(body.ssl_policy)),
    },
  },
  {
    types: ["aws_lb_target_group"],
    asks: "a health check",
    ids: { checkov: ["CKV_AWS_261"] },
    answer: { kind: "met", meets: ({ body }) => typeof nested(body, "health_check").path === "string" },
  },
  {
    types: ["aws_lb_target_group"],
    asks: "HTTPS to the tasks too",
    ids: { checkov: ["CKV_AWS_378"] },
    answer: {
      kind: "refused",
      reason: "TLS ends at the load balancer, as few images speak it; from there to the tasks nothing leaves the VPC",
    },
  },
  {
    types: ["aws_acm_certificate"],
    asks: "that a new certificate is made before the old one goes, and that it is logged in public",
    ids: { checkov: ["CKV_AWS_233", "CKV_AWS_234"] },
    answer: {
      kind: "met",
      meets: ({ body }) =>
        nested(body, "lifecycle").create_before_destroy === true &&
        nested(body, "options").certificate_transparency_logging_preference !== "DISABLED",
    },
  },
  {
    types: ["aws_acm_certificate"],
    asks: "that no certificate is for a wildcard",
    ids: { checkov: ["CKV2_AWS_71"] },
    answer: { kind: "refused", reason: "only where you publish a service under a wildcard host, which asks for one" },
  },
  {
    types: ["aws_route53_record"],
    asks: "that each record leads to something of the stack",
    ids: { checkov: ["CKV2_AWS_23"] },
    answer: {
      kind: "met",
      meets: ({ body }) => /\$\{.*\baws_\w+\./.test(JSON.stringify([body.alias ?? null, body.records ?? null])),
    },
  },
];
