import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import type { Construct } from "constructs";
import { NanokitStack, type NanokitStackProps } from "nanokit-tf/constructs";

/** All that nanokit.yml describes, and somebody to tell when nothing of it runs. */
export class ShopStack extends NanokitStack {
  constructor(scope: Construct, id: string, props: NanokitStackProps) {
    super(scope, id, props);
    // No `kmsMasterKeyId`: the key of SNS lets no alarm in. It takes one of your own, whose policy lets CloudWatch use it.
    const topic = new SnsTopic(this, "on-call", { name: `${id}-on-call` });
    new CloudwatchMetricAlarm(this, "nothing-runs", {
      alarmName: `${id}-web-nothing-runs`,
      namespace: "AWS/ECS",
      metricName: "CPUUtilization",
      // The addresses of a NanokitStack are a promise: docs/addresses.md has them.
      dimensions: { ClusterName: "${aws_ecs_cluster.main.name}", ServiceName: "${aws_ecs_service.web.name}" },
      statistic: "SampleCount",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 5,
      treatMissingData: "breaching",
      alarmActions: [topic.arn],
    });
  }
}
