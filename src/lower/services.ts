import type { Construct } from "constructs";
import { LOCK_PATH } from "../aws/locked-program.js";
import { discoveryName, hostName, logGroupName, nameScope, serviceResourceName } from "../aws/names.js";
import { OTHER_SECURITY_GROUPS_MAX } from "../aws/network.js";
import { connectName } from "../aws/ports.js";
import { roleNames } from "../aws/role-names.js";
import type { ICluster } from "../constructs/cluster.js";
import type { ContainerPort, ContainerProps } from "../constructs/container.js";
import type { EfsMount } from "../constructs/efs-mounts.js";
import { type ExistingTaskRoleProps, FargateService, type TaskRoleProps } from "../constructs/fargate-service.js";
import { lockedProgram } from "../constructs/locked-program.js";
import type { Repository } from "../constructs/repository.js";
import type { IRole } from "../constructs/role.js";
import { Scope } from "../constructs/scope.js";
import type { ServiceConnectNames } from "../constructs/service-connect.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment, EnvironmentVariable, Port, Service } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import { serviceNameOf } from "./cluster.js";
import { lowerCompute, lowerContainerSettings } from "./compute.js";
import { databaseHostVariables, type Reachable } from "./databases.js";
import { type Discovery, groupsOn } from "./discovery.js";
import type { ExecutionRoles } from "./execution-roles.js";
import { lowerFiles } from "./files.js";
import { type LoweredImages, lowerImages } from "./images.js";
import { lowerLogging } from "./logging.js";
import { lowerMount, required } from "./mounts.js";
import { lowerPermissions } from "./permissions.js";
import { type ExistingRoles, roleSettings } from "./roles.js";
import type { LoweredSecrets } from "./secrets.js";
import { lowerSeeds } from "./seeds.js";
import { lowerSidecars, lowerWaits } from "./sidecars.js";
import type { Storage } from "./storage.js";
import { serviceTags } from "./tags.js";

/** What the services of an environment share. */
export interface ServiceSurroundings {
  readonly caller: CallerFacts;
  readonly cluster: ICluster;
  readonly executionRoles: ExecutionRoles;
  /** The trust policy of the task roles that are made, as a JSON string; absent where none is. */
  readonly taskRoleTrust: TerraformString | undefined;
  /** The task roles that are there already. */
  readonly existingTaskRoles: ExistingRoles<IRole>;
  readonly storage: Storage | undefined;
  /** Of the images that are built, by the service or the sidecar that each is for. */
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly discovery: Discovery;
  readonly secrets: LoweredSecrets;
  /** Those that AWS runs. @default none */
  readonly databases?: ReadonlyMap<string, Reachable>;
  /** What services that jobs find by name register their tasks in, by service. @default no job finds any */
  readonly privateNames?: ReadonlyMap<string, TerraformString>;
}

/** The services of an environment, by key. */
export function lowerServices(
  stack: Construct,
  environment: Environment,
  shared: ServiceSurroundings,
): ReadonlyMap<string, FargateService> {
  const images = lowerImages(stack, environment, shared);
  const scope = new Scope(stack, "services");
  const lowered = new Map<string, FargateService>();
  for (const service of environment.services) {
    const image = required(images.get(service.name), `image of ${service.name}`);
    lowered.set(service.name, lowerService(scope, environment, service, image, shared));
  }
  for (const { name, dependsOn } of environment.services) {
    const others = dependsOn.map((other) => required(lowered.get(other), `service ${other}`));
    lowered.get(name)?.startAfter(...others);
  }
  return lowered;
}

function lowerService(
  scope: Construct,
  environment: Environment,
  service: Service,
  image: LoweredImages,
  shared: ServiceSurroundings,
): FargateService {
  const { caller, cluster, executionRoles, storage, discovery, secrets } = shared;
  const registryArn = shared.privateNames?.get(service.name);
  const { project, waitForDeployments = false, kmsKeyArn } = environment;
  const env = nameScope(environment);
  const resourceName = literal(serviceResourceName(project, env, service.name));
  const groups = groupsOn(service.networks, discovery);
  return new FargateService(scope, service.name, {
    cluster,
    serviceName: serviceNameOf(environment, service),
    family: resourceName,
    container: { ...container(environment, service, image.reference, shared), ...secrets.of(service) },
    ...(service.preparation && { preparation: service.preparation.map(literal) }),
    ...(service.sidecars && { sidecars: lowerSidecars(service.sidecars, image.sidecars, secrets) }),
    ...(service.waits && { startsAfter: lowerWaits(service.waits) }),
    ...(service.files && { files: lowerFiles(service.files, service.secrets ?? [], secrets) }),
    ...(service.seeds && { seed: lowerSeeds(service.seeds) }),
    preconditions: image.preconditions,
    ...(service.private && { visibility: "private" }),
    ...lowerCompute(service.compute, environment),
    cpu: service.size.cpu,
    memory: service.size.memory,
    instances: service.instances,
    strategy: service.updateStrategy,
    waitForDeployments,
    mounts: lowerMounts(service, storage),
    ...(mayCarry(service, groups) && storage?.clients && { fileSystemClients: storage.clients }),
    executionRole: executionRoles.of(service.name),
    ...lowerTaskRole(environment, service, shared),
    securityGroupName: resourceName,
    // Not by its name in the cluster: in another cluster it has another name, and AWS changes no description.
    securityGroupDescription: literal(`Tasks of service ${service.name}`),
    securityGroups: [...groups.values()],
    clients: groups,
    ...(service.connect && discovery.namespace && { serviceConnect: discovery.namespace }),
    ...(service.connect === "server" && environment.shared && { serviceConnectNames: namesOf(environment, service) }),
    ...(registryArn !== undefined && { registryArn }),
    logGroupName: literal(logGroupName(project, env, service.name)),
    ...(kmsKeyArn !== undefined && { logGroupKmsKeyArn: literal(kmsKeyArn) }),
    ...(service.logging && lowerLogging(service.logging)),
    region: caller.region,
    tags: serviceTags(service.name),
  });
}

