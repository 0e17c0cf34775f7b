import { quotedList } from "../lists.js";
import { code } from "./entry.js";

const HALF_NAMED = {
  unnamed: {
    message: (key: string) => `\`${key}\` is for a load balancer that is there already, and none is named.`,
    help: "Name it by `arn`, or a listener of it by `listenerArn`; or leave the key out.",
  },
  both: {
    message: () => "`listenerArn` names a listener, and with it its load balancer; `arn` names one again.",
    help: "Leave one of the two out.",
  },
  noGroup: {
    message: (key: string) =>
      `\`${key}\` names a load balancer that is there already, and \`securityGroup\` is missing: tasks would take no request from it.`,
    help: "Look: aws elbv2 describe-load-balancers --query 'LoadBalancers[].[LoadBalancerName,SecurityGroups]'",
  },
} as const;

/** NK400 to NK409: what is there already, and is used as it is. */
export const existing = {
  NK400: code<{ service: string; role: string }>({
    severity: "error",
    title: "Permissions for a role that is not changed",
    message: ({ service, role }) =>
      `\`${service}\` runs with the role \`${role}\`, which is there already: nothing can be granted to it here.`,
    help: () => "Remove `permissions` and allow the same where the role is made, or remove `aws.taskRole`.",
    why: "A role that is there already belongs to whoever made it; its policies are not changed.",
    fix: "Say what the service may do in one place: in `permissions`, for a role of its own, or in the policies of the role that is there already.",
  }),
  NK401: code<{ service: string; role: string; needs: readonly string[] }>({
    severity: "note",
    title: "What the role of the containers has to allow",
    message: ({ service, role, needs }) =>
      `\`${service}\` runs with the role \`${role}\`, which is not changed: it has to allow ${needs.join("; ")}.`,
    help: () => "See to it where the role is made; it also has to trust `ecs-tasks.amazonaws.com`.",
    ownWords: ["needs"],
    why: "A role that is there already belongs to whoever made it. Without these rights the tasks do not start, or cannot be entered.",
    fix: "Give the role a policy that allows this. Where the role allows it, nothing needs to be done.",
  }),
  NK402: code<{ service: string; role: string; needs: readonly string[] }>({
    severity: "note",
    title: "What the role that starts tasks has to allow",
    message: ({ service, role, needs }) =>
      `ECS starts \`${service}\` with the role \`${role}\`, which is not changed: it has to allow ${needs.join("; ")}.`,
    help: () => "See to it where the role is made; it also has to trust `ecs-tasks.amazonaws.com`.",
    ownWords: ["needs"],
    why: "A role that is there already belongs to whoever made it. Without these rights no task starts.",
    fix: "Give the role a policy that allows this; AWS's own AmazonECSTaskExecutionRolePolicy has what logs and images in ECR take. Where the role allows it, nothing needs to be done.",
  }),
  NK403: code<{ cluster: string; services: readonly string[] }>({
    severity: "note",
    title: "Capacity providers that a cluster has to have",
    message: ({ cluster, services }) =>
      `${quotedList(services)} ${services.length === 1 ? "names" : "name"} a capacity provider by \`aws.spot\`, and the cluster \`${cluster}\` is not changed: it has to have FARGATE and FARGATE_SPOT.`,
    help: ({ cluster }) =>
      `Look: aws ecs describe-clusters --clusters ${cluster} --query 'clusters[].capacityProviders'`,
    why: "ECS refuses a service that names a capacity provider which its cluster does not have. Terraform cannot see which it has.",
    fix: "Have whoever made the cluster add both (`aws ecs put-cluster-capacity-providers`). Where it has them, nothing needs to be done.",
  }),
  NK404: code<{ clusterRegion: string; region: string }>({
    severity: "error",
    title: "Cluster of another region",
    message: ({ clusterRegion, region }) => `The cluster is in ${clusterRegion}, and the environment in ${region}.`,
    help: ({ region }) => `Name a cluster of ${region}.`,
    why: "A service runs in a cluster of its own region.",
    fix: "Name a cluster of the environment's region.",
  }),
  NK405: code<{ problem: "unnamed" | "both" | "noGroup"; key: string }>({
    severity: "error",
    title: "Load balancer that is there already, and is named by half",
    message: ({ problem, key }) => HALF_NAMED[problem].message(key),
    help: ({ problem }) => HALF_NAMED[problem].help,
    ownWords: ["problem", "key"],
    why: "To use a load balancer that is there already, it takes two things: which one it is, by its ARN or by that of a listener of it; and one of its security groups, as tasks take requests from that group alone.",
    fix: "Write `arn` or `listenerArn`, not both, and `securityGroup`; or none of them, and the stack makes a load balancer.",
  }),
  NK406: code<Record<never, never>>({
    severity: "error",
    title: "Existing load balancer without its VPC",
    message: () => "The load balancer is there already, and the environment would have a VPC of its own, which is new.",
    help: () => "Name the VPC that the load balancer is in: infra: { vpc: vpc-... }.",
    why: "A load balancer sends requests to tasks in its own VPC.",
    fix: "Name its VPC under `infra.vpc`, or leave the load balancer to the stack.",
  }),
  NK407: code<{ key: string }>({
    severity: "error",
    title: "Setting of a load balancer that is there already",
    message: ({ key }) =>
      key.startsWith("infra.")
        ? `\`${key}\` is for HTTPS, and rules are added to the listener for HTTP: it takes no certificate.`
        : `\`${key}\` is for a load balancer that the stack makes; for one that is there already, its owner decides.`,
    help: ({ key }) =>
      key.startsWith("infra.")
        ? "Leave it out, or leave out `https: false`."
        : "Leave it out, and have the owner of the load balancer set it.",
    ownWords: ["key"],
    why: "A load balancer that is there already belongs to whoever made it, and others may be published on it. It gets rules and certificates, and nothing else of it is changed.",
    fix: "Take the key away. In an environment, `null` takes away what stands above.",
  }),
  NK408: code<{ balancerRegion: string; region: string }>({
    severity: "error",
    title: "Load balancer of another region",
    message: ({ balancerRegion, region }) =>
      `The load balancer is in ${balancerRegion}, and the environment in ${region}.`,
    help: ({ region }) => `Name a load balancer of ${region}.`,
    why: "A load balancer sends requests to tasks of its own region.",
    fix: "Name a load balancer of the environment's region.",
  }),
} as const;
