import { quotedList } from "../lists.js";
import { code } from "./entry.js";

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
} as const;
