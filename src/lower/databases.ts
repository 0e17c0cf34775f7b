import type { Construct } from "constructs";
import { databaseGroupName, databaseInstanceName, databaseSubnetsName, nameScope } from "../aws/names.js";
import { DatabaseInstance } from "../constructs/database-instance.js";
import { DatabaseSubnets } from "../constructs/database-subnets.js";
import type { FargateService } from "../constructs/fargate-service.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment, ManagedDatabase } from "../model/project.js";
import { databaseTags } from "./tags.js";

/** The databases of an environment that AWS runs, by key. */
export type Databases = ReadonlyMap<string, DatabaseInstance>;

/** Makes the databases that AWS runs. */
export function lowerDatabases(
  stack: Construct,
  environment: Environment,
  databases: readonly ManagedDatabase[],
  network: INetwork,
): Databases {
  const { project } = environment;
  const subnets = new DatabaseSubnets(stack, "database-subnets", {
    network,
    groupName: literal(databaseSubnetsName(project, nameScope(environment))),
  });
  const scope = new Scope(stack, "databases");
  return new Map(databases.map((one) => [one.name, lowerDatabase(scope, environment, one, subnets)]));
}

function lowerDatabase(
  scope: Construct,
  environment: Environment,
  described: ManagedDatabase,
  subnets: DatabaseSubnets,
): DatabaseInstance {
  const { project, kmsKeyArn } = environment;
  const env = nameScope(environment);
  const { name } = described;
  return new DatabaseInstance(scope, name, {
    subnets,
    identifier: literal(databaseInstanceName(project, env, name)),
    engine: literal(described.engine),
    engineVersion: literal(described.version),
    minorUpgrades: described.minorUpgrades,
    instanceClass: literal(described.instanceClass),
    allocatedStorageInGib: described.storage,
    databaseName: literal(described.database),
    username: literal(described.user),
    port: described.port,
    securityGroupName: literal(databaseGroupName(project, env, name)),
    securityGroupDescription: literal(`Database ${name}`),
    backupRetentionInDays: described.backupDays,
    protect: described.protect,
    passwordRotation: literal(described.passwordRotation),
    ...(kmsKeyArn !== undefined && { kmsKeyArn: literal(kmsKeyArn) }),
    tags: databaseTags(name),
  });
}

/** A database that AWS runs, as services see it. */
export type Reachable = Pick<DatabaseInstance, "allowFromEach" | "host">;

/** Lets services in to the databases that they depend on, before their first task starts. */
export function letInToDatabases(
  { services }: Environment,
  databases: ReadonlyMap<string, Reachable>,
  lowered: ReadonlyMap<string, FargateService>,
): void {
  for (const [name, database] of databases) {
    const clients = services.flatMap((service) => {
      const client = service.databases?.includes(name) ? lowered.get(service.name) : undefined;
      return client ? [[service.name, client] as const] : [];
    });
    if (clients.length === 0) continue;
    const rule = database.allowFromEach(new Map(clients.map(([key, { securityGroup }]) => [key, securityGroup])));
    for (const [, client] of clients) client.startAfterRules(rule);
  }
}
