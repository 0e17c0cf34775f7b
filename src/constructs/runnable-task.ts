import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import type { Addressable } from "./address.js";
import type { IRole } from "./role.js";
import type { ISecurityGroup } from "./security-group.js";
import type { TaskPlacement } from "./task-subnets.js";

/** A task that something other than a service may run. */
export interface RunnableTask {
  readonly taskDefinition: EcsTaskDefinition;
  /** The roles that it takes: whoever runs it has to be let pass them on. */
  readonly roles: readonly IRole[];
  /** The groups that it carries, at most five. */
  readonly securityGroups: readonly ISecurityGroup[];
  /** @default in the public subnets of the cluster that it is run on */
  readonly placement?: TaskPlacement;
  /** What a task needs from its first moment on. */
  readonly dependencies: readonly Addressable[];
}
