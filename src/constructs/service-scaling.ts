import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import type { ICluster } from "./cluster.js";
import type { FargateService } from "./fargate-service.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { code, type TerraformCode } from "./terraform-code.js";
import { expression, template } from "./terraform-string.js";

/** What can be aimed at. Source: Application Auto Scaling API, MetricType. */
const METRICS = { cpu: "ECSServiceAverageCPUUtilization", memory: "ECSServiceAverageMemoryUtilization" } as const;

/** Props of {@link ServiceScaling}. */
export interface ServiceScalingProps {
  readonly cluster: ICluster;
  readonly service: FargateService;
  /** Fewest tasks, at least 1: where none runs there is no use to measure, and none would be started. */
  readonly min: number;
  /** Most tasks. */
  readonly max: number;
  /** Average CPU use to aim at, in percent. @default not looked at */
  readonly cpuPercent?: number;
  /** Average use of memory to aim at, in percent. @default not looked at */
  readonly memoryPercent?: number;
  /** Tags of the target; policies have none. @default none */
  readonly tags?: Tags;
}

/**
 * Lets the average use of a service decide how many tasks it has, and keeps Terraform out of it. With two figures, the one that asks for
 * more tasks wins. Children: `target`, `cpu`, `memory`.
 */
export class ServiceScaling extends Part {
  /** What is scaled. */
  public readonly target: AppautoscalingTarget;
  readonly #lifecycle: { readonly replaceTriggeredBy: [TerraformCode] };

  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    props.service.leaveCountAlone();
    // With a service that is made anew AWS drops what scales it, which Terraform would see one apply later.
    this.#lifecycle = { replaceTriggeredBy: [code`${addressOf(props.service.service)}.id`] };
    this.target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: template`service/${props.cluster.clusterName}/${expression(props.service.service.name)}`,
      minCapacity: props.min,
      maxCapacity: props.max,
      lifecycle: this.#lifecycle,
      ...(props.tags && { tags: { ...props.tags } }),
    });
    if (props.cpuPercent !== undefined) this.#aimAt("cpu", props.cpuPercent);
    if (props.memoryPercent !== undefined) this.#aimAt("memory", props.memoryPercent);
  }

  #aimAt(metric: keyof typeof METRICS, percent: number): void {
    new AppautoscalingPolicy(this, metric, {
      name: metric,
      policyType: "TargetTrackingScaling",
      serviceNamespace: this.target.serviceNamespace,
      scalableDimension: this.target.scalableDimension,
      resourceId: this.target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: percent,
        predefinedMetricSpecification: { predefinedMetricType: METRICS[metric] },
      },
      lifecycle: this.#lifecycle,
    });
  }
}
