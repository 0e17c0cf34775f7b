import { type ElementFamily, element } from "./element.js";
import { KINDS_OF_EXISTING, ROLE_KEYS, VPC_KEYS } from "./keys.js";

export const cluster: ElementFamily = {
  section: "Cluster",
  elements: [
    element("aws_ecs_cluster.main", "cluster/resource", "the cluster", {}, [
      "name",
      ...VPC_KEYS,
      "infra.subnets",
      ...KINDS_OF_EXISTING,
    ]),
    element(
      "aws_ecs_cluster_capacity_providers.main",
      "cluster/capacity-providers",
      "what services can name to say where they run",
      { when: "some service has `aws.spot`", made: ["services.*.aws.spot"] },
    ),
    element("aws_iam_role.execution", "execution-role/resource", "the role with which ECS starts tasks", {}, ROLE_KEYS),
    element("aws_iam_role_policy.execution", "execution-role/policy", "what it may do"),
    element("local.execution_policy", "execution-role/policy-document", "that policy", {}, [
      "name",
      "infra.region",
      "services.*.image",
      "services.*.build",
      "services.*.runtime",
      "services.*.secrets",
      "services.*.registry",
      "cron.*.image",
    ]),
    element("local.execution_trust", "execution-trust", "who may take that role"),
    element("local.task_trust", "task-trust", "who may take the task roles", {}, ["infra.region"]),
  ],
};
