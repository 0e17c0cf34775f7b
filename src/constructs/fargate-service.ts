import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import type { Construct } from "constructs";
import { EXEC_ACTIONS } from "../aws/container.js";
import { PLATFORM_VERSION } from "../aws/fargate.js";
import type { LogDelivery } from "../aws/logging.js";
import { LOG_GROUP_SETTINGS } from "../aws/settings.js";
import { type Addressable, addDependencies, addressOf } from "./address.js";
import { type CapacityProvider, placement } from "./capacity-providers.js";
import type { ICluster } from "./cluster.js";
import { type ContainerLogs, type ContainerProps, type ContainerVariable, containerDefinition } from "./container.js";
import { filesDefinition, filesName, type TaskFilesProps, taskVolumes, withFiles } from "./container-files.js";
import { type EfsMount, efsVolumes, fileSystemsOf, grantMounts, mountPoints, shareable } from "./efs-mounts.js";
import type { IExecutionRole } from "./execution-role.js";
import type { FileSystemClients } from "./file-system-clients.js";
import { JsonDocument, type JsonDocumentPart } from "./json-document.js";
import type { Precondition, TaskVisibility } from "./network.js";
import { Part } from "./part.js";
import type { PolicyStatement } from "./policy.js";
import { preparationDefinition, preparationName } from "./preparation.js";
import { type IRole, Role, type RoleSettings } from "./role.js";
import type { RunnableTask } from "./runnable-task.js";
import { type ISecurityGroup, ruleName, SecurityGroup } from "./security-group.js";
import { type ServiceConnectNames, serviceConnect } from "./service-connect.js";
import type { IServiceConnectNamespace } from "./service-connect-namespace.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import { type ContainerDependency, dependsOn, type SidecarProps, sidecarDefinitions } from "./sidecars.js";
import type { Tags } from "./tags.js";
import { type TaskPlacement, taskPlacement } from "./task-subnets.js";
import { code, evaluated } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";
import { seedDefinition, seedName, type VolumeSeedProps } from "./volume-seed.js";

/** How a new version takes over: `recreate` stops the old tasks before it starts the new ones, `rolling` the other way around. */
export type DeploymentStrategy = "recreate" | "rolling";

/** A port of a container that is a target of a load balancer. */
export interface LoadBalancerTarget {
  /** ARN of the target group; some rule of a listener leads to it. */
  readonly arn: TerraformString;
  readonly containerName: TerraformString;
  /** TCP port. */
  readonly port: number;
}

/** Props of {@link FargateService}. The role of its containers is made, or one that is there already. */
export type FargateServiceProps = FargateServiceBaseProps & (TaskRoleProps | ExistingTaskRoleProps);

/** Props of the role of a service's containers. */
export interface TaskRoleProps {
  readonly taskRole?: undefined;
  /** Name of the role of its containers, at most 64 characters. */
  readonly taskRoleName: TerraformString;
  /** What the rules of the account ask of that role. @default nothing */
  readonly taskRoleSettings?: RoleSettings;
  /** Who may take the role of its containers: a policy as a JSON string. */
  readonly taskRoleTrust: TerraformString;
  /** What its containers may do, beside what its mounts and `enableExecuteCommand` need. @default nothing */
  readonly taskStatements?: readonly PolicyStatement[];
  /** ARNs of managed policies that say what else its containers may do. @default none */
  readonly taskPolicies?: readonly TerraformString[];
}

/** In their place, a role that is there already. */
export interface ExistingTaskRoleProps {
  /** The role of its containers: {@link Role.fromRoleArn}. */
  readonly taskRole: IRole;
}

