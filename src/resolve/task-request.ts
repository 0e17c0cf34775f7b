import {
  FILES_PATH,
  filesContainerName,
  filesEntryPoint,
  fileVolumes,
  fileWords,
  secretVariable,
} from "../aws/container-files.js";
import { SMALLEST_TASK } from "../aws/fargate.js";
import { existingRolePath } from "../aws/iam.js";
import { LOCK_PATH, LOCK_WORDS } from "../aws/locked-program.js";
import { deliveryOptions, type LogDelivery } from "../aws/logging.js";
import {
  cacheName,
  databaseInstanceName,
  jobKey,
  jobLogGroupName,
  jobResourceName,
  logGroupName,
  nameScope,
  serviceResourceName,
} from "../aws/names.js";
import { connectName, mappedPorts, type PortRange, tcpPort } from "../aws/ports.js";
import { partitionOf } from "../aws/regions.js";
import { hasExecutionRole, roleNames } from "../aws/role-names.js";
import { RDS_SECRET } from "../aws/secrets.js";
import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS, PROCESS_SETTINGS, type Settings } from "../aws/settings.js";
import { scopeTags, TAGS } from "../aws/tags.js";
import { SEED_ENTRY_POINT, seedContainerName, seedPlace, seedWords } from "../aws/volume-seed.js";
import type {
  Compute,
  CronJob,
  Environment,
  EnvironmentVariable,
  Mount,
  Process,
  Secret,
  Service,
  Sidecar,
  Tmpfs,
  Wait,
} from "../model/project.js";

/**
 * What Terraform sends to ECS to register a task definition (RegisterTaskDefinition), but for the URLs of other services: the same for all,
 * and too many to write out for each. What only AWS knows is as long as it is there at the least: a region that the file leaves to the
 * provider, the image of a variable, ids. A test compares with what is emitted.
 */
export type TaskRequest = Readonly<Record<string, unknown>>;

/** What the environment says about the place of everything. */
interface Place {
  readonly region: string;
  readonly partition: string;
}

/** The shortest names of regions have so many characters. */
const SHORTEST_REGION = "us-east-1";

const ACCOUNT = "123456789012";
const FILE_SYSTEM_ID = "fs-0123456789abcdef0";
const ACCESS_POINT_ID = "fsap-0123456789abcdef0";

/** What AWS puts into the host name of a database, between its name and the region. */
const RDS_HOST_PART = "c0123456789a";

/** What AWS puts behind the name of a cache: characters of the account, and of the region as short as it writes that. */
const CACHE_HOST_PART = "abc123.usgw1";

/** The characters that Secrets Manager adds to the name of a secret. */
const SECRET_SUFFIX = "-AbCdEf";

function placeOf({ region = SHORTEST_REGION }: Environment): Place {
  return { region, partition: partitionOf(region) };
}

/** The task definition of a service. */
export function serviceRequest(service: Service, environment: Environment): TaskRequest {
  const { project } = environment;
  const env = nameScope(environment);
  const { preparation, lock, mounts } = service;
  const container = serviceContainer(service, environment);
  const all = [...mounts, ...(lock ? [LOCK_MOUNT] : [])];
  const group = logGroupName(project, env, service.name);
  const first = firstOf(service);
  const filled: readonly FilledContainer[] = [service, ...(service.sidecars ?? [])];
  const main = {
    ...container,
    ...((service.port !== undefined || service.ports) && { portMappings: portMappings(service, environment) }),
    mountPoints: mountPoints(all, service),
    ...containerSettings(service.compute),
    ...linuxParameters(service),
    ...dependsOn(preparation ? [`${service.name}-prepare`] : first, service.waits),
  };
  const { command: _command, ...alike } = container;
  const before = preparation && {
    ...alike,
    // What reaps is for what stays.
    ...linuxParameters({ process: { ...service.process, init: false } }),
    name: `${service.name}-prepare`,
    essential: false,
    entryPoint: preparation,
    mountPoints: mountPoints(mounts, service),
    logConfiguration: logs(group, "prepare", environment, service.logging),
    ...dependsOn(first, service.waits),
  };
  return {
    ...taskOf(service, environment, serviceResourceName(project, env, service.name)),
    containerDefinitions: [
      main,
      ...(before ? [before] : []),
      ...filesContainers(service, group, environment),
      ...seedContainers(service, environment),
      ...(service.sidecars ?? []).flatMap((sidecar) => [
        sidecarContainer(sidecar, service, environment),
        ...filesContainers(sidecar, group, environment),
      ]),
    ],
    ...volumesOf(
      all,
      filled.flatMap((one) => [...volumesOfFiles(one).values()]),
      environment,
    ),
    tags: tags(environment, { [TAGS.service]: service.name }),
  };
}

