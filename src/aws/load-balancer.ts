/** Rules of a load balancer, those of the default actions not counted; AWS raises it on request.
 * Source: Elastic Load Balancing, Application Load Balancers, "Quotas". */
export const RULES_MAX = 100;

/** Target groups of a load balancer; AWS does not raise it. Source: Elastic Load Balancing, Application Load Balancers, "Quotas". */
export const TARGET_GROUPS_MAX = 100;

/** An Application Load Balancer, or a listener of one, that is there already. Source: Service Authorization Reference, Elastic Load Balancing V2. */
const BALANCER_ARN_START = "^arn:aws[a-z-]*:elasticloadbalancing:[a-z]{2,4}(?:-[a-z]+){1,2}-\\d{1,2}:\\d{12}:";
export const LOAD_BALANCER_ARN = {
  regex: new RegExp(`${BALANCER_ARN_START}loadbalancer/app/[A-Za-z0-9-]{1,32}/[0-9a-f]+$`),
  means:
    "the ARN of an Application Load Balancer (arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/app/<name>/<id>)",
} as const;
export const LISTENER_ARN = {
  regex: new RegExp(`${BALANCER_ARN_START}listener/app/[A-Za-z0-9-]{1,32}/[0-9a-f]+/[0-9a-f]+$`),
  means:
    "the ARN of a listener of an Application Load Balancer (arn:aws:elasticloadbalancing:<region>:<account>:listener/app/<name>/<id>/<id>)",
} as const;

/** What a load balancer that is there already is told apart by, of its ARN or of that of a listener of it: `app/<name>/<id>`. */
export function balancerId(arn: string): string {
  return /(app\/[^/]+\/[^/]+)/.exec(arn)?.[1] ?? arn;
}

/** Whether requests come to services by HTTPS: through a listener that is there already, or one that is made with a certificate. */
export function speaksHttps({
  certificate,
  existing,
}: {
  readonly certificate?: unknown;
  readonly existing?: { readonly https: boolean };
}): boolean {
  return existing ? existing.https : certificate !== undefined;
}

/** Longest prefix of a subnet that a load balancer takes, and zones that it takes at least.
 * Source: Elastic Load Balancing, Application Load Balancers, "Subnets for your load balancer". */
export const LOAD_BALANCER_SUBNETS = { longestPrefix: 27, zones: 2 } as const;

/** Longest domain that can come first in a certificate, how many names a certificate takes, and how many at most where AWS has raised that.
 * Source: AWS Certificate Manager user guide, "Request a public certificate" (the first is the common name, RFC 5280); "Quotas";
 * botocore acm, RequestCertificate SubjectAlternativeNames. */
export const CERTIFICATE = { firstDomainMax: 64, domains: 10, domainsRaised: 100 } as const;

/** Certificates of a load balancer beside the first one of its listener; AWS raises it on request.
 * Source: Elastic Load Balancing, Application Load Balancers, "Quotas". */
export const OTHER_CERTIFICATES_MAX = 25;

/** The ARN of a certificate of ACM. Source: AWS Certificate Manager user guide, IAM resources. */
export const CERTIFICATE_ARN =
  /^arn:aws[a-z-]*:acm:[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:certificate\/[A-Za-z0-9-]+$/;

/** The ARN of a web ACL of AWS WAF for what is in one region. Source: Service Authorization Reference, AWS WAF V2, webacl; botocore wafv2,
 * EntityName and EntityId. */
export const WEB_ACL_ARN = {
  regex:
    /^arn:aws[a-z-]*:wafv2:[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:regional\/webacl\/[A-Za-z0-9_-]{1,128}\/[A-Za-z0-9_-]{1,36}$/,
  means: "the ARN of a regional web ACL of AWS WAF (arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>)",
} as const;

/** What the load balancer may ask a task for. Source: botocore elbv2, CreateTargetGroup HealthCheckPath. */
export const HEALTH_CHECK_PATH = {
  regex: /^\/[!-~]{0,1023}$/,
  means: "a path that begins with / and has no spaces (/healthz)",
} as const;

/** Answers that count as a sign of life. Source: Elastic Load Balancing API, Matcher HttpCode: 200 to 499 for an Application Load Balancer. */
export const HEALTH_CHECK_CODES = {
  regex: /^[2-4]\d\d(?:-[2-4]\d\d)?(?:,[2-4]\d\d(?:-[2-4]\d\d)?)*$/,
  means: "a list of codes and ranges of codes from 200 to 499 (200,301-399)",
} as const;

/** The first range of codes that begins with its greater one; undefined when there is none. */
export function reversedCodes(codes: string): string | undefined {
  return codes.split(",").find((range) => {
    const [first = "", last = first] = range.split("-");
    return first > last;
  });
}

/**
 * Why a text cannot be the prefix of access logs; undefined when it can. Source: Elastic Load Balancing, Application Load Balancers, "Enable
 * access logs": no `AWSLogs`; botocore elbv2, LoadBalancerAttribute (access_logs.s3.prefix), values of 1,024 characters.
 */
export function logPrefixProblem(prefix: string): string | undefined {
  if (prefix === "" || prefix.length > 1024) return "does not have 1 to 1024 characters";
  if (prefix.startsWith("/") || prefix.endsWith("/")) return "begins or ends with `/`, which AWS puts there itself";
  return prefix.includes("AWSLogs") ? "contains `AWSLogs`, which AWS adds itself" : undefined;
}

/** The name of a security policy of AWS's. Source: Elastic Load Balancing, Application Load Balancers, "Security policies". */
export const TLS_POLICY_NAME = {
  regex: /^ELBSecurityPolicy-[A-Za-z0-9-]{1,60}$/,
  means: "the name of a security policy (ELBSecurityPolicy-TLS13-1-2-2021-06)",
} as const;

/** Seconds of a target group, both included. Source: Elastic Load Balancing, Application Load Balancers, "Target group attributes"
 * (deregistration delay, duration of the cookie); ECS API, CreateService healthCheckGracePeriodSeconds. */
export const TARGET_GROUP_SECONDS = {
  deregistrationDelay: { min: 0, max: 3600 },
  stickiness: { min: 1, max: 604_800 },
  gracePeriod: { min: 0, max: 2_147_483_647 },
} as const;

/** Region of a certificate's ARN; undefined for what is none. */
export function certificateRegion(arn: string): string | undefined {
  return CERTIFICATE_ARN.test(arn) ? arn.split(":")[3] : undefined;
}

/**
 * Seconds that ECS lets a published task fail the checks of the load balancer while it starts. An image that keeps its program on a
 * volume copies it there at its first start, thousands of files over the network, and must not be stopped in the middle of that.
 */
export const GRACE_SECONDS = { plain: 300, withVolume: 900 } as const;

/**
 * The URL at which the internet reaches a published service: `https://` where the load balancer has a certificate, otherwise
 * `http://`, and the first host that is no wildcard, with its path. Undefined for a service with wildcards only: none of them is an address.
 */
export function publicUrl(
  hosts: readonly { readonly name: string; readonly path?: string }[],
  https: boolean,
): string | undefined {
  const main = hosts.find(({ name }) => !name.startsWith("*."));
  return main && `${https ? "https" : "http"}://${main.name}${main.path ?? ""}`;
}
