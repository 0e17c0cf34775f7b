import { domainToASCII } from "node:url";

/** Longest host that a listener rule can compare, in characters. Source: botocore elbv2, HostHeaderConditionConfig. */
export const HOST_MAX = 128;

/** Why a host cannot be published, and what to write instead. */
export interface HostProblem {
  /** In words that follow the host. */
  readonly reason: string;
  readonly help?: string;
}

/** RFC 1035, 2.3.1 and 2.3.4. */
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Labels behind the `*` of a wildcard: by their number, wildcards have places of their own among the rules of a listener. */
export const WILDCARD_LABELS = { min: 2, max: 6 } as const;

/**
 * Why a host, in lower case, can be no condition of a listener rule; undefined when it can.
 * Source: Elastic Load Balancing, Application Load Balancers, "Host conditions": at least one dot, letters only behind the last one,
 * at most 128 characters. That a wildcard is the whole first label is our rule: certificates and DNS know no other.
 */
export function hostProblem(host: string): HostProblem | undefined {
  const misplaced = notAHost(host);
  if (misplaced) return misplaced;
  const wildcard = host.startsWith("*.");
  const labels = (wildcard ? host.slice(2) : host).split(".");
  const top = labels.at(-1) ?? "";
  if (labels.some((label) => label.includes("*"))) {
    return { reason: "has a `*` within it", help: "A `*` can only replace the whole first label: `*.example.com`." };
  }
  if (/^\d+$/.test(top) && labels.length === 4) {
    return {
      reason: "is an address",
      help: "Write a name in your own domain: the addresses of a load balancer change.",
    };
  }
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong !== undefined) {
    if (wrong === "") return { reason: "has an empty label", help: "Write one dot between two labels." };
    return {
      reason: `has a label that DNS does not allow: \`${wrong}\``,
      help: "A label has up to 63 letters, digits and hyphens, with no hyphen at an end.",
    };
  }
  if (labels.length < 2) {
    return wildcard
      ? { reason: "matches a whole top-level domain", help: `Write a domain of yours: \`*.example.${top}\`.` }
      : { reason: "has no dot", help: `Write the whole name: \`${host}.example.com\`.` };
  }
  if (!/^[a-z]+$/.test(top)) {
    return { reason: `ends in \`.${top}\`: a load balancer takes only letters after the last dot` };
  }
  if (wildcard && labels.length > WILDCARD_LABELS.max) {
    return { reason: `has more than ${WILDCARD_LABELS.max} labels behind the \`*\`` };
  }
  if (host.length > HOST_MAX) return { reason: `is ${host.length} characters long, and a rule allows ${HOST_MAX}` };
  return undefined;
}

/** What is written around a host, or in place of one. */
function notAHost(host: string): HostProblem | undefined {
  if (host === "") return { reason: "is empty" };
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//.exec(host)?.[0];
  const bare = host.slice(scheme?.length ?? 0);
  const [name = ""] = bare.split(/[/?#]/);
  const instead = `Write \`${name.replace(/:\d*$/, "").replace(/\.$/, "")}\`.`;
  if (scheme !== undefined) return { reason: `has a scheme, \`${scheme}\``, help: instead };
  if (/:\d*$/.test(name)) return { reason: "has a port: the load balancer listens on 80 and 443", help: instead };
  if (/\s/.test(host)) return { reason: "holds a space", help: "Hosts are separated by commas." };
  if (name.endsWith(".")) return { reason: "ends with a dot", help: instead };
  if (/[^\p{ASCII}]/u.test(host)) {
    const ascii = domainToASCII(host);
    return {
      reason: "has letters that DNS does not allow",
      ...(ascii === "" ? {} : { help: `Write it in the form of DNS: \`${ascii}\`.` }),
    };
  }
  return undefined;
}

/**
 * A host that can be published and means the same as one, in lower case, that cannot: without a scheme, without the dot that ends it, in
 * the letters of DNS. A port would be lost, so with one there is none.
 */
export function sameHost(host: string): string | undefined {
  const bare = host.replace(/^https?:\/\//, "").replace(/\.$/, "");
  const ascii = /[^\p{ASCII}]/u.test(bare) ? domainToASCII(bare) : bare;
  return hostProblem(ascii) ? undefined : ascii;
}

/** Last labels of the names that the gateway of a developer's machine serves: no one on the internet can look them up.
 * Source: nanokit.yml, gateway: these have certificates of a local authority; RFC 6761, 6.3; RFC 6762, 3. */
const LOCAL_TOPS: readonly string[] = ["local", "localhost", "stage"];

/** Whether a host is a name of a developer's machine. */
export function isLocalHost(host: string): boolean {
  return LOCAL_TOPS.includes(host.slice(host.lastIndexOf(".") + 1));
}

/** Whether a host, or all that a wildcard stands for, lies in a zone of DNS. */
export function isInZone(host: string, zone: string): boolean {
  const name = host.replace(/^\*\./, "");
  return name === zone || name.endsWith(`.${zone}`);
}

/** Second labels below which country domains hand out names: `co.uk`, `com.au`.
 * Source: publicsuffix.org, the labels that most country domains there share. */
const SECOND_LABELS = new Set(
  ["ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "info", "ltd", "me", "mil", "ne", "net", "nom", "or"].concat(
    ["org", "plc", "sch", "web"],
  ),
);

/**
 * The domain that someone registered to have a host: `example.com` of `shop.example.com`, `example.co.uk` of `www.example.co.uk`. A
 * guess without the list of all suffixes: it names the zone to look up, and Terraform plans nothing when there is no such zone.
 */
export function registeredDomain(host: string): string {
  const labels = host.replace(/^\*\./, "").split(".");
  const [top = "", second = ""] = labels.toReversed();
  return labels.slice(top.length === 2 && SECOND_LABELS.has(second) ? -3 : -2).join(".");
}

/** Id of a hosted zone of Route 53. Source: botocore route53, ResourceId: at most 32 characters; ids begin with Z. */
export const HOSTED_ZONE_ID = /^Z[A-Z0-9]{1,31}$/;

/** Whether a text that names a zone is its id: a name is in lower case. */
export function isHostedZoneId(zone: string): boolean {
  return HOSTED_ZONE_ID.test(zone);
}
