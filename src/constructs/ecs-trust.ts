import type { PolicyStatement } from "./policy.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** Where the tasks run that may take a role. */
export interface EcsTasksTrustProps {
  /** Such as `aws`. */
  readonly partition: TerraformString;
  readonly region: TerraformString;
  readonly accountId: TerraformString;
}

/**
 * Trust for the role of a task's containers: ECS on behalf of tasks of this account and region, and of no one else's (the confused deputy).
 * ECS takes no ARN of a cluster here. Source: AmazonECS developer guide, task-iam-roles.
 */
export function ecsTasksTrust(props: EcsTasksTrustProps): readonly PolicyStatement[] {
  const source = template`arn:${props.partition}:ecs:${props.region}:${props.accountId}:*`;
  return [
    {
      ...assumedByEcsTasks,
      conditions: {
        StringEquals: { "aws:SourceAccount": [props.accountId] },
        ArnLike: { "aws:SourceArn": [source] },
      },
    },
  ];
}

const assumedByEcsTasks: PolicyStatement = {
  actions: ["sts:AssumeRole"],
  principals: { Service: [literal("ecs-tasks.amazonaws.com")] },
};

/** Trust for the role with which ECS itself starts tasks: pulls their images, opens their log streams. */
export const ecsExecutionTrust: readonly PolicyStatement[] = [assumedByEcsTasks];
