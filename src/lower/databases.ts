import type { Construct } from "constructs";
import { databaseGroupName, databaseInstanceName, databaseSubnetsName, jobKey, nameScope } from "../aws/names.js";
import type { Addressable } from "../constructs/address.js";
import { DatabaseInstance } from "../constructs/database-instance.js";
import { DatabaseSubnets } from "../constructs/database-subnets.js";
import type { FargateService } from "../constructs/fargate-service.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import type { ISecurityGroup } from "../constructs/security-group.js";
import { literal, template } from "../constructs/terraform-string.js";
import type { DatabaseHost, Environment, ManagedDatabase } from "../model/project.js";
import { required } from "./mounts.js";
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
    ...(described.standby !== undefined && { standby: described.standby }),
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

/** What depends on a database: it is let in, and starts after that. */
interface Client {
  readonly securityGroup: ISecurityGroup;
  startAfterRules(...rules: readonly Addressable[]): void;
}

/** Lets services, and jobs with an image of their own, in to the databases that they depend on, before their first task starts. */
export function letInToDatabases(
  { services, cronJobs = [] }: Environment,
  databases: ReadonlyMap<string, Reachable>,
  lowered: ReadonlyMap<string, FargateService>,
  jobs: ReadonlyMap<string, { readonly own?: Client }>,
): void {
  const all = [
    ...services.map(({ name, databases }) => ({ key: name, databases, client: lowered.get(name) })),
    ...cronJobs.map(({ name, run }) => ({
      key: jobKey(name),
      databases: run.kind === "image" ? run.databases : undefined,
      client: jobs.get(name)?.own,
    })),
  ];
  for (const [name, database] of databases) {
    const clients = all.flatMap(({ key, databases, client }): readonly (readonly [string, Client])[] =>
      client && databases?.includes(name) ? [[key, client]] : [],
    );
    if (clients.length === 0) continue;
    const rule = database.allowFromEach(new Map(clients.map(([key, { securityGroup }]) => [key, securityGroup])));
    for (const [, client] of clients) client.startAfterRules(rule);
  }
}

/** The variables that say where databases are. */
export function databaseHostVariables(
  hosts: readonly DatabaseHost[],
  databases: ReadonlyMap<string, Reachable> | undefined,
) {
  return hosts.map(({ name, database, around: [before, behind] = ["", ""] }) => {
    const { host } = required(databases?.get(database), `database ${database}`);
    return { name: literal(name), value: template`${literal(before)}${host}${literal(behind)}` };
  });
}
