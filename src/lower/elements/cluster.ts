import { type ElementFamily, element, type Presence } from "./element.js";
import { CLUSTER, CLUSTER_KEYS, KINDS_OF_EXISTING, OWN_EXECUTION, ROLE_KEYS, VPC_KEYS } from "./keys.js";

const ownCluster: Presence = { when: "the cluster is the stack's own", unless: CLUSTER_KEYS };
const started: Presence = {
  when: "not each service names an execution role that is there already, or a job has an image of its own",
  made: ["services.{started}! | cron.{startedJob}!"],
};
const acting: Presence = {
  when: "not each service names a task role that is there already, or a job has an image of its own",
  made: ["services.{acting}! | cron.{actingJob}!"],
};

export const cluster: ElementFamily = {
  section: "Cluster",
  elements: [
    element("aws_ecs_cluster.main", "cluster/resource", "the cluster", ownCluster, [
      "name",
      "infra.containerInsights",
      ...VPC_KEYS,
      "infra.subnets",
      ...KINDS_OF_EXISTING,
    ]),
    element(
      "data.aws_ecs_cluster.main",
      "existing-cluster/resource",
      "the cluster that is there already",
      { when: "`infra.cluster` is written, or `infra.shared` is true", made: [CLUSTER] },
      ["name", ...CLUSTER_KEYS, ...VPC_KEYS, "infra.subnets", ...KINDS_OF_EXISTING],
    ),
    element(
      "aws_ecs_cluster_capacity_providers.main",
      "cluster/capacity-providers",
      "what services can name to say where they run",
      {
        when: "the cluster is the stack's own, and some service has `aws.spot`",
        made: ["services.*.aws.spot"],
        unless: CLUSTER_KEYS,
      },
    ),
    element(
      "aws_iam_role.execution",
      "execution-role/resource",
      "the role with which ECS starts tasks",
      started,
      ROLE_KEYS,
    ),
    element(
      "aws_iam_role_policy.execution",
      "execution-role/policy",
      "what the role that starts tasks may do",
      started,
    ),
    element(
      "local.execution_policy",
      "execution-role/policy-document",
      "the policy of the role that starts tasks",
      started,
      [
        "name",
        "infra.region",
        "services.*.image",
        "services.*.imageOf",
        "services.*.build",
        "services.*.runtime",
        "services.*.sidecars",
        ...OWN_EXECUTION,
      ],
    ),
    element("local.execution_trust", "execution-trust", "who may assume the role that starts tasks", started),
    element("local.task_trust", "task-trust", "who may assume the task roles", acting, ["infra.region"]),
  ],
};
