import { type Edit, put } from "./edit.js";

const CLUSTER = "infra/cluster";

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
];
