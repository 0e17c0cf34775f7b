import type { Construct } from "constructs";
import { environmentName, nameScope, networkGroupName } from "../aws/names.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import { type ISecurityGroup, SecurityGroup } from "../constructs/security-group.js";
import { type IServiceConnectNamespace, ServiceConnectNamespace } from "../constructs/service-connect-namespace.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import { sharedDiscovery } from "./shared.js";

/** What lets services reach each other. */
export interface Discovery {
  /** A security group for each network on which some service can be reached, by network. Tasks on the network carry it. */
  readonly groups: ReadonlyMap<string, ISecurityGroup>;
  /** Absent: nobody is found by name. */
  readonly namespace: IServiceConnectNamespace | undefined;
}

/**
 * The networks of an environment. A group has no rules of its own: who carries it may reach the servers on the network, each of which lets
 * it in on its port. So a new service adds rules for itself, and none for each of the others.
 */
export function lowerDiscovery(stack: Construct, environment: Environment, network: INetwork): Discovery {
  return environment.shared ? sharedDiscovery(stack, environment, network) : ownDiscovery(stack, environment, network);
}

function ownDiscovery(stack: Construct, environment: Environment, { vpcId }: INetwork): Discovery {
  const { project } = environment;
  const env = nameScope(environment);
  const scope = new Scope(stack, "networks");
  const groups = (environment.networks ?? []).map((network) => {
    const groupName = literal(networkGroupName(project, env, network));
    const group = new SecurityGroup(scope, network, {
      vpcId,
      groupName,
      description: literal(`Tasks on network ${network}`),
      tags: { Name: groupName },
    });
    return [network, group] as const;
  });
  const namespace =
    environment.discovery &&
    new ServiceConnectNamespace(stack, "service-connect", { namespaceName: literal(environmentName(project, env)) });
  return { groups: new Map(groups), namespace };
}

/** The groups of the networks that a task is on, by network. */
export function groupsOn(
  networks: readonly string[] | undefined,
  { groups }: Discovery,
): ReadonlyMap<string, ISecurityGroup> {
  return new Map([...groups].filter(([network]) => networks?.includes(network)));
}
