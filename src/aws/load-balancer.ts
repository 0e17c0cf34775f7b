/** Rules of a load balancer, those of the default actions not counted; AWS raises it on request.
 * Source: Elastic Load Balancing, Application Load Balancers, "Quotas". */
export const RULES_MAX = 100;

/** Target groups of a load balancer; AWS does not raise it. Source: Elastic Load Balancing, Application Load Balancers, "Quotas". */
export const TARGET_GROUPS_MAX = 100;

/** Longest prefix of a subnet that a load balancer takes, and zones that it takes at least.
 * Source: Elastic Load Balancing, Application Load Balancers, "Subnets for your load balancer". */
export const LOAD_BALANCER_SUBNETS = { longestPrefix: 27, zones: 2 } as const;

/** Longest domain that can come first in a certificate, how many names a certificate takes, and how many at most where AWS has raised that.
 * Source: AWS Certificate Manager user guide, "Request a public certificate" (the first is the common name, RFC 5280); "Quotas";
 * botocore acm, RequestCertificate SubjectAlternativeNames. */
export const CERTIFICATE = { firstDomainMax: 64, domains: 10, domainsRaised: 100 } as const;

/** The ARN of a certificate of ACM. Source: AWS Certificate Manager user guide, IAM resources. */
export const CERTIFICATE_ARN =
  /^arn:aws[a-z-]*:acm:[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:certificate\/[A-Za-z0-9-]+$/;

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
 * `http://`, and the first host that is no wildcard. Undefined for a service with wildcards only: none of them is an address.
 */
export function publicUrl(hosts: readonly { readonly name: string }[], https: boolean): string | undefined {
  const main = hosts.find(({ name }) => !name.startsWith("*."));
  return main && `${https ? "https" : "http"}://${main.name}`;
}
