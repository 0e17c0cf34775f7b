import { all, type Edit, put, rename } from "./edit.js";
import { CERTIFICATES, WEB_ACLS } from "./made-before.js";

const noShop = put("services/web/host", undefined);
const withPath = (path: string) =>
  put("services/api/host", `api.example.com, *.api.example.com, shop.example.com${path}`);
const balancer = (settings: object | undefined) => put("infra/loadBalancer", settings);
const noBalancer = balancer(undefined);
const internal = (value: boolean | undefined) => balancer(value === undefined ? undefined : { internal: value });
const takeDownLoadBalancer = {
  terraform: ["destroy", "-auto-approve", "-target=aws_lb.main"],
  says: "terraform destroy -target=aws_lb.main",
};
const group = (settings: object | undefined) => put("services/web/aws", settings && { targetGroup: settings });
const tuned = { accessLogs: "acme-access-logs", idleTimeout: 120, tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" };
const checked = {
  healthCheck: { path: "/healthz", codes: "200", interval: 10, timeout: 4 },
  gracePeriod: 60,
  deregistrationDelay: 5,
  slowStart: 30,
  stickiness: 600,
};
const unpublished = all(
  put("services/web/host", undefined),
  put("services/api/host", undefined),
  put("infra/dns", undefined),
  noBalancer,
);

/** Hosts, and what answers them. */
export const frontDoor: readonly Edit[] = [
  {
    name: "front door: an internal load balancer, without HTTPS",
    base: "http",
    change: internal(true),
    foretold: { code: "NK622", steps: [takeDownLoadBalancer, { apply: internal(true), says: "until the apply" }] },
  },
  {
    name: "front door: an internal load balancer, with HTTPS",
    base: "published",
    change: internal(true),
    foretold: { code: "NK622", steps: [takeDownLoadBalancer, { apply: internal(true), says: "until the apply" }] },
  },
  {
    name: "front door: a public load balancer, of one that was internal from the start",
    base: "http-internal",
    change: noBalancer,
    foretold: { code: "NK622", steps: [takeDownLoadBalancer, { apply: noBalancer, says: "until the apply" }] },
  },
  {
    name: "front door: an internal load balancer, in an existing VPC",
    base: "existing",
    change: internal(true),
    foretold: { code: "NK622", steps: [takeDownLoadBalancer, { apply: internal(true), says: "until the apply" }] },
  },
  {
    name: "front door: a public load balancer in an existing VPC, of one that was internal from the start",
    base: "existing-internal",
    change: noBalancer,
    foretold: { code: "NK622", steps: [takeDownLoadBalancer, { apply: noBalancer, says: "until the apply" }] },
  },
  { name: "hosts: published service renamed", base: "published", change: rename("services/web", "site") },
  {
    name: "hosts: exchanged between two services",
    base: "published",
    change: all(
      put("services/web/host", "api.example.com, *.api.example.com"),
      put("services/api/host", "shop.example.com"),
    ),
  },
  {
    name: "hosts: moved to another service",
    base: "published",
    change: all(
      put("services/web/host", undefined),
      put("services/api/host", "api.example.com, *.api.example.com, shop.example.com"),
    ),
  },
  { name: "hosts: in another case", base: "published", change: put("services/web/host", "Shop.Example.com") },
  { name: "hosts: published service removed", base: "published", change: put("services/api", undefined) },
  { name: "hosts: another one", base: "published", change: put("services/web/host", "www.example.com") },
  {
    name: "hosts: a service more",
    base: "published",
    change: put("services/admin", { image: "nginx:1.29", expose: 80, host: "admin.example.com", networks: [] }),
  },
  { name: "hosts: a service no longer published", base: "published", change: put("services/web/host", undefined) },
  { name: "hosts: none any more", base: "published", change: unpublished },
  {
    name: "hosts: none any more at a domain that another stack proves too",
    base: "published",
    beside: "wildcard",
    change: noShop,
    foretold: {
      steps: [
        { apply: noShop, says: "takes away what proves this domain to ACM" },
        { applyBeside: true, says: "apply that stack again, which makes the record anew" },
      ],
    },
  },
  { name: "hosts: HTTPS no more", base: "published", change: put("infra/dns", undefined) },
  { name: "hosts: another port of a published service", base: "published", change: put("services/web/expose", 8080) },
  {
    name: "hosts: a further port of a published service",
    base: "published",
    change: all(
      put("services/web/ports", [{ port: 8080, name: "admin" }]),
      put("services/web/aws", { targetGroup: { port: "admin" } }),
    ),
  },
  { name: "hosts: HTTPS", base: "http", change: put("infra/dns", "aws") },
  { name: "hosts: renamed without records", base: "http", change: rename("services/web", "site") },
  { name: "hosts: a first one", base: "compute", change: put("services/web/host", "shop.example.com") },
  { name: "paths: a first one", base: "published", change: withPath("/api") },
  { name: "paths: another one", base: "published", first: withPath("/api"), change: withPath("/v2/api") },
  {
    name: "paths: moved to another service",
    base: "published",
    first: withPath("/api"),
    change: all(
      put("services/api/host", "api.example.com, *.api.example.com"),
      put("services/web/host", "shop.example.com, shop.example.com/api"),
    ),
  },
  {
    name: "paths: none any more",
    base: "published",
    first: withPath("/api"),
    change: put("services/api/host", "api.example.com, *.api.example.com"),
  },
  {
    name: "paths: in place of a whole host",
    base: "published",
    change: put("services/web/host", "shop.example.com/app"),
  },
  {
    name: "paths: without HTTPS",
    base: "http",
    change: put("services/web/host", "shop.example.com, shop.example.com/api"),
  },
  { name: "load balancer: settings", base: "published", change: balancer(tuned) },
  { name: "load balancer: settings no more", base: "published", first: balancer(tuned), change: noBalancer },
  {
    name: "load balancer: protected, and gone",
    base: "published",
    first: balancer({ deletionProtection: true }),
    change: unpublished,
    foretold: {
      code: "NK619",
      steps: [
        { apply: balancer({ deletionProtection: false }), says: "in the file as it was, synth and apply" },
        { apply: unpublished, says: "then make this change" },
      ],
    },
  },
  {
    name: "certificates: a second one",
    base: "published",
    change: put("infra/certificateArns", [CERTIFICATES.second]),
  },
  {
    name: "certificates: another",
    base: "published",
    first: put("infra/certificateArns", [CERTIFICATES.second]),
    change: put("infra/certificateArns", [CERTIFICATES.third]),
  },
  {
    name: "certificates: the first alone",
    base: "published",
    first: put("infra/certificateArns", [CERTIFICATES.second]),
    change: put("infra/certificateArns", undefined),
  },
  { name: "firewall: on", base: "published", change: balancer({ waf: WEB_ACLS.shop }) },
  {
    name: "firewall: another",
    base: "published",
    first: balancer({ waf: WEB_ACLS.shop }),
    change: balancer({ waf: WEB_ACLS.strict }),
  },
  { name: "firewall: off", base: "published", first: balancer({ waf: WEB_ACLS.shop }), change: noBalancer },
  {
    name: "firewall: gone with the load balancer",
    base: "published",
    first: balancer({ waf: WEB_ACLS.shop }),
    change: unpublished,
  },
  { name: "target group: settings", base: "published", change: group(checked) },
  {
    name: "target group: other settings",
    base: "published",
    first: group(checked),
    change: group({ healthCheck: { path: "/" }, stickiness: 60 }),
  },
  { name: "target group: settings no more", base: "published", first: group(checked), change: group(undefined) },
];