/** Props of {@link FargateService} beside the role of its containers. */
export interface FargateServiceBaseProps extends SettingProps<typeof LOG_GROUP_SETTINGS> {
  readonly cluster: ICluster;
  /** Unique in the cluster. A change replaces the service. */
  readonly serviceName: TerraformString;
  /** Name of the task definition; a change replaces it. */
  readonly family: TerraformString;
  /** Whether its tasks run in the public subnets of the cluster's network, or in the private ones. @default "public" */
  readonly visibility?: TaskVisibility;
  /** Version of the Fargate platform. @default "1.4.0", the first that mounts EFS, and what LATEST means */
  readonly platformVersion?: string;
  readonly container: ContainerProps;
  /** Entry point of a container that runs to its end before that one, with the same image and volumes. @default none */
  readonly preparation?: readonly TerraformString[];
  /** Containers that run beside that one, with what they mount of its volumes; none in its jobs. @default none */
  readonly sidecars?: readonly SidecarProps[];
  /** The sidecars that it waits for, and what runs before it. @default none */
  readonly startsAfter?: readonly ContainerDependency[];
  /** What is put into that one, and into the containers of jobs, before they begin. @default nothing */
  readonly files?: TaskFilesProps;
  /** What fills volumes before that one, and the containers of jobs, begin. @default nothing */
  readonly seed?: VolumeSeedProps;
  /** @default "X86_64" */
  readonly cpuArchitecture?: "X86_64" | "ARM64";
  /** Local disk in GiB, 21 to 200. @default 20, which every task has */
  readonly ephemeralStorageInGib?: number;
  /** Where its tasks run; the cluster has to have the provider. @default the launch type FARGATE */
  readonly capacityProvider?: CapacityProvider;
  /** Whether `aws ecs execute-command` may enter its containers; they should have an init process then. @default false */
  readonly enableExecuteCommand?: boolean;
  /** What has to hold for a task to be defined. @default nothing */
  readonly preconditions?: readonly Precondition[];
  /** CPU units, 1024 to a vCPU, of a size that Fargate has. */
  readonly cpu: number;
  /** MiB, of a size that Fargate has. */
  readonly memory: number;
  /** Tasks to run. @default 1 */
  readonly instances?: number;
  /**
   * Whether Terraform waits until the service is steady, and fails where that is with another task definition than this one: ECS went back to
   * the one before. @default false: it goes on when ECS has begun
   */
  readonly waitForDeployments?: boolean;
  /** @default "recreate", which starts no version while another runs; one that still stops counts as no longer running */
  readonly strategy?: DeploymentStrategy;
  /** @default none */
  readonly mounts?: readonly EfsMount[];
  /** What file systems know its tasks by; these carry its group beside their own. @default file systems let in the group of the service */
  readonly fileSystemClients?: FileSystemClients;
  readonly executionRole: IExecutionRole;
  /** Name of its security group. A change replaces the group. */
  readonly securityGroupName: TerraformString;
  /** Of its security group. A change replaces the group. @default "Tasks of service <serviceName>" */
  readonly securityGroupDescription?: TerraformString;
  /** Groups that its tasks carry beside their own and that of `fileSystemClients`; ECS takes five in all. @default none */
  readonly securityGroups?: readonly ISecurityGroup[];
  /** Groups that are let in on the ports of the container, by a key each: `ingress/port` and `ingress/ports` of its group. @default nobody is */
  readonly clients?: ReadonlyMap<string, ISecurityGroup>;
  /** Where it finds others by name, and is found by the name of its container's port if that has one. @default nowhere */
  readonly serviceConnect?: IServiceConnectNamespace;
  /** What it is called there. @default the name of its container's port */
  readonly serviceConnectNames?: ServiceConnectNames;
  /** ARN of the service of Cloud Map that ECS registers its tasks in. A change begins a deployment. @default none */
  readonly registryArn?: TerraformString;
  /** A change replaces the log group. */
  readonly logGroupName: TerraformString;
  /** ARN of the KMS key that logs are encrypted with. Its policy has to let CloudWatch Logs use it. @default that of CloudWatch Logs */
  readonly logGroupKmsKeyArn?: TerraformString;
  /** Whether the log group stays in AWS, with its logs, when Terraform no longer has it. @default false */
  readonly keepLogs?: boolean;
  /** How the output of its containers gets there. @default as the account has it */
  readonly logDelivery?: LogDelivery;
  /** Region of the log group. */
  readonly region: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/** Props of {@link FargateService.defineJob}. */
export interface ServiceJobProps {
  /** Name of the task definition; a change replaces it. */
  readonly family: TerraformString;
  readonly containerName: TerraformString;
  /** Takes the place of the service's. @default the image's own */
  readonly entryPoint?: readonly TerraformString[];
  /** @default the image's own, unless `entryPoint` is given */
  readonly command?: readonly TerraformString[];
  /** CPU units, of a size that Fargate has. @default those of the service */
  readonly cpu?: number;
  /** MiB, of a size that Fargate has. @default that of the service */
  readonly memory?: number;
  /** Variables over those of the service. @default none */
  readonly environment?: readonly ContainerVariable[];
  /** @default none */
  readonly tags?: Tags;
}

/**
 * A container that Fargate keeps running, with a role, a security group and a log group of its own. Nothing can reach it until its
 * security group is told; it can reach everything.
 *
 * Children: `log-group`, `task-role`, `security-group`, `files`, `seed`, `container`, `preparation`, `sidecars`,
 * `task-definition`, `service`.
 */
export class FargateService extends Part {
  /** The service. */
  public readonly service: EcsService;
  /** What its tasks are made from. */
  public readonly taskDefinition: EcsTaskDefinition;
  /** What its containers may do. */
  public readonly taskRole: IRole;
  /** What its tasks may reach, and who may reach them. */
  public readonly securityGroup: SecurityGroup;
  /** Where its output goes. */
  public readonly logGroup: CloudwatchLogGroup;
  /** Where its tasks run. */
  public readonly placement: TaskPlacement;
  readonly #props: FargateServiceProps;
  readonly #rules: readonly Addressable[];
  /** What comes before its container and those of its jobs, by the name of each. */
  readonly #first: ReadonlyMap<TerraformString, JsonDocument>;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    this.#props = props;
    this.placement = taskPlacement(props.cluster.network, props.visibility);
    const tags = { ...props.tags };
    const mounts = props.mounts ?? [];
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: props.logGroupName,
      ...settingAttributes(LOG_GROUP_SETTINGS, props),
      ...(props.logGroupKmsKeyArn && { kmsKeyId: props.logGroupKmsKeyArn }),
      ...(props.keepLogs && { skipDestroy: true }),
      tags,
    });
    props.executionRole.grantWriteLogs(expression(this.logGroup.arn));
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.cluster.network.vpcId,
      groupName: props.securityGroupName,
      description: props.securityGroupDescription ?? template`Tasks of service ${props.serviceName}`,
      tags: { ...tags, Name: props.securityGroupName },
    });
    const anywhere = ruleName(literal("Out to everywhere"), tags);
    this.#rules = [
      this.securityGroup.allowToAnyIpv4("internet", anywhere),
      ...this.#letMount(id, props, tags),
      ...this.#letIn(props, tags),
    ];
    this.taskRole = props.taskRole ?? this.#makeTaskRole(props, tags);
    this.#first = this.#defineFirst(props);
    this.taskDefinition = this.#defineTask(this, props, mounts, tags);
    this.service = this.#run(props, tags);
    addDependencies(this.service, [...this.#rules, ...this.#prerequisites(props, mounts)]);
  }

  /**
   * Defines a task of this service that runs another command to its end: same image, variables, secrets, volumes, roles, log group
   * and security groups. It listens on nothing. Children of the scope: `container`, `task-definition`.
   */
  public defineJob(scope: Construct, job: ServiceJobProps): RunnableTask {
    const {
      preparation: _,
      capacityProvider: _provider,
      sidecars: _sidecars,
      startsAfter: _after,
      ...shared
    } = this.#props;
    const { family, cpu = shared.cpu, memory = shared.memory } = job;
    const props = { ...shared, family, cpu, memory, container: jobContainer(this.#props.container, job) };
    const mounts = shareable(props.mounts ?? []);
    const taskDefinition = this.#defineTask(scope, props, mounts, { ...job.tags });
    return {
      taskDefinition,
      roles: [this.taskRole, props.executionRole],
      securityGroups: this.#groups,
      placement: this.placement,
      dependencies: [...this.#rules, ...this.#prerequisites(props, mounts)],
    };
  }

  /**
   * Has a load balancer send requests to its tasks, which have a while in which they may fail its checks. Adding it, changing it and
   * taking it away leave the service in place.
   */
  public registerIn(target: LoadBalancerTarget, gracePeriodSeconds: number, dependencies: Iterable<Addressable>): void {
    const { arn: targetGroupArn, containerName, port: containerPort } = target;
    this.service.putLoadBalancer([{ targetGroupArn, containerName, containerPort }]);
    this.service.healthCheckGracePeriodSeconds = gracePeriodSeconds;
    addDependencies(this.service, dependencies);
  }

  /** Has Terraform set the number of tasks when it makes the service, and never after. */
  public leaveCountAlone(): void {
    this.service.lifecycle = { ...this.service.lifecycle, ignoreChanges: ["desired_count"] };
  }

  /** Has Terraform make this service after others, and destroy it before them. */
  public startAfter(...services: readonly FargateService[]): void {
    addDependencies(
      this.service,
      services.map((other) => other.service),
    );
  }

  /** Has Terraform make this service, and start its tasks, after rules that let them in elsewhere. */
  public startAfterRules(...rules: readonly Addressable[]): void {
    addDependencies(this.service, rules);
  }

  #logs({ region, logDelivery }: FargateServiceProps): ContainerLogs {
    return { logGroupName: expression(this.logGroup.name), region, ...logDelivery };
  }

  /** All groups that its tasks carry. */
  get #groups(): readonly ISecurityGroup[] {
    const { securityGroups = [], fileSystemClients } = this.#props;
    return [this.securityGroup, ...securityGroups, ...(fileSystemClients ? [fileSystemClients.securityGroup] : [])];
  }

  #letMount(id: string, { mounts = [], fileSystemClients }: FargateServiceProps, tags: Tags): readonly Addressable[] {
    if (fileSystemClients) return fileSystemClients.dependencies;
    return fileSystemsOf(mounts).flatMap((fileSystem) => fileSystem.allowFrom(id, this.securityGroup, tags));
  }

  #letIn({ container, clients }: FargateServiceProps, tags: Tags): readonly Addressable[] {
    if (!clients || clients.size === 0) return [];
    const { port, ports = [] } = container;
    const rule = ruleName(expression("In from ${each.key}"), tags);
    return [
      ...(port === undefined ? [] : [this.securityGroup.allowFromEach("port", clients, { port, ...rule })]),
      ...(ports.length === 0 ? [] : [this.securityGroup.allowPortsFromEach("ports", clients, ports, rule)]),
    ];
  }

  /** The role of its containers, with all that it is granted. */
  #makeTaskRole(props: FargateServiceBaseProps & TaskRoleProps, tags: Tags): Role {
    const role = new Role(this, "task-role", {
      roleName: props.taskRoleName,
      ...props.taskRoleSettings,
      assumeRolePolicy: props.taskRoleTrust,
      tags,
    });
    grantMounts(role, props.mounts ?? []);
    if (props.enableExecuteCommand) role.addToPolicy(executeCommand);
    for (const statement of props.taskStatements ?? []) role.addToPolicy(statement);
    role.attachPolicies(props.taskPolicies ?? []);
    return role;
  }

  #defineTask(
    scope: Construct,
    props: FargateServiceProps,
    mounts: readonly EfsMount[],
    tags: Record<string, string>,
  ): EcsTaskDefinition {
    const { preconditions = [], ephemeralStorageInGib, files, sidecars = [] } = props;
    const written = [files, ...sidecars.map((one) => one.files)].filter((one) => one !== undefined);
    const all = [...efsVolumes(mounts), ...written.flatMap(taskVolumes)];
    return new EcsTaskDefinition(scope, "task-definition", {
      family: props.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: props.cpuArchitecture ?? "X86_64" },
      cpu: String(props.cpu),
      memory: String(props.memory),
      executionRoleArn: props.executionRole.roleArn,
      taskRoleArn: this.taskRole.roleArn,
      containerDefinitions: JsonDocument.encodedList(...this.#defineContainers(scope, props, mounts)),
      // ECS updates no service to a revision that is no longer registered, and that is what a deployment that fails is rolled back to.
      skipDestroy: true,
      ...(all.length > 0 && { volume: all }),
      ...(ephemeralStorageInGib !== undefined && { ephemeralStorage: { sizeInGib: ephemeralStorageInGib } }),
      ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      tags,
    });
  }

  #defineFirst(props: FargateServiceProps): ReadonlyMap<TerraformString, JsonDocument> {
    const { container, files, seed } = props;
    const logs = this.#logs(props);
    const first = new Map<TerraformString, JsonDocument>();
    if (files)
      first.set(filesName(container), new JsonDocument(this, "files", filesDefinition(container, files, logs)));
    if (seed) first.set(seedName(container), new JsonDocument(this, "seed", seedDefinition(container, seed, logs)));
    return first;
  }

  /** The container, those that run before it (one that prepares, and before that those that write files and fill volumes), and those beside it. */
  #defineContainers(
    scope: Construct,
    props: FargateServiceProps,
    mounts: readonly EfsMount[],
  ): readonly (JsonDocument | JsonDocumentPart)[] {
    const { container, preparation, files, startsAfter = [] } = props;
    const logs = this.#logs(props);
    const first = [...this.#first.values()];
    const sidecars = this.#sidecarsOf(props);
    const beside = sidecars.length > 0 ? defineSidecars(scope, sidecars, logs) : [];
    const after = (...names: readonly TerraformString[]) =>
      dependsOn([...names.map((containerName) => ({ containerName, condition: "SUCCESS" as const })), ...startsAfter]);
    const afterFirst = after(...this.#first.keys());
    const definition = containerDefinition(container, withFiles(mountPoints(mounts), files), logs);
    if (!preparation) {
      return [new JsonDocument(scope, "container", { ...definition, ...afterFirst }), ...first, ...beside];
    }
    const before = withFiles(mountPoints(shareable(mounts)), files);
    return [
      new JsonDocument(scope, "container", { ...definition, ...after(preparationName(container)) }),
      new JsonDocument(scope, "preparation", {
        ...preparationDefinition(container, preparation, before, logs),
        ...afterFirst,
      }),
      ...first,
      ...beside,
    ];
  }

  /** The sidecars; those with a volume that is filled start after that. */
  #sidecarsOf({ container, seed, sidecars = [] }: FargateServiceProps): readonly SidecarProps[] {
    if (!seed) return sidecars;
    const filled: ReadonlySet<string> = new Set(seed.volumeNames);
    const seeded = { containerName: seedName(container), condition: "SUCCESS" } as const;
    return sidecars.map((one) =>
      one.mounts?.some(({ volumeName }) => filled.has(volumeName))
        ? { ...one, startsAfter: [seeded, ...(one.startsAfter ?? [])] }
        : one,
    );
  }

  #run(props: FargateServiceProps, tags: Record<string, string>): EcsService {
    return new EcsService(this, "service", {
      name: props.serviceName,
      cluster: props.cluster.clusterArn,
      taskDefinition: this.taskDefinition.arn,
      ...placement(props.capacityProvider),
      platformVersion: props.platformVersion ?? PLATFORM_VERSION,
      desiredCount: props.instances ?? 1,
      ...deployment(props.strategy ?? "recreate"),
      deploymentCircuitBreaker: { enable: true, rollback: true },
      ...(props.waitForDeployments && this.#awaited()),
      networkConfiguration: {
        subnets: [...this.placement.subnetIds],
        securityGroups: this.#groups.map((group) => group.securityGroupId),
        assignPublicIp: this.placement.assignPublicIp,
      },
      ...(props.serviceConnect && {
        serviceConnectConfiguration: serviceConnect(
          props.serviceConnect,
          props.container,
          this.#logs(props),
          props.serviceConnectNames,
        ),
      }),
      ...(props.registryArn !== undefined && { serviceRegistries: { registryArn: props.registryArn } }),
      ...(props.enableExecuteCommand && { enableExecuteCommand: true }),
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags,
    });
  }

  #awaited() {
    const applied = addressOf(this.taskDefinition);
    return {
      waitForSteadyState: true,
      lifecycle: {
        postcondition: [
          {
            condition: evaluated(code`self.task_definition == ${applied}.arn`),
            errorMessage:
              "ECS went back to the version before, as tasks of this one did not start or were not healthy. The events of the service and its logs say why.",
          },
        ],
      },
    };
  }

  /** What a task needs from its first moment on, and what must outlast it for it to stop in peace. */
  #prerequisites(props: FargateServiceProps, mounts: readonly EfsMount[]): readonly Addressable[] {
    return [
      ...this.placement.dependencies,
      ...(props.capacityProvider ? props.cluster.dependencies : []),
      ...props.executionRole.dependencies,
      ...this.taskRole.dependencies,
      ...fileSystemsOf(mounts).flatMap((fileSystem) => fileSystem.dependencies),
    ];
  }
}

