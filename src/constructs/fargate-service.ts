import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import { EcsTaskDefinition, type EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import { Construct } from "constructs";
import type { AccessPoint } from "./access-point.js";
import { type Addressable, addDependencies } from "./address.js";
import type { Cluster } from "./cluster.js";
import { type ContainerProps, containerDefinition } from "./container.js";
import type { ExecutionRole } from "./execution-role.js";
import type { IFileSystem } from "./file-system.js";
import { JsonDocument } from "./json-document.js";
import { Role } from "./role.js";
import { SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** One directory of the container that is an access point. */
export interface EfsMount {
  /** Name of the volume in the task definition: letters, digits, `_` and `-`. The same access point has the same name. */
  readonly volumeName: TerraformString;
  readonly fileSystem: IFileSystem;
  readonly accessPoint: AccessPoint;
  readonly containerPath: TerraformString;
  /** @default false */
  readonly readOnly?: boolean;
}

/** How a new version takes over: `recreate` stops the old tasks before it starts the new ones, `rolling` the other way around. */
export type DeploymentStrategy = "recreate" | "rolling";

/** Props of {@link FargateService}. */
export interface FargateServiceProps {
  readonly cluster: Cluster;
  /** Unique in the cluster. A change replaces the service. */
  readonly serviceName: TerraformString;
  /** Name of the task definition; a change replaces it. */
  readonly family: TerraformString;
  /** Version of the Fargate platform. @default "1.4.0", the first that mounts EFS, and what LATEST means */
  readonly platformVersion?: string;
  readonly container: ContainerProps;
  /** CPU units, 1024 to a vCPU, of a size that Fargate has. */
  readonly cpu: number;
  /** MiB, of a size that Fargate has. */
  readonly memory: number;
  /** Tasks to run. @default 1 */
  readonly instances?: number;
  /** @default "recreate", the only one with which two versions never write to a volume at once */
  readonly strategy?: DeploymentStrategy;
  /** @default none */
  readonly mounts?: readonly EfsMount[];
  readonly executionRole: ExecutionRole;
  /** Name of the role of its containers, at most 64 characters. */
  readonly taskRoleName: TerraformString;
  /** Who may take the role of its containers: a policy as a JSON string. */
  readonly taskRoleTrust: TerraformString;
  /** Name of its security group. A change replaces the group. */
  readonly securityGroupName: TerraformString;
  /** A change replaces the log group. */
  readonly logGroupName: TerraformString;
  /** Days that logs are kept. @default 30 */
  readonly logRetentionInDays?: number;
  /** Region of the log group. */
  readonly region: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * A container that Fargate keeps running, with a role, a security group and a log group of its own. Nothing can reach it until its
 * security group is told; it can reach everything.
 *
 * Children: `log-group`, `task-role`, `security-group`, `container`, `task-definition`, `service`.
 */
export class FargateService extends Construct {
  /** The service. */
  public readonly service: EcsService;
  /** What its tasks are made from. */
  public readonly taskDefinition: EcsTaskDefinition;
  /** What its containers may do. */
  public readonly taskRole: Role;
  /** What its tasks may reach, and who may reach them. */
  public readonly securityGroup: SecurityGroup;
  /** Where its output goes. */
  public readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const tags = { ...props.tags };
    const mounts = props.mounts ?? [];
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionInDays ?? 30,
      tags,
    });
    props.executionRole.grantWriteLogs(expression(this.logGroup.arn));
    this.taskRole = new Role(this, "task-role", {
      roleName: props.taskRoleName,
      assumeRolePolicy: props.taskRoleTrust,
      tags,
    });
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.cluster.network.vpcId,
      groupName: props.securityGroupName,
      description: expression(`Tasks of service ${props.serviceName}`),
      tags: { ...tags, Name: props.securityGroupName },
    });
    const anywhere = { tags: { ...tags, Name: literal("Out to everywhere") } };
    const rules = [
      this.securityGroup.allowToAnyIpv4("internet", anywhere),
      ...fileSystemsOf(mounts).flatMap((fileSystem) => fileSystem.allowFrom(id, this.securityGroup, tags)),
    ];
    this.#grantMounts(mounts);
    this.taskDefinition = this.#defineTask(props, mounts, tags);
    this.service = this.#run(props, tags);
    addDependencies(this.service, [...rules, ...this.#prerequisites(props, mounts)]);
  }

  /** Has Terraform make this service after others, and destroy it before them. */
  public startAfter(...services: readonly FargateService[]): void {
    addDependencies(
      this.service,
      services.map((other) => other.service),
    );
  }

  /** One grant per access point, with write access if any of its mounts has it. */
  #grantMounts(mounts: readonly EfsMount[]): void {
    for (const [accessPoint, ofIt] of grouped(mounts, (mount) => mount.accessPoint)) {
      const write = ofIt.some((mount) => !mount.readOnly);
      for (const fileSystem of fileSystemsOf(ofIt)) fileSystem.grantMount(this.taskRole, accessPoint, { write });
    }
  }

  #defineTask(props: FargateServiceProps, mounts: readonly EfsMount[], tags: Record<string, string>) {
    const container = new JsonDocument(
      this,
      "container",
      containerDefinition(
        props.container,
        mounts.map((mount) => ({ ...mount, readOnly: mount.readOnly ?? false })),
        { logGroupName: expression(this.logGroup.name), region: props.region },
      ),
    );
    return new EcsTaskDefinition(this, "task-definition", {
      family: props.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
      cpu: String(props.cpu),
      memory: String(props.memory),
      executionRoleArn: props.executionRole.roleArn,
      taskRoleArn: this.taskRole.roleArn,
      containerDefinitions: container.encodedInList,
      // ECS updates no service to a revision that is no longer registered, and that is what a deployment that fails is rolled back to.
      skipDestroy: true,
      ...(mounts.length > 0 && { volume: volumes(mounts) }),
      tags,
    });
  }

  #run(props: FargateServiceProps, tags: Record<string, string>): EcsService {
    return new EcsService(this, "service", {
      name: props.serviceName,
      cluster: props.cluster.clusterArn,
      taskDefinition: this.taskDefinition.arn,
      launchType: "FARGATE",
      platformVersion: props.platformVersion ?? "1.4.0",
      desiredCount: props.instances ?? 1,
      ...deployment(props.strategy ?? "recreate"),
      deploymentCircuitBreaker: { enable: true, rollback: true },
      networkConfiguration: {
        subnets: [...props.cluster.network.subnetIds],
        securityGroups: [this.securityGroup.securityGroupId],
        assignPublicIp: true,
      },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags,
    });
  }

  /** What a task needs from its first moment on, and what must outlast it for it to stop in peace. */
  #prerequisites(props: FargateServiceProps, mounts: readonly EfsMount[]): readonly Addressable[] {
    return [
      ...props.cluster.network.dependencies,
      ...props.executionRole.dependencies,
      ...this.taskRole.dependencies,
      ...fileSystemsOf(mounts).flatMap((fileSystem) => fileSystem.dependencies),
    ];
  }
}

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

function volumes(mounts: readonly EfsMount[]): EcsTaskDefinitionVolume[] {
  return [...grouped(mounts, (mount) => mount.volumeName)].map(([name, [mount]]) => ({
    name,
    ...(mount && {
      efsVolumeConfiguration: {
        fileSystemId: mount.fileSystem.fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: mount.accessPoint.accessPointId, iam: "ENABLED" },
      },
    }),
  }));
}

function fileSystemsOf(mounts: readonly EfsMount[]): readonly IFileSystem[] {
  return [...new Set(mounts.map((mount) => mount.fileSystem))];
}

function grouped<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