/** What a service of a component is called among those of others. */
function namesOf({ component }: Environment, { name }: Service): ServiceConnectNames {
  return { discoveryName: literal(discoveryName(name, component)), dnsName: literal(hostName(name, component)) };
}

/** The role of the containers: one that is there already, or what is made. */
function lowerTaskRole(
  environment: Environment,
  service: Service,
  { caller, taskRoleTrust, existingTaskRoles }: ServiceSurroundings,
): TaskRoleProps | ExistingTaskRoleProps {
  if (service.taskRole !== undefined) return { taskRole: existingTaskRoles.of(service.taskRole) };
  return {
    taskRoleName: literal(roleNames(environment).taskOf(service.name)),
    taskRoleSettings: roleSettings(environment),
    taskRoleTrust: required(taskRoleTrust, "trust policy of task roles"),
    ...lowerPermissions(service, caller),
  };
}

/** Whether tasks mount something, and have room for one group more: those that have not are let in by a rule of their own. */
function mayCarry({ mounts }: Service, groups: ReadonlyMap<string, unknown>): boolean {
  return mounts.length > 0 && groups.size < OTHER_SECURITY_GROUPS_MAX;
}

/** What the container gets; the construct sorts them. */
function variablesOf({ name: self, environment, secrets = [], siblings }: Service): readonly EnvironmentVariable[] {
  const own = new Set([...environment, ...secrets].map(({ name }) => name));
  return [...environment, ...siblings.filter(({ name, service }) => service !== self && !own.has(name))];
}

function container(
  environment: Environment,
  service: Service,
  image: TerraformString,
  { databases }: ServiceSurroundings,
): ContainerProps {
  const plain = variablesOf(service).map(({ name, value }) => ({ name: literal(name), value: literal(value) }));
  const hosts = service.databaseHosts ? databaseHostVariables(service.databaseHosts, databases) : [];
  return {
    containerName: literal(service.name),
    image,
    ...lowerProgram(service),
    ...(service.user !== undefined && { user: literal(service.user) }),
    environment: [...plain, ...hosts],
    ...(service.port !== undefined && { port: service.port }),
    ...(service.ports && { ports: lowerPorts(service, service.ports, environment) }),
    ...lowerContainerSettings(service),
    // Names are looked up in lower case, whatever the client writes.
    ...(service.connect === "server" && { portName: literal(service.name.toLowerCase()) }),
  };
}

/** Service Connect knows those by TCP, of a service that others find by its name: by the name that they have, or by their number. */
function lowerPorts(
  service: Service,
  ports: readonly Port[],
  { shared, component }: Environment,
): readonly ContainerPort[] {
  return ports.map((port) => {
    const { from, to, protocol } = port;
    const discoveryName = connectName(port, service, shared ? component : undefined);
    const name = port.name ?? discoveryName;
    return {
      ...{ from, to, protocol },
      ...(name !== undefined && { name: literal(name) }),
      ...(discoveryName !== undefined && { discoveryName: literal(discoveryName) }),
    };
  });
}

function lowerProgram({ entryPoint, command, lock }: Service): Pick<ContainerProps, "entryPoint" | "command"> {
  if (lock) return { entryPoint: lockedProgram(lock.program.map(literal)) };
  return {
    ...(entryPoint && { entryPoint: entryPoint.map(literal) }),
    ...(command && { command: command.map(literal) }),
  };
}

function lowerMounts({ mounts, lock }: Service, storage: Storage | undefined): readonly EfsMount[] {
  const lowered = mounts.map((mount) => lowerMount(mount, required(storage, "storage")));
  return lock ? [...lowered, lowerLock(lock.volume, required(storage, "storage"))] : lowered;
}

function lowerLock(volume: string, { fileSystem, locks }: Storage): EfsMount {
  return {
    // A key of nanokit.yml begins with a letter, so no volume has this name.
    volumeName: literal("0-lock"),
    fileSystem,
    accessPoint: required(locks.get(volume), `lock of ${volume}`),
    containerPath: literal(LOCK_PATH),
    serviceOnly: true,
  };
}
