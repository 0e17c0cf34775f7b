import type { Addressable } from "./address.js";
import type { INetwork, TaskVisibility } from "./network.js";

/** The subnets of tasks, as ECS and EventBridge Scheduler take them. */
export interface TaskPlacement {
  readonly subnetIds: readonly string[];
  readonly assignPublicIp: boolean;
  /** What has to exist before a task can reach what it needs. */
  readonly dependencies: readonly Addressable[];
}

/** Where a network has tasks of a kind run. @throws Error for private ones where it has no private subnets */
export function taskPlacement(network: INetwork, visibility: TaskVisibility = "public"): TaskPlacement {
  if (visibility === "public") {
    return { subnetIds: network.subnetIds, assignPublicIp: true, dependencies: network.dependencies };
  }
  if (!network.private) throw new Error("the network has no private subnets");
  const { subnetIds, dependencies } = network.private;
  return { subnetIds, assignPublicIp: false, dependencies };
}
