import { quotedList } from "../lists.js";
import { code, theEnvironments } from "./entry.js";

/** Why there is a load balancer: a service is published, or components are. */
function publishedText(service: string | undefined): string {
  return service === undefined ? "The load balancer is made for components" : `\`${service}\` is published`;
}

/** NK440 to NK459, NK466 to NK469, NK475, NK925 to NK928: what the internet reaches, through the load balancer of an environment. */
export const frontDoor = {
  NK440: code<{ host: string; reason: string; instead: string | undefined }>({
    severity: "error",
    title: "Not a public host name",
    message: ({ host, reason }) => (host === "" ? `A host ${reason}.` : `The host \`${host}\` ${reason}.`),
    help: ({ host, instead }) => instead ?? (host === "" ? "Remove the comma, or name a host." : undefined),
    why: "The load balancer finds the service by the host name in the request, and takes only whole names in DNS.",
    fix: "Write names such as `shop.example.com`, separated by commas; a wildcard takes the whole first label, `*.example.com`.",
  }),
  NK441: code<{ service: string }>({
    severity: "error",
    title: "Host without a port",
    message: ({ service }) =>
      `The load balancer cannot reach \`${service}\`: the file does not say which port it listens on.`,
    help: () => "Add `expose:` with the port that the container listens on.",
    why: "Requests go to a port of the container.",
    fix: "Add `expose` with the container's port, or remove `host`.",
  }),
  NK442: code<{ host: string; service: string; other: string }>({
    severity: "error",
    title: "Host of two services",
    message: ({ host, service, other }) => `The host \`${host}\` of \`${service}\` is already used by \`${other}\`.`,
    help: () => "Give each service a host of its own, or one of them a path of it.",
    why: "A request has one host and one path, so only one of the two services could ever get it.",
    fix: "Give each service a host of its own, or a path: `shop.example.com` and `shop.example.com/api`.",
  }),
  NK444: code<{ host: string; service: string; environments: readonly string[] }>({
    severity: "warning",
    perEnvironment: true,
    title: "Host of a developer's machine",
    message: ({ host, service, environments }) =>
      `\`${host}\` exists only on a developer's machine, so \`${service}\` is not published under this name in ${quotedList(environments)}.`,
    help: ({ service, environments }) =>
      `Write a public host under \`environments.${environments.length === 1 ? environments[0] : "<env>"}.services.${service}.host\`, or \`null\` for none.`,
    why: "Names that end in `.localhost`, `.local` or `.stage` are served by the local gateway. Nothing reaches the internet that was only meant for development.",
    fix: "Give the service a public host in the environment, or `host: null` to keep it private without this warning.",
  }),
  NK445: code<{ environments: readonly string[] }>({
    severity: "warning",
    perEnvironment: true,
    title: "Published without HTTPS",
    message: ({ environments }) =>
      `Services are published over plain HTTP in ${theEnvironments(environments)}: anyone between the user and AWS can read and change what is sent.`,
    help: () =>
      "Write `infra.certificateArn` with a certificate of ACM. If Route 53 has the zone of your hosts, write `infra.dns: aws`: then a certificate is made.",
    why: "HTTPS needs a certificate, and a certificate needs proof that the domain is yours.",
    fix: "Set `infra.certificateArn`, or `infra.dns: aws`.",
  }),
  NK446: code<{ service: string | undefined; what: string }>({
    severity: "error",
    title: "Load balancer in one zone",
    message: ({ service, what }) =>
      `${publishedText(service)}, and a load balancer needs subnets in two Availability Zones: ${what}.`,
    help: () => "Name two zones under `infra.zones`, or subnets in two zones under `infra.subnets`.",
    why: "AWS refuses an Application Load Balancer in fewer than two zones.",
    fix: "Name at least two zones under `infra.zones`, or subnets in two zones under `infra.subnets`.",
  }),
  NK447: code<{ cidr: string; service: string | undefined; longest: number }>({
    severity: "error",
    title: "Subnets too small for a load balancer",
    message: ({ cidr, service, longest }) =>
      `${publishedText(service)}, and the subnets of ${cidr} would be smaller than the /27 that a load balancer needs; /${longest} is the smallest range.`,
    help: () => "Write a larger range as `infra.cidr` now: to change it later, everything has to be made again.",
    ownWords: ["longest"],
    why: "A load balancer needs at least eight free addresses in each subnet, and subnets of /27 or larger. The range is cut in sixteen.",
    fix: "Set `infra.cidr` to /23 or larger.",
  }),
  NK448: code<{ host: string; zone: string; guessed: boolean }>({
    severity: "error",
    title: "Host outside the hosted zone",
    message: ({ host, zone, guessed }) =>
      `The host \`${host}\` is not in the Route 53 zone \`${zone}\`${guessed ? ", which is assumed from the first host" : ""}.`,
    help: ({ guessed }) =>
      guessed
        ? "Name the zone that holds all hosts with `infra.hostedZone`, or use hosts of one domain."
        : "Use hosts of the zone, or name the zone that holds them all.",
    why: "With `dns: aws`, records are made for all hosts of an environment, in one zone.",
    fix: "Use hosts of one zone and name it with `infra.hostedZone`. For hosts of several domains, leave `dns` out and set `infra.certificateArn`.",
  }),
  NK449: code<{ zone: string }>({
    severity: "warning",
    title: "Hosted zone without effect",
    message: ({ zone }) => `No records are made in \`${zone}\`: that needs \`dns: aws\`.`,
    help: () => "Add `dns: aws`, or remove `hostedZone`.",
    why: "Records are made only where the file says that Route 53 serves the domain.",
    fix: "Add `infra.dns: aws`, or remove `infra.hostedZone`.",
  }),
  NK450: code<{ certificateRegion: string; region: string }>({
    severity: "error",
    title: "Certificate of another region",
    message: ({ certificateRegion, region }) =>
      `The certificate is in ${certificateRegion}, and the load balancer in ${region}.`,
    help: ({ region }) => `Name a certificate of ${region}.`,
    why: "A load balancer takes certificates of its own region only.",
    fix: "Name a certificate of the environment's region.",
  }),
  NK451: code<{ limit: number }>({
    severity: "error",
    title: "No host short enough for a certificate",
    message: ({ limit }) =>
      `The first name of a certificate can have at most ${limit} characters, but every host of the file is longer.`,
    help: () => "Add a shorter host of the same zone to one of the services, or set `certificateArn`.",
    ownWords: ["limit"],
    why: "ACM does not accept a longer name as the first one of a certificate.",
    fix: "Add a shorter host, or set `infra.certificateArn`.",
  }),
  NK452: code<{ count: number; limit: number }>({
    severity: "warning",
    title: "Many hosts",
    message: ({ count, limit }) =>
      `${count} hosts need one rule of the load balancer each, but AWS allows ${limit} unless the quota of the account is raised.`,
    help: () => "Use wildcards, or have the quota `Rules per Application Load Balancer` raised before you apply.",
    ownWords: ["limit"],
    why: "When an apply makes more rules, AWS refuses them, and the apply stops there.",
    fix: "Use wildcards such as `*.example.com`, have the quota raised, or split the project into several.",
  }),
  NK453: code<{ count: number; limit: number }>({
    severity: "warning",
    title: "Many names in one certificate",
    message: ({ count, limit }) =>
      `The certificate would have ${count} names, and ACM allows ${limit} unless the quota of the account is raised.`,
    help: () => "Use a wildcard in place of several hosts, raise the quota, or set `certificateArn`.",
    ownWords: ["limit"],
    why: "ACM refuses the request when the quota is exceeded.",
    fix: "Use a wildcard, raise the quota `Domain names per ACM certificate`, or set `infra.certificateArn`.",
  }),
  NK454: code<{ service: string; image: string; port: number }>({
    severity: "error",
    title: "Published, but not HTTP",
    message: ({ service, image, port }) =>
      `\`${service}\` cannot be published: \`${image}\` does not speak HTTP on port ${port}, and the load balancer only passes on HTTP.`,
    help: () =>
      "Remove `host`, or `expose` the port on which it speaks HTTP. For other protocols, make a Network Load Balancer in your own Terraform.",
    why: "No request would get through, and a database should not be open to the internet anyway.",
    fix: "Remove `host`, or `expose` the port on which the image speaks HTTP. For TCP and UDP, make a Network Load Balancer in Terraform of your own, and let its security group into that of the tasks, which is in the output `security_group_ids`.",
  }),
  NK455: code<{ interval: number; timeout: number }>({
    severity: "error",
    title: "Check that takes as long as its interval",
    message: ({ interval, timeout }) =>
      `The load balancer would wait ${timeout} seconds for an answer, but ask again after ${interval}.`,
    help: () => "Make `interval` greater than `timeout`.",
    why: "AWS refuses a health check whose timeout is not shorter than its interval.",
    fix: "Write a greater `interval` or a smaller `timeout`; without them they are 15 and 5 seconds.",
  }),
  NK456: code<{ range: string }>({
    severity: "error",
    title: "Range of codes from the greater to the smaller",
    message: ({ range }) => `The range ${range} begins with its greater code.`,
    help: ({ range }) => `Write ${range.split("-").reverse().join("-")}.`,
    why: "AWS refuses such a range.",
    fix: "Write the smaller code first.",
  }),
  NK457: code<{ service: string }>({
    severity: "warning",
    title: "Target group of a service that is not published",
    message: ({ service }) =>
      `\`targetGroup\` has no effect: \`${service}\` has no \`host\`, so no load balancer leads to it.`,
    help: () => "Give the service a `host`, or remove the key. A check inside the container is `aws.healthCheck`.",
    why: "A target group belongs to the load balancer, and only services with a `host` are behind it.",
    fix: "Give the service a `host`, remove `targetGroup`, or write `aws.healthCheck`.",
  }),
  NK458: code<{ environments: readonly string[] }>({
    severity: "warning",
    perEnvironment: true,
    title: "TLS policy without HTTPS",
    message: ({ environments }) =>
      `\`tlsPolicy\` has no effect in ${quotedList(environments)}: the load balancer has no certificate.`,
    help: () => "Set `certificateArn`, or write `dns: aws`: then a certificate is made.",
    why: "Only a listener for HTTPS has a TLS policy, and there is none without a certificate.",
    fix: "Set `infra.certificateArn` or `infra.dns: aws`, or remove `tlsPolicy`.",
  }),
  NK459: code<{ what: "bucket" | "prefix"; name: string; problem: string }>({
    severity: "error",
    title: "No place for access logs",
    message: ({ what, name, problem }) =>
      what === "bucket"
        ? `\`${name}\` is not the name of a bucket: it ${problem}.`
        : `The prefix \`${name}\` ${problem}.`,
    help: ({ what }) =>
      what === "bucket" ? "Name the bucket alone, without `s3://`." : "Write a prefix such as `shop/web`.",
    ownWords: ["what", "problem"],
    why: "AWS refuses it when the load balancer is made.",
    fix: "Name an S3 bucket of the same region, and a prefix without slashes around it.",
  }),
  NK466: code<{ webAclRegion: string; region: string }>({
    severity: "error",
    title: "Web ACL of another region",
    message: ({ webAclRegion, region }) => `The web ACL is in ${webAclRegion}, and the load balancer in ${region}.`,
    help: ({ region }) => `Name a web ACL of ${region}.`,
    why: "AWS WAF looks at requests to a load balancer with web ACLs of its own region only.",
    fix: "Name a web ACL of the environment's region.",
  }),
  NK467: code<{ host: string; reason: string; instead: string | undefined }>({
    severity: "error",
    title: "Not a path of a host",
    message: ({ host, reason }) => `\`${host}\` ${reason}.`,
    help: ({ instead }) => (instead === undefined ? undefined : `Write \`${instead}\`.`),
    why: "A rule of the load balancer compares the path of a request, and what is below it, character by character.",
    fix: "Write a path such as `shop.example.com/api`: up to five parts of letters, digits and `_-.$~'@:+&`, without a slash at the end. What is below it belongs to it.",
  }),
  NK468: code<Readonly<Record<never, never>>>({
    severity: "error",
    title: "Further certificates without a first one",
    message: () => "`certificateArns` is for further certificates, but the load balancer has no first one.",
    help: () => "Write one of them as `certificateArn`.",
    why: "An HTTPS listener has one default certificate, for hosts that no other one fits. The others are added to it.",
    fix: "Set `infra.certificateArn`, or `infra.dns: aws`, with which one is made.",
  }),
  NK469: code<Readonly<Record<never, never>>>({
    severity: "error",
    title: "Certificate named twice",
    message: () => "The load balancer already has this certificate: it is named twice.",
    help: () => "Remove it here.",
    why: "AWS adds a certificate to a listener only once. If one of the two entries were removed later, the certificate would be gone.",
    fix: "Name each certificate once, in `certificateArn` or in `certificateArns`.",
  }),
  NK475: code<{ count: number; limit: number }>({
    severity: "warning",
    title: "Many certificates",
    message: ({ count, limit }) =>
      `These are ${count} certificates beside the first, and AWS allows ${limit} unless the quota of the account is raised.`,
    help: () =>
      "Use certificates with several names or wildcards, or have the quota `Certificates per Application Load Balancer` raised before you apply.",
    ownWords: ["limit"],
    why: "When an apply adds more certificates, AWS refuses them, and the apply stops there.",
    fix: "Use certificates with several names or wildcards, or have the quota raised.",
  }),
  NK925: code<{ dns: string | undefined; hosts: readonly string[] }>({
    severity: "note",
    title: "No DNS records are made",
    message: ({ dns, hosts }) =>
      `${dns === undefined ? "No DNS records are made" : `No records are made in the DNS of ${dns}`}: point ${hostList(hosts)} at the output \`load_balancer_dns_name\`, with a CNAME record or an alias.`,
    help: ({ dns }) =>
      dns === undefined ? "If Route 53 serves the domain, set `infra.dns: aws` and the records are made." : undefined,
    why: "Records are made in Route 53 only: the stack has no access to other DNS providers.",
    fix: "Make the records where your domain is served, or set `infra.dns: aws`.",
  }),
  NK926: code<{ key: string; environments: readonly string[]; provided: boolean }>({
    severity: "note",
    perEnvironment: true,
    title: "Nothing is published",
    message: ({ key, environments, provided }) =>
      `\`${key}\` has no effect in ${quotedList(environments)}: no service has a public host there${provided ? "" : ", so there is no load balancer"}.`,
    ownWords: ["provided"],
    why: "A load balancer is paid by the hour, so there is one only where the file publishes something.",
    fix: "Give a service a `host`, or leave the setting for later.",
  }),
  NK928: code<{ zone: string }>({
    severity: "note",
    title: "Hosted zone taken from the hosts",
    message: ({ zone }) => `The records are made in the Route 53 zone \`${zone}\`, which is the domain of the hosts.`,
    help: () => "If the zone has another name, set `infra.hostedZone`.",
    why: "Terraform looks the zone up by its name when it plans, and stops when there is none.",
    fix: "Nothing needs to be done. Set `infra.hostedZone` when a subdomain has a zone of its own.",
  }),
} as const;

/** Up to three hosts by name: more make no sentence. */
function hostList(hosts: readonly string[]): string {
  return hosts.length > 3 ? `the ${hosts.length} hosts` : quotedList(hosts);
}
