import { EXISTING_BALANCER } from "../entries.js";
import { all, type Edit, put } from "./edit.js";

const CLUSTER = "infra/cluster";

const balancer = (settings: object | undefined) =>
  put("infra/loadBalancer", settings && { securityGroup: "sg-0eeeeeeeeeeeeeee1", ...settings });
const byArn = { arn: EXISTING_BALANCER.arn };
const plain = { ...byArn, https: false };
const proven = all(put("infra/dns", "aws"), put("infra/hostedZone", "example.com"));

/** What is there already, in place of what the stack makes. */
export const existing: readonly Edit[] = [
  { name: "cluster: one that is there already", base: "plain", change: put(CLUSTER, "platform") },
  { name: "cluster: its own again", base: "plain", first: put(CLUSTER, "platform"), change: put(CLUSTER, undefined) },
  {
    name: "cluster: one that is there already, behind a load balancer",
    base: "existing",
    change: put(CLUSTER, "platform"),
  },
  {
    name: "cluster: the same, by its ARN",
    base: "plain",
    first: put(CLUSTER, "platform"),
    change: put(CLUSTER, "arn:aws:ecs:us-east-1:123456789012:cluster/platform"),
  },
  { name: "existing load balancer: one that is there already, for HTTP", base: "existing", change: balancer(plain) },
  {
    name: "existing load balancer: one that is there already, for HTTPS with a certificate that is made",
    base: "existing",
    change: all(balancer(byArn), proven),
  },
  {
    name: "existing load balancer: its own again",
    base: "existing",
    first: all(balancer(byArn), proven),
    change: balancer(undefined),
  },
  {
    name: "existing load balancer: another listener of one that is there already",
    base: "existing",
    first: balancer(plain),
    change: balancer({ listenerArn: EXISTING_BALANCER.https }),
  },
  {
    name: "existing load balancer: the same one, by its listener",
    base: "existing",
    first: balancer(plain),
    change: balancer({ listenerArn: EXISTING_BALANCER.http, https: false }),
  },
  {
    name: "existing load balancer: other priorities on one that is there already",
    base: "existing",
    first: balancer(plain),
    change: balancer({ ...plain, priorities: { from: 20_001, to: 30_000 } }),
  },
];
