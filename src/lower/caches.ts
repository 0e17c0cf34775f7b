import type { Construct } from "constructs";
import { failsOver } from "../aws/managed-caches.js";
import { cacheGroupName, cacheName, cacheSubnetsName, nameScope } from "../aws/names.js";
import { CacheReplicationGroup } from "../constructs/cache-replication-group.js";
import { CacheSubnets } from "../constructs/cache-subnets.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment, ManagedCache } from "../model/project.js";
import { databaseTags } from "./tags.js";

/** Makes the databases that ElastiCache runs, by key. */
export function lowerCaches(
  stack: Construct,
  environment: Environment,
  caches: readonly ManagedCache[],
  network: INetwork,
): ReadonlyMap<string, CacheReplicationGroup> {
  const { project } = environment;
  const subnets = new CacheSubnets(stack, "cache-subnets", {
    network,
    groupName: literal(cacheSubnetsName(project, nameScope(environment))),
    twoZones: caches.some(({ nodes }) => failsOver(nodes)),
  });
  const scope = new Scope(stack, "caches");
  return new Map(caches.map((one) => [one.name, lowerCache(scope, environment, one, subnets)]));
}

function lowerCache(
  scope: Construct,
  environment: Environment,
  described: ManagedCache,
  subnets: CacheSubnets,
): CacheReplicationGroup {
  const { project, kmsKeyArn } = environment;
  const env = nameScope(environment);
  const { name } = described;
  return new CacheReplicationGroup(scope, name, {
    subnets,
    identifier: literal(cacheName(project, env, name)),
    description: literal(`Cache ${name}`),
    engine: literal(described.engine),
    engineVersion: literal(described.version),
    parameterGroupName: literal(described.parameters),
    nodeType: literal(described.nodeType),
    nodes: described.nodes,
    port: described.port,
    securityGroupName: literal(cacheGroupName(project, env, name)),
    securityGroupDescription: literal(`Cache ${name}`),
    backupRetentionInDays: described.backupDays,
    protect: described.protect,
    ...(kmsKeyArn !== undefined && { kmsKeyArn: literal(kmsKeyArn) }),
    tags: databaseTags(name),
  });
}
