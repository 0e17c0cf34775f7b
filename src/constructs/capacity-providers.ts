import type { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers/index.js";
import type { Construct } from "constructs";
import { GOES_LAST } from "./lifecycle.js";

/** Where tasks run: on capacity that stays, or on spare capacity that AWS may take back with two minutes' notice. */
export type CapacityProvider = "FARGATE" | "FARGATE_SPOT";

/** Lets the services of a cluster name capacity providers. Those that name none are not touched by it. */
export function addCapacityProviders(
  scope: Construct,
  id: string,
  cluster: EcsCluster,
  providers: readonly CapacityProvider[],
): EcsClusterCapacityProviders {
  return new EcsClusterCapacityProviders(scope, id, {
    clusterName: cluster.name,
    capacityProviders: [...providers],
    lifecycle: GOES_LAST,
  });
}

/**
 * How a service says where its tasks run. One that goes from a launch type to a capacity provider or back is replaced; from one capacity
 * provider to another it is not, as long as a new deployment is forced.
 *
 * Source: terraform-provider-aws internal/service/ecs/service.go, capacityProviderStrategyCustomizeDiff.
 */
export function placement(provider: CapacityProvider | undefined) {
  return provider === undefined
    ? { launchType: "FARGATE" }
    : { capacityProviderStrategy: [{ capacityProvider: provider, weight: 1 }], forceNewDeployment: true };
}