/** The task definition of a job; `service` is the one that it runs beside, if there is one. */
export function jobRequest(job: CronJob, service: Service | undefined, environment: Environment): TaskRequest {
  const { project } = environment;
  const env = nameScope(environment);
  const family = jobResourceName(project, env, job.name);
  const { entryPoint, command } = job;
  const own = { name: job.name, ...(entryPoint && { entryPoint }), ...(command.length > 0 && { command }) };
  if (service === undefined || job.run.kind === "image") {
    const {
      image = "",
      secrets,
      mounts = [],
      files,
      user,
      databaseHosts,
    }: Partial<CronJob["run"] & { readonly kind: "image" }> = job.run.kind === "image" ? job.run : {};
    const names = roleNames(environment);
    const filled: FilledContainer = {
      name: job.name,
      image: { kind: "reference", reference: image },
      ...(files && { files }),
      ...(secrets && { secrets }),
      ...(environment.logging && { logging: environment.logging }),
    };
    const group = logs(jobLogGroupName(project, env, job.name), "ecs", environment, environment.logging);
    return {
      ...taskAs(
        {
          size: job.size ?? SMALLEST_TASK,
          taskRole: made(names.ofJob(job.name), environment),
          ...(secrets && { executionRole: made(names.executionOf(jobKey(job.name)), environment) }),
          family,
        },
        environment,
      ),
      containerDefinitions: [
        {
          ...bare(variablesOf({ environment: job.environment, ...(databaseHosts && { databaseHosts }) }, environment)),
          ...own,
          image,
          ...(user !== undefined && { user }),
          mountPoints: mountPoints(mounts, filled),
          ...secretsOf(
            secrets?.filter(({ file }) => file === undefined),
            environment,
          ),
          ...dependsOn(files ? [filesContainerName(job.name)] : []),
          logConfiguration: group,
        },
        ...filesContainers(filled, jobLogGroupName(project, env, job.name), environment),
      ],
      ...volumesOf(mounts, [...volumesOfFiles(filled).values()], environment),
      tags: tags(environment, { [TAGS.job]: job.name }),
    };
  }
  const over = new Set(job.environment.map(({ name }) => name));
  const variables = [...variablesOf(service, environment).filter(({ name }) => !over.has(name)), ...job.environment];
  const { entryPoint: _, command: _command, lock: _lock, ...shared } = service;
  // A job has no health check: nobody would act on it.
  const { healthCheck: _check, ...withoutCheck } = containerSettings(service.compute);
  const container = {
    ...serviceContainer(shared, environment),
    ...own,
    environment: variables,
    mountPoints: mountPoints(service.mounts, service),
    ...withoutCheck,
    ...linuxParameters(service),
    ...dependsOn(firstOf(service)),
  };
  return {
    ...taskOf(job.size ? { ...service, size: job.size } : service, environment, family),
    containerDefinitions: [
      container,
      ...filesContainers(service, logGroupName(project, env, service.name), environment),
      ...seedContainers(service, environment),
    ],
    ...volumesOf(service.mounts, [...volumesOfFiles(service).values()], environment),
    tags: tags(environment, { [TAGS.service]: service.name, [TAGS.job]: job.name }),
  };
}

/** What the containers of a service have in common. */
function serviceContainer(service: Service, environment: Environment): TaskRequest {
  const { name, user, entryPoint, command, lock } = service;
  const program = lock ? [...LOCK_WORDS, ...lock.program] : entryPoint;
  const group = logGroupName(environment.project, nameScope(environment), name);
  return {
    ...bare(variablesOf(service, environment)),
    name,
    ...pulled(service, environment),
    ...(program && { entryPoint: program }),
    ...(command && !lock && { command }),
    ...processSettings(service.process),
    ...(user !== undefined && { user }),
    ...secretsOf(
      service.secrets?.filter(({ file }) => file === undefined),
      environment,
    ),
    logConfiguration: logs(group, "ecs", environment, service.logging),
  };
}

