import { everything, named, on, owned, serviceLinkedRole } from "./grant.js";
import { steps } from "./marks.js";
import type { ResourceRow } from "./row.js";

const target = "application-autoscaling:scalable-target/*";
const ofEcs = { StringEquals: { "application-autoscaling:service-namespace": ["ecs"] } };
const alarms = named("cloudwatch:alarm:TargetTracking-{resource_id*}-*");
const scaled = { arn: "ecs:{resource_id*}" };
const onBehalf = "Application Auto Scaling does it in the name of the caller";

/** Application Auto Scaling. */
export const scaling = {
  aws_appautoscaling_target: {
    source: "appautoscaling/target.go",
    blocks: "suspended_state",
    tagged: true,
    forceNew: ["resource_id", "scalable_dimension", "service_namespace"],
    unique: [
      {
        attributes: ["service_namespace", "resource_id", "scalable_dimension"],
        within: "region",
        source: "botocore application-autoscaling, RegisterScalableTarget",
      },
    ],
    rules: {
      endOfScaling: {
        fewer: steps(
          "NK614",
          "interrupts",
          "goes, and the apply sets `{service}` to {count} of what are {min} tasks or more now. Before you apply, write `instances` at `{service}`, with as many as it needs.",
        ),
      },
    },
    iam: [
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
      on("application-autoscaling", owned(target), {
        read: "ListTagsForResource",
        update: "TagResource UntagResource",
      }),
      on("application-autoscaling", everything, { read: "DescribeScalableTargets" }),
      on("ecs", scaled, { create: "DescribeServices UpdateService" }, onBehalf),
      serviceLinkedRole("ecs.application-autoscaling.amazonaws.com"),
    ],
  },
  aws_appautoscaling_policy: {
    source: "appautoscaling/policy.go",
    blocks: `
    customized_capacity_metric_specification customized_load_metric_specification customized_metric_specification
    customized_scaling_metric_specification dimension dimensions metric metric_data_query metric_specification
    metric_stat metrics predefined_load_metric_specification predefined_metric_pair_specification
    predefined_metric_specification predefined_scaling_metric_specification predictive_scaling_policy_configuration
    step_adjustment step_scaling_policy_configuration target_tracking_scaling_policy_configuration
  `,
    tagged: false,
    forceNew: ["name", "resource_id", "scalable_dimension", "service_namespace"],
    unique: [
      { attributes: ["name"], within: "scalable target", source: "botocore application-autoscaling, PutScalingPolicy" },
    ],
    iam: [
      on(
        "application-autoscaling",
        { arn: target, conditions: ofEcs },
        { create: "PutScalingPolicy", update: "PutScalingPolicy", delete: "DeleteScalingPolicy" },
      ),
      on("application-autoscaling", everything, { read: "DescribeScalingPolicies" }),
      on(
        "cloudwatch",
        alarms,
        { create: "PutMetricAlarm", update: "PutMetricAlarm", delete: "DeleteAlarms" },
        onBehalf,
      ),
      on("cloudwatch", { arn: "cloudwatch:alarm:*" }, { read: "DescribeAlarms" }, onBehalf),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