/** One document for all, so that no name of a sidecar is part of an address. */
function defineSidecars(
  scope: Construct,
  sidecars: readonly SidecarProps[],
  logs: ContainerLogs,
): readonly JsonDocumentPart[] {
  const definitions = Object.fromEntries(sidecars.flatMap((one) => Object.entries(sidecarDefinitions(one, logs))));
  const document = new JsonDocument(scope, "sidecars", definitions);
  return Object.keys(definitions).map((key) => document.at(key));
}

/** A service's container without what it serves, and with what the job runs instead. */
function jobContainer(container: ContainerProps, job: ServiceJobProps): ContainerProps {
  const {
    port: _,
    portName: _name,
    ports: _ports,
    healthCheck: _check,
    entryPoint: _entryPoint,
    command: _command,
    ...own
  } = container;
  const over = job.environment ?? [];
  const kept = (own.environment ?? []).filter(({ name }) => !over.some((one) => one.name === name));
  return {
    ...own,
    containerName: job.containerName,
    ...(job.entryPoint && { entryPoint: job.entryPoint }),
    ...(job.command && { command: job.command }),
    environment: [...kept, ...over],
  };
}

const executeCommand: PolicyStatement = { actions: EXEC_ACTIONS, resources: [literal("*")] };

/** Zone rebalancing starts a task before it stops another, which AWS refuses at a maximum of 100. */
function deployment(strategy: DeploymentStrategy) {
  return strategy === "recreate"
    ? {
        deploymentMinimumHealthyPercent: 0,
        deploymentMaximumPercent: 100,
        availabilityZoneRebalancing: "DISABLED",
      }
    : {
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        availabilityZoneRebalancing: "ENABLED",
      };
}