/** The image of a container, and the login with which it is pulled. */
function pulled({ image, registry }: Pick<Service, "image" | "registry">, environment: Environment): TaskRequest {
  return {
    image: image.kind === "reference" ? image.reference : "x",
    ...(registry?.kind === "login" && {
      repositoryCredentials: { credentialsParameter: arnOfSecret(registry.secret, placeOf(environment)) },
    }),
  };
}

/** The variables of a service or a job, with host names as long as AWS has them. */
function variablesOf(
  service: Pick<Service, "environment" | "databaseHosts">,
  environment: Environment,
): readonly EnvironmentVariable[] {
  const hosts = (service.databaseHosts ?? []).map(({ name, database, around: [before, behind] = ["", ""] }) => {
    return { name, value: `${before}${hostOf(database, environment)}${behind}` };
  });
  return [...service.environment, ...hosts];
}

/** Source: RDS user guide, CHAP_CommonTasks.Connect, "endpoint"; ElastiCache user guide, Endpoints, of a cache with TLS. */
function hostOf(database: string, environment: Environment): string {
  const { project, caches = [] } = environment;
  const { region, partition } = placeOf(environment);
  const china = partition === "aws-cn";
  if (caches.some(({ name }) => name === database)) {
    const name = cacheName(project, nameScope(environment), database);
    return `master.${name}.${CACHE_HOST_PART}.cache.amazonaws.com${china ? ".cn" : ""}`;
  }
  const end = china ? `rds.${region}.amazonaws.com.cn` : `${region}.rds.amazonaws.com`;
  return `${databaseInstanceName(project, nameScope(environment), database)}.${RDS_HOST_PART}.${end}`;
}

function bare(environment: readonly EnvironmentVariable[]): TaskRequest {
  return { essential: true, environment, portMappings: [], mountPoints: [], volumesFrom: [], systemControls: [] };
}

function containerSettings(compute: Compute = {}): TaskRequest {
  const { healthCheck } = compute;
  return {
    ...(healthCheck && {
      healthCheck: { command: healthCheck.command, ...settingsOf(HEALTH_CHECK_SETTINGS, healthCheck) },
    }),
    ...settingsOf(CONTAINER_SETTINGS, compute),
  };
}

/** What a container and all that runs in its image have. */
function processSettings(process: Process = {}): TaskRequest {
  const { ulimits, sysctls, labels } = process;
  return {
    ...settingsOf(PROCESS_SETTINGS, process),
    ...(ulimits && {
      ulimits: ulimits.map(({ name, soft, hard }) => ({ name, softLimit: soft, hardLimit: hard })),
    }),
    ...(sysctls && { systemControls: sysctls.map(({ name, value }) => ({ namespace: name, value })) }),
    ...(labels && { dockerLabels: Object.fromEntries(labels.map(({ name, value }) => [name, value])) }),
  };
}

function linuxParameters({ compute, process = {} }: Pick<Service, "compute" | "process">): TaskRequest {
  const { tmpfs, capabilities, init = compute?.exec } = process;
  if (!init && !tmpfs && !capabilities) return {};
  return {
    linuxParameters: {
      ...(capabilities && { capabilities }),
      ...(init && { initProcessEnabled: true }),
      ...(tmpfs && { tmpfs: tmpfs.map(tmpfsRequest) }),
    },
  };
}

function tmpfsRequest({ containerPath, mib, options }: Tmpfs): TaskRequest {
  return { containerPath, size: mib, ...(options.length > 0 && { mountOptions: options }) };
}

function settingsOf(rows: Settings, values: object): TaskRequest {
  const given = new Map<string, unknown>(Object.entries(values));
  const written = Object.entries(rows).map(
    ([key, row]) => [row.attribute ?? row.prop ?? key, given.get(key) ?? (row.emitted && row.default)] as const,
  );
  return Object.fromEntries(written.filter(([, value]) => value !== undefined));
}

function portMappings(service: Service, { shared, component }: Environment): readonly TaskRequest[] {
  const { port, ports = [] } = service;
  const own = service.connect === "server" ? { name: service.name.toLowerCase() } : {};
  const all: readonly (PortRange & { readonly name?: string })[] = [
    ...(port === undefined ? [] : [{ ...tcpPort(port), ...own }]),
    ...ports,
  ];
  return mappedPorts(all).map((one) => {
    const { from, protocol, name = connectName(one, service, shared ? component : undefined) } = one;
    return { containerPort: from, hostPort: from, ...(name !== undefined && { name }), protocol };
  });
}

const LOCK_MOUNT = { volume: "0-lock", containerPath: LOCK_PATH, readOnly: false } as const;

