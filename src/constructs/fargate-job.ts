import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import type { Construct } from "constructs";
import type { LogDelivery } from "../aws/logging.js";
import { LOG_GROUP_SETTINGS } from "../aws/settings.js";
import type { Addressable } from "./address.js";
import type { ICluster } from "./cluster.js";
import { type ContainerProps, containerDefinition } from "./container.js";
import { filesDefinition, filesName, type TaskFilesProps, taskVolumes, withFiles } from "./container-files.js";
import { type EfsMount, efsVolumes, fileSystemsOf, grantMounts, mountPoints } from "./efs-mounts.js";
import type { IExecutionRole } from "./execution-role.js";
import type { FileSystemClients } from "./file-system-clients.js";
import { JsonDocument } from "./json-document.js";
import type { TaskVisibility } from "./network.js";
import { Part } from "./part.js";
import { type IRole, Role, type RoleSettings } from "./role.js";
import type { RunnableTask } from "./runnable-task.js";
import { type ISecurityGroup, ruleName, SecurityGroup } from "./security-group.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import { dependsOn } from "./sidecars.js";
import type { Tags } from "./tags.js";
import { type TaskPlacement, taskPlacement } from "./task-subnets.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** Props of {@link FargateJob}. */
export interface FargateJobProps extends SettingProps<typeof LOG_GROUP_SETTINGS> {
  readonly cluster: ICluster;
  /** Whether it runs in the public subnets of the cluster's network, or in the private ones. @default "public" */
  readonly visibility?: TaskVisibility;
  /** Name of the task definition; a change replaces it. */
  readonly family: TerraformString;
  readonly container: ContainerProps;
  /** What is put into it before it begins. @default nothing */
  readonly files?: TaskFilesProps;
  /** CPU units, 1024 to a vCPU, of a size that Fargate has. */
  readonly cpu: number;
  /** MiB, of a size that Fargate has. */
  readonly memory: number;
  readonly executionRole: IExecutionRole;
  /** Name of the role of its container, at most 64 characters. */
  readonly taskRoleName: TerraformString;
  /** What the rules of the account ask of that role. @default nothing */
  readonly taskRoleSettings?: RoleSettings;
  /** Who may take the role of its container: a policy as a JSON string. */
  readonly taskRoleTrust: TerraformString;
  /** Name of its security group. A change replaces the group. */
  readonly securityGroupName: TerraformString;
  /** @default none */
  readonly mounts?: readonly EfsMount[];
  /** What file systems know its tasks by; these carry its group beside their own. @default file systems let in the group of the job */
  readonly fileSystemClients?: FileSystemClients;
  /** Groups that its tasks carry beside their own; ECS takes five in all. @default none */
  readonly securityGroups?: readonly ISecurityGroup[];
  /** A change replaces the log group. */
  readonly logGroupName: TerraformString;
  /** ARN of the KMS key that logs are encrypted with. Its policy has to let CloudWatch Logs use it. @default that of CloudWatch Logs */
  readonly logGroupKmsKeyArn?: TerraformString;
  /** Whether the log group stays in AWS, with its logs, when Terraform no longer has it. @default false */
  readonly keepLogs?: boolean;
  /** How the output of its container gets there. @default as the account has it */
  readonly logDelivery?: LogDelivery;
  /** Region of the log group. */
  readonly region: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * A container that runs to its end when something starts it, with a role, a security group and a log group of its own. Nothing can reach
 * it; it can reach everything that lets it in. Children: `log-group`, `task-role`, `security-group`, `container`, `files`, `task-definition`.
 */
export class FargateJob extends Part implements RunnableTask {
  public readonly taskDefinition: EcsTaskDefinition;
  public readonly roles: readonly IRole[];
  /** The group of its tasks alone. */
  public readonly securityGroup: ISecurityGroup;
  public readonly securityGroups: readonly ISecurityGroup[];
  public readonly placement: TaskPlacement;
  readonly #dependencies: Addressable[];

  constructor(scope: Construct, id: string, props: FargateJobProps) {
    super(scope, id);
    const tags = { ...props.tags };
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: props.logGroupName,
      ...settingAttributes(LOG_GROUP_SETTINGS, props),
      ...(props.logGroupKmsKeyArn && { kmsKeyId: props.logGroupKmsKeyArn }),
      ...(props.keepLogs && { skipDestroy: true }),
      tags,
    });
    props.executionRole.grantWriteLogs(expression(logGroup.arn));
    const taskRole = new Role(this, "task-role", {
      roleName: props.taskRoleName,
      ...props.taskRoleSettings,
      assumeRolePolicy: props.taskRoleTrust,
      tags,
    });
    const mounts = props.mounts ?? [];
    grantMounts(taskRole, mounts);
    const securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.cluster.network.vpcId,
      groupName: props.securityGroupName,
      description: literal(`Tasks of job ${id}`),
      tags: { ...tags, Name: props.securityGroupName },
    });
    const outward = securityGroup.allowToAnyIpv4("internet", ruleName(literal("Out to everywhere"), tags));
    const logs = { logGroupName: expression(logGroup.name), region: props.region, ...props.logDelivery };
    const { files } = props;
    const container = new JsonDocument(this, "container", {
      ...containerDefinition(props.container, withFiles(mountPoints(mounts), files), logs),
      ...(files && dependsOn([{ containerName: filesName(props.container), condition: "SUCCESS" }])),
    });
    const written = files ? [new JsonDocument(this, "files", filesDefinition(props.container, files, logs))] : [];
    const volumes = [...efsVolumes(mounts), ...(files ? taskVolumes(files) : [])];
    this.taskDefinition = new EcsTaskDefinition(this, "task-definition", {
      family: props.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
      cpu: String(props.cpu),
      memory: String(props.memory),
      executionRoleArn: props.executionRole.roleArn,
      taskRoleArn: taskRole.roleArn,
      containerDefinitions: JsonDocument.encodedList(container, ...written),
      // Until the schedule names the next revision, it runs this one.
      skipDestroy: true,
      ...(volumes.length > 0 && { volume: volumes }),
      tags,
    });
    this.roles = [taskRole, props.executionRole];
    const { fileSystemClients: clients } = props;
    this.securityGroup = securityGroup;
    this.securityGroups = [securityGroup, ...(props.securityGroups ?? []), ...(clients ? [clients.securityGroup] : [])];
    this.placement = taskPlacement(props.cluster.network, props.visibility);
    const fileSystems = fileSystemsOf(mounts);
    this.#dependencies = [
      outward,
      ...(clients?.dependencies ?? fileSystems.flatMap((one) => one.allowFrom(`job ${id}`, securityGroup, tags))),
      ...this.placement.dependencies,
      ...props.executionRole.dependencies,
      ...taskRole.dependencies,
      ...fileSystems.flatMap(({ dependencies }) => dependencies),
    ];
  }

  public get dependencies(): RunnableTask["dependencies"] {
    return this.#dependencies;
  }

  /** Has whoever runs it wait for rules that let its tasks in somewhere. It is to be told before that one is made. */
  public startAfterRules(...rules: readonly Addressable[]): void {
    this.#dependencies.push(...rules);
  }
}
