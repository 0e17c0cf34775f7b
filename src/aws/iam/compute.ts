import { everything, type IamRow, named, on, only, owned, passRole, row, serviceLinkedRole } from "./grant.js";

const cluster = named("ecs:cluster/{name}");
const service = named("ecs:service/{cluster>name}/{name*}");
const definition = named("ecs:task-definition/{family}:*");
const role = named("iam:role/{name}");
const logGroup = named("logs:log-group:{name}");
const repository = named("ecr:repository/{name}");
const target = "application-autoscaling:scalable-target/*";
const ofEcs = { StringEquals: { "application-autoscaling:service-namespace": ["ecs"] } };
const alarms = named("cloudwatch:alarm:TargetTracking-{resource_id*}-*");
const scaled = { arn: "ecs:{resource_id*}" };
const onBehalf = "Application Auto Scaling does it in the name of the caller";

/** Cluster, services, and what they need beside storage and network. */
export const compute = {
  aws_ecs_cluster: row(
    "ecs/cluster.go",
    on("ecs", cluster, {
      create: "CreateCluster TagResource",
      read: "DescribeClusters",
      update: "TagResource UntagResource",
      delete: "DeleteCluster",
    }),
    serviceLinkedRole("ecs.amazonaws.com"),
  ),
  aws_ecs_cluster_capacity_providers: row(
    "ecs/cluster_capacity_providers.go",
    on("ecs", named("ecs:cluster/{cluster_name}"), {
      create: "PutClusterCapacityProviders",
      read: "DescribeClusters",
      update: "PutClusterCapacityProviders",
      delete: "PutClusterCapacityProviders",
    }),
  ),
  aws_ecs_task_definition: row(
    "ecs/task_definition.go",
    on("ecs", definition, {
      create: "RegisterTaskDefinition TagResource",
      update: "TagResource UntagResource",
    }),
    on("ecs", everything, { read: "DescribeTaskDefinition" }),
    only("!skip_destroy", on("ecs", everything, { delete: "DeregisterTaskDefinition" })),
    passRole("iam:role/{execution_role_arn>name}", "ecs-tasks.amazonaws.com"),
    passRole("iam:role/{task_role_arn>name}", "ecs-tasks.amazonaws.com"),
  ),
  aws_ecs_service: row(
    "ecs/service.go",
    on("ecs", service, {
      create: "CreateService TagResource",
      read: "DescribeServices",
      update: "UpdateService TagResource UntagResource",
      delete: "UpdateService DeleteService",
    }),
    serviceLinkedRole("ecs.amazonaws.com"),
  ),
  aws_iam_role: row(
    "iam/role.go",
    on("iam", role, {
      create: "CreateRole TagRole",
      read: "GetRole ListRolePolicies ListAttachedRolePolicies",
      update: "UpdateAssumeRolePolicy TagRole UntagRole",
      delete: "DeleteRole ListInstanceProfilesForRole",
    }),
  ),
  aws_iam_role_policy: row(
    "iam/role_policy.go",
    on("iam", named("iam:role/{role>name}"), {
      create: "PutRolePolicy",
      read: "GetRolePolicy",
      update: "PutRolePolicy",
      delete: "DeleteRolePolicy",
    }),
  ),
  aws_cloudwatch_log_group: row(
    "logs/group.go",
    on("logs", logGroup, {
      create: "CreateLogGroup PutRetentionPolicy TagResource",
      read: "ListTagsForResource",
      update: "PutRetentionPolicy DeleteRetentionPolicy TagResource UntagResource",
      delete: "DeleteLogGroup",
    }),
    on("logs", everything, { read: "DescribeLogGroups" }),
  ),
  aws_ecr_repository: row(
    "ecr/repository.go",
    on("ecr", repository, {
      create: "CreateRepository TagResource",
      read: "DescribeRepositories ListTagsForResource",
      update: "PutImageTagMutability PutImageScanningConfiguration TagResource UntagResource",
      delete: "DeleteRepository",
    }),
  ),
  aws_ecr_lifecycle_policy: row(
    "ecr/lifecycle_policy.go",
    on("ecr", named("ecr:repository/{repository}"), {
      create: "PutLifecyclePolicy",
      read: "GetLifecyclePolicy",
      update: "PutLifecyclePolicy",
      delete: "DeleteLifecyclePolicy",
    }),
  ),
  aws_service_discovery_http_namespace: row(
    "servicediscovery/http_namespace.go",
    on("servicediscovery", { tags: "request" }, { create: "CreateHttpNamespace TagResource" }),
    on("servicediscovery", owned("servicediscovery:namespace/*"), { read: "GetNamespace", delete: "DeleteNamespace" }),
    on("servicediscovery", everything, { read: "ListTagsForResource" }),
    on(
      "servicediscovery",
      { arn: "servicediscovery:namespace/*" },
      { create: "GetOperation", delete: "GetOperation" },
      "waits until it is there, or gone; an operation that failed has no namespace with tags",
    ),
  ),
  aws_appautoscaling_target: row(
    "appautoscaling/target.go",
    on(
      "application-autoscaling",
      { arn: target, conditions: ofEcs },
      {
        create: "RegisterScalableTarget",
        update: "RegisterScalableTarget",
        delete: "DeregisterScalableTarget",
      },
    ),
    on(
      "application-autoscaling",
      { arn: target, tags: "unclaimed" },
      { create: "TagResource" },
      "tags are given as it is made; never to one that belongs to another project",
    ),
    on("application-autoscaling", owned(target), { read: "ListTagsForResource", update: "TagResource UntagResource" }),
    on("application-autoscaling", everything, { read: "DescribeScalableTargets" }),
    on("ecs", scaled, { create: "DescribeServices UpdateService" }, onBehalf),
    serviceLinkedRole("ecs.application-autoscaling.amazonaws.com"),
  ),
  aws_appautoscaling_policy: row(
    "appautoscaling/policy.go",
    on(
      "application-autoscaling",
      { arn: target, conditions: ofEcs },
      { create: "PutScalingPolicy", update: "PutScalingPolicy", delete: "DeleteScalingPolicy" },
    ),
    on("application-autoscaling", everything, { read: "DescribeScalingPolicies" }),
    on("cloudwatch", alarms, { create: "PutMetricAlarm", update: "PutMetricAlarm", delete: "DeleteAlarms" }, onBehalf),
    on("cloudwatch", { arn: "cloudwatch:alarm:*" }, { read: "DescribeAlarms" }, onBehalf),
  ),
  aws_scheduler_schedule_group: row(
    "scheduler/schedule_group.go",
    on("scheduler", named("scheduler:schedule-group/{name}"), {
      create: "CreateScheduleGroup TagResource",
      read: "GetScheduleGroup ListTagsForResource",
      update: "TagResource UntagResource",
      delete: "DeleteScheduleGroup",
    }),
    on(
      "scheduler",
      named("scheduler:schedule/{name}/*"),
      { delete: "DeleteSchedule" },
      "schedules that are left go with their group",
    ),
  ),
  aws_scheduler_schedule: row(
    "scheduler/schedule.go",
    on("scheduler", named("scheduler:schedule/{group_name}/{name*}"), {
      create: "CreateSchedule",
      read: "GetSchedule",
      update: "UpdateSchedule",
      delete: "DeleteSchedule",
    }),
    passRole("iam:role/{target.role_arn>name}", "scheduler.amazonaws.com"),
  ),
} satisfies Readonly<Record<string, IamRow>>;