type MountPoint = Pick<Mount, "volume" | "containerPath" | "readOnly">;

function mountPoint({ volume, containerPath, readOnly }: MountPoint): TaskRequest {
  return { sourceVolume: volume, containerPath, readOnly };
}

/** A container that files are put into. */
type FilledContainer = Pick<Service, "name" | "files" | "secrets" | "image" | "registry" | "logging"> &
  Partial<Pick<Sidecar, "essential">>;

/** The volumes of the task in which the files of a container are, by path. */
function volumesOfFiles(container: FilledContainer): ReadonlyMap<string, string> {
  const { name, files, essential } = container;
  // What a sidecar alone says.
  return files ? fileVolumes(files.mounts, essential === undefined ? undefined : name) : new Map();
}

function mountPoints(mounts: readonly MountPoint[], container: FilledContainer): readonly TaskRequest[] {
  const ofFiles = [...volumesOfFiles(container)];
  return [...mounts, ...ofFiles.map(([containerPath, volume]) => ({ containerPath, volume, readOnly: false }))].map(
    mountPoint,
  );
}

/** The containers that run before that of a service, and before those of its jobs. */
function firstOf({ name, files, seeds }: Service): readonly string[] {
  return [...(files ? [filesContainerName(name)] : []), ...(seeds ? [seedContainerName(name)] : [])];
}

function dependsOn(names: readonly string[], waits: readonly Wait[] = []): TaskRequest {
  const all = [
    ...names.map((containerName) => ({ containerName, condition: "SUCCESS" })),
    ...waits.map(({ container, condition }) => ({ containerName: container, condition })),
  ];
  return all.length > 0 ? { dependsOn: all } : {};
}

/** What runs beside the container of a service. */
function sidecarContainer(sidecar: Sidecar, service: Service, environment: Environment): TaskRequest {
  const { name, entryPoint, command, user, secrets = [], cpu, memory, essential } = sidecar;
  const group = logGroupName(environment.project, nameScope(environment), service.name);
  return {
    ...bare(sidecar.environment),
    name,
    ...pulled(sidecar, environment),
    essential,
    ...(entryPoint && { entryPoint }),
    ...(command && { command }),
    ...(user !== undefined && { user }),
    ...secretsOf(
      secrets.filter(({ file }) => file === undefined),
      environment,
    ),
    ...processSettings(sidecar.process),
    ...containerSettings(sidecar.compute),
    ...linuxParameters(sidecar),
    mountPoints: mountPoints(sidecar.mounts, sidecar),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...dependsOn(
      [
        ...(sidecar.files ? [filesContainerName(name)] : []),
        ...(sidecar.mounts.some((mount) => service.seeds?.some(({ volume }) => volume === mount.volume))
          ? [seedContainerName(service.name)]
          : []),
      ],
      sidecar.waits,
    ),
    logConfiguration: logs(group, "sidecar", environment, sidecar.logging),
  };
}

/** The container that writes the files of another; none where there are no files. */
function filesContainers(container: FilledContainer, group: string, environment: Environment): readonly TaskRequest[] {
  const { name, files, secrets = [] } = container;
  if (!files) return [];
  const written = secrets.filter(({ file }) => file !== undefined);
  return [
    {
      ...bare([]),
      name: filesContainerName(name),
      ...pulled(container, environment),
      essential: false,
      entryPoint: filesEntryPoint(files),
      ...secretsOf(
        written.map((one) => ({ ...one, name: secretVariable(one.name) })),
        environment,
      ),
      command: fileWords(files),
      user: "0:0",
      mountPoints: [...volumesOfFiles(container)].map(([path, volume]) =>
        mountPoint({ volume, containerPath: FILES_PATH + path, readOnly: false }),
      ),
      logConfiguration: logs(group, "files", environment, container.logging),
    },
  ];
}

/** The container that fills the volumes of a service; none where they begin empty. */
function seedContainers(service: Service, environment: Environment): readonly TaskRequest[] {
  const { name, seeds } = service;
  if (!seeds) return [];
  const group = logGroupName(environment.project, nameScope(environment), name);
  return [
    {
      ...bare([]),
      name: seedContainerName(name),
      ...pulled(service, environment),
      essential: false,
      entryPoint: SEED_ENTRY_POINT,
      command: seedWords(seeds),
      user: "0:0",
      mountPoints: seeds.map(({ volume }) => mountPoint({ volume, containerPath: seedPlace(volume), readOnly: false })),
      logConfiguration: logs(group, "seed", environment, service.logging),
    },
  ];
}

