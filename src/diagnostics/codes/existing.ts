import { quotedList } from "../lists.js";
import { code } from "./entry.js";

const HALF_NAMED = {
  unnamed: {
    message: (key: string) => `\`${key}\` is only for an existing load balancer, but the file names none.`,
    help: "Write the `arn` of the load balancer, or `listenerArn`, the ARN of one of its listeners; or remove this key.",
  },
  both: {
    message: () => "`listenerArn` and `arn` both say which load balancer to use.",
    help: "Remove one of the two.",
  },
  noGroup: {
    message: (key: string) =>
      `\`securityGroup\` is missing beside \`${key}\`: tasks would refuse all requests from this load balancer.`,
    help: "Write one of its groups, `securityGroup: sg-...`: aws elbv2 describe-load-balancers --query 'LoadBalancers[].[LoadBalancerName,SecurityGroups]'",
  },
} as const;

/** NK400 to NK409: what is there already, and is used as it is. */
export const existing = {
  NK400: code<{ service: string; role: string }>({
    severity: "error",
    title: "Permissions for a role that is not changed",
    message: ({ service, role }) =>
      `\`${service}\` runs with the existing role \`${role}\`, which nanokit-tf does not change: \`permissions\` would have no effect.`,
    help: () => "Remove `permissions`, and give the role these rights where it is made. Or remove `aws.taskRole`.",
    why: "A role that is there already belongs to whoever made it; its policies are not changed.",
    fix: "Say what the service may do in one place: in `permissions`, for a role of its own, or in the policies of the role that is there already.",
  }),
  NK401: code<{ service: string; role: string; needs: readonly string[] }>({
    severity: "note",
    title: "What the role of the containers has to allow",
    message: ({ service, role, needs }) =>
      `\`${service}\` runs with the existing role \`${role}\`, which nanokit-tf does not change. The role must allow ${needs.join("; ")}.`,
    help: () => "See to it where the role is made; it also has to trust `ecs-tasks.amazonaws.com`.",
    ownWords: ["needs"],
    why: "A role that is there already belongs to whoever made it. Without these rights the tasks do not start, or cannot be entered.",
    fix: "Give the role a policy that allows this. Where the role allows it, nothing needs to be done.",
  }),
  NK402: code<{ service: string; role: string; needs: readonly string[] }>({
    severity: "note",
    title: "What the role that starts tasks has to allow",
    message: ({ service, role, needs }) =>
      `ECS starts \`${service}\` with the existing role \`${role}\`, which nanokit-tf does not change. The role must allow ${needs.join("; ")}.`,
    help: () => "See to it where the role is made; it also has to trust `ecs-tasks.amazonaws.com`.",
    ownWords: ["needs"],
    why: "A role that is there already belongs to whoever made it. Without these rights no task starts.",
    fix: "Give the role a policy that allows this; AWS's own AmazonECSTaskExecutionRolePolicy has the rights for logs and for images in ECR. Where the role allows it, nothing needs to be done.",
  }),
  NK403: code<{ cluster: string; services: readonly string[] }>({
    severity: "note",
    title: "Capacity providers that a cluster has to have",
    message: ({ cluster, services }) =>
      `${quotedList(services)} ${services.length === 1 ? "has" : "have"} \`aws.spot\`, so the existing cluster \`${cluster}\` must have the capacity providers FARGATE and FARGATE_SPOT: nanokit-tf does not add them.`,
    help: ({ cluster }) =>
      `Check which it has: aws ecs describe-clusters --clusters ${cluster} --query 'clusters[].capacityProviders'`,
    why: "ECS refuses a service that names a capacity provider which its cluster does not have. Terraform cannot see which ones the cluster has.",
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
    why: "An existing load balancer needs two keys: `arn` or `listenerArn` says which one it is, and `securityGroup` is one of its groups, the only group from which tasks take requests.",
    fix: "Write `arn` or `listenerArn`, not both, and `securityGroup`. If you write none of them, the stack makes a load balancer.",
  }),
  NK406: code<Record<never, never>>({
    severity: "error",
    title: "Existing load balancer without its VPC",
    message: () =>
      "The load balancer exists already, but the environment would get a new VPC, which that load balancer cannot reach.",
    help: () => "Name the VPC that the load balancer is in: infra: { vpc: vpc-... }.",
    why: "A load balancer sends requests to tasks in its own VPC.",
    fix: "Name its VPC under `infra.vpc`, or leave the load balancer to the stack.",
  }),
  NK407: code<{ key: string }>({
    severity: "error",
    title: "Setting of a load balancer that is there already",
    message: ({ key }) =>
      key.startsWith("infra.")
        ? `\`${key}\` would have no effect: with \`https: false\`, the services use the HTTP listener, which takes no certificate.`
        : `\`${key}\` would have no effect: the load balancer exists already, and nanokit-tf does not change its settings.`,
    help: ({ key }) =>
      key.startsWith("infra.")
        ? "Remove this key, or remove `https: false`."
        : "Remove this key, and ask the owner of the load balancer to set it.",
    ownWords: ["key"],
    why: "A load balancer that is there already belongs to whoever made it, and others may be published on it. It gets rules and certificates, and nothing else of it is changed.",
    fix: "Remove the key. To remove it in one environment, write `null` there.",
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
