/**
 * A cluster that is there already: its name, or its ARN.
 * Source: botocore ecs, CreateClusterRequest clusterName: up to 255 letters, digits, underscores and hyphens.
 */
export const EXISTING_CLUSTER = /^(?:arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/)?[A-Za-z0-9_-]{1,255}$/;

/**
 * What Container Insights measures: `enhanced` each task and container too, `enabled` the cluster and its services, and what tasks of one
 * family use together. Source: ECS API, ClusterSetting.
 */
export const CONTAINER_INSIGHTS = ["enhanced", "enabled", "disabled"] as const;
export type ContainerInsights = (typeof CONTAINER_INSIGHTS)[number];

/** The name of a cluster that is given by its name or its ARN. */
export function existingClusterName(cluster: string): string {
  return cluster.replace(/^arn:.*:cluster\//, "");
}
