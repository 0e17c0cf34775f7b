import type { Construct } from "constructs";
import { makesTaskRoles } from "../aws/role-names.js";
import { ecsTasksTrust } from "../constructs/ecs-trust.js";
import { JsonDocument } from "../constructs/json-document.js";
import { policyDocument } from "../constructs/policy.js";
import { Role } from "../constructs/role.js";
import type { Environment } from "../model/project.js";
import { lowerBackup } from "./backup.js";
import { lowerCaches } from "./caches.js";
import { CallerFacts } from "./caller-facts.js";
import { lowerCluster } from "./cluster.js";
import { lowerJobs, lowerSchedules } from "./cron.js";
import { letInToDatabases, lowerDatabases, type Reachable } from "./databases.js";
import { lowerDiscovery } from "./discovery.js";
import { lowerExecutionRoles } from "./execution-roles.js";
import { lowerFlowLogs } from "./flow-logs.js";
import { lowerFrontDoor } from "./front-door.js";
import { lowerNetwork } from "./network.js";
import { lowerOutputs } from "./outputs.js";
import { lowerPrivateNames } from "./private-names.js";
import { lowerRepositories } from "./repositories.js";
import { ExistingRoles } from "./roles.js";
import { lowerScaling } from "./scaling.js";
import { lowerSecrets } from "./secrets.js";
import { lowerServices, type ServiceSurroundings } from "./services.js";
import { lowerStorage } from "./storage.js";

/** Makes the constructs of an environment, children of the stack. Their ids are the paths of elements.ts. */
export function lowerEnvironment(stack: Construct, environment: Environment): void {
  const caller = new CallerFacts(stack, environment);
  const network = lowerNetwork(stack, environment, caller.region);
  const { flowLogs } = environment.network.kind === "dedicated" ? environment.network : {};
  if (flowLogs) lowerFlowLogs(stack, environment, flowLogs, { network, caller });
  const storage = lowerStorage(stack, environment, network);
  lowerBackup(stack, environment, caller, storage?.fileSystem);
  const cluster = lowerCluster(stack, environment, network);
  const executionRoles = lowerExecutionRoles(stack, environment, caller);
  const taskTrust = makesTaskRoles(environment)
    ? new JsonDocument(stack, "task-trust", policyDocument(ecsTasksTrust(caller)))
    : undefined;
  const { privateNamespace } = environment;
  const repositories = lowerRepositories(stack, environment);
  const databases = environment.databases && lowerDatabases(stack, environment, environment.databases, network);
  const caches = environment.caches && lowerCaches(stack, environment, environment.caches, network);
  const reachable =
    databases || caches ? new Map<string, Reachable>([...(databases ?? []), ...(caches ?? [])]) : undefined;
  const shared: ServiceSurroundings = {
    caller,
    repositories,
    cluster,
    executionRoles,
    taskRoleTrust: taskTrust?.encoded,
    existingTaskRoles: new ExistingRoles(caller, Role.fromRoleArn),
    storage,
    discovery: lowerDiscovery(stack, environment, network),
    secrets: lowerSecrets(stack, environment, { caller, executionRoles, ...(databases && { databases }) }),
    ...(reachable && { databases: reachable }),
    ...(privateNamespace !== undefined && {
      privateNames: lowerPrivateNames(stack, environment, privateNamespace, network),
    }),
  };
  const services = lowerServices(stack, environment, shared);
  const jobs = lowerJobs(stack, environment, services, shared);
  if (reachable) letInToDatabases(environment, reachable, services, jobs);
  lowerSchedules(stack, environment, jobs, shared);
  const frontDoor = lowerFrontDoor(stack, environment, network, services);
  lowerScaling(environment, cluster, services);
  lowerOutputs(stack, { cluster, services, repositories, storage, frontDoor });
}
