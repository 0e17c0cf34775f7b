import type { Construct } from "constructs";
import { existingClusterName } from "../aws/cluster.js";
import { environmentName, nameScope, serviceResourceName } from "../aws/names.js";
import { Cluster, type ICluster } from "../constructs/cluster.js";
import type { INetwork } from "../constructs/network.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment, Service } from "../model/project.js";
import { capacityProvidersOf } from "./compute.js";

/** The cluster of an environment: its own, or one that is there already. */
export function lowerCluster(stack: Construct, environment: Environment, network: INetwork): ICluster {
  const { cluster } = environment;
  return cluster === undefined ? lowerOwn(stack, environment, network) : lowerExisting(stack, cluster, network);
}

function lowerOwn(stack: Construct, environment: Environment, network: INetwork): ICluster {
  const { containerInsights } = environment;
  const capacityProviders = capacityProvidersOf(environment);
  return new Cluster(stack, "cluster", {
    clusterName: literal(environmentName(environment.project, nameScope(environment))),
    network,
    ...(containerInsights && { containerInsights }),
    ...(capacityProviders && { capacityProviders }),
  });
}

function lowerExisting(stack: Construct, cluster: string, network: INetwork): ICluster {
  const name = existingClusterName(cluster);
  return Cluster.fromClusterName(stack, "existing-cluster", {
    clusterName: literal(name),
    ...(name !== cluster && { clusterArn: literal(cluster) }),
    network,
  });
}

/** The name of a service in its cluster: in one of its own its key, in one that others use too a name that no other project has. */
export function serviceNameOf(environment: Environment, { name }: Service): TerraformString {
  const { project, cluster } = environment;
  return literal(cluster === undefined ? name : serviceResourceName(project, nameScope(environment), name));
}