function volumesOf(mounts: readonly MountPoint[], ofFiles: readonly string[], environment: Environment): TaskRequest {
  const volumes = [...efsVolumes(mounts, environment), ...ofFiles.map((name) => ({ name }))];
  return volumes.length > 0 ? { volumes } : {};
}

function efsVolumes(mounts: readonly MountPoint[], { fileSystem }: Environment): readonly TaskRequest[] {
  const fileSystemId = fileSystem?.kind === "existing" && !fileSystem.byName ? fileSystem.fileSystemId : FILE_SYSTEM_ID;
  const efsVolumeConfiguration = {
    fileSystemId,
    rootDirectory: "/",
    transitEncryption: "ENABLED",
    authorizationConfig: { accessPointId: ACCESS_POINT_ID, iam: "ENABLED" },
  };
  return [...new Set(mounts.map(({ volume }) => volume))].map((name) => ({ name, efsVolumeConfiguration }));
}

function arnOfSecret(id: string, { region, partition }: Place): string {
  if (id.startsWith("arn:")) return id;
  return `arn:${partition}:secretsmanager:${region}:${ACCOUNT}:secret:${id}${SECRET_SUFFIX}`;
}

function secretsOf(secrets: readonly Secret[] = [], environment: Environment): TaskRequest {
  return secrets.length > 0 ? { secrets: secrets.map((secret) => secretOf(secret, placeOf(environment))) } : {};
}

function secretOf({ name, from }: Secret, place: Place): TaskRequest {
  if (from.store === "ssm") return { name, valueFrom: from.id };
  if (from.store === "rds") return { name, valueFrom: `${arnOfSecret(RDS_SECRET, place)}:password::` };
  const arn = arnOfSecret(from.id, place);
  return { name, valueFrom: from.jsonKey === undefined ? arn : `${arn}:${from.jsonKey}::` };
}

function logs(group: string, prefix: string, environment: Environment, delivery: LogDelivery = {}): TaskRequest {
  const options = {
    "awslogs-group": group,
    "awslogs-region": placeOf(environment).region,
    "awslogs-stream-prefix": prefix,
    ...deliveryOptions(delivery),
  };
  return { logDriver: "awslogs", options };
}

function tags(environment: Environment, own: Readonly<Record<string, string>>): readonly TaskRequest[] {
  const all = { ...environment.tags, ...scopeTags(environment), ...own };
  return Object.entries(all).map(([key, value]) => ({ key, value }));
}

function taskOf(service: Service, environment: Environment, family: string): TaskRequest {
  const { size, compute } = service;
  const names = roleNames(environment);
  return taskAs(
    {
      size,
      family,
      ...(compute && { compute }),
      taskRole: service.taskRole ?? made(names.taskOf(service.name), environment),
      ...executionRoleOf(service, environment),
    },
    environment,
  );
}

function executionRoleOf(service: Service, environment: Environment): Pick<Task, "executionRole"> {
  if (service.executionRole !== undefined) return { executionRole: service.executionRole };
  if (!hasExecutionRole(service)) return {};
  return { executionRole: made(roleNames(environment).executionOf(service.name), environment) };
}

/** A role that is made, with its path. */
function made(role: string, { roles }: Environment): string {
  return `${roles?.path?.slice(1) ?? ""}${role}`;
}

interface Task extends Pick<Service, "size" | "compute"> {
  readonly family: string;
  /** With its path. */
  readonly taskRole: string;
  /** @default that of all tasks without secrets */
  readonly executionRole?: string;
}

function taskAs({ family, size, compute, taskRole, executionRole }: Task, environment: Environment): TaskRequest {
  const arn = (role: string) => `arn:${placeOf(environment).partition}:iam::${ACCOUNT}:role/${existingRolePath(role)}`;
  const cpuArchitecture = compute?.architecture === "arm64" ? "ARM64" : "X86_64";
  return {
    family,
    taskRoleArn: arn(taskRole),
    executionRoleArn: arn(executionRole ?? made(roleNames(environment).execution, environment)),
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: String(size.cpu),
    memory: String(size.memory),
    runtimePlatform: { cpuArchitecture, operatingSystemFamily: "LINUX" },
    ...(compute?.ephemeralStorage !== undefined && { ephemeralStorage: { sizeInGiB: compute.ephemeralStorage } }),
  };
}
