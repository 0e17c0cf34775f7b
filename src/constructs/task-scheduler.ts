import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group/index.js";
import type { Construct } from "constructs";
import { type Addressable, addressOf } from "./address.js";
import type { ICluster } from "./cluster.js";
import type { IDeadLetterQueue } from "./dead-letter-queue.js";
import { JsonDocument } from "./json-document.js";
import { Part } from "./part.js";
import { type PolicyStatement, policyDocument } from "./policy.js";
import { type IRole, Role, type RoleSettings } from "./role.js";
import type { RunnableTask } from "./runnable-task.js";
import type { Tags } from "./tags.js";
import { code, evaluated } from "./terraform-code.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link TaskScheduler}. */
export interface TaskSchedulerProps {
  /** Where the tasks run. */
  readonly cluster: ICluster;
  /** Name of the group of its schedules: letters, digits and `-_.`, at most 64 characters. A change replaces it and its schedules. */
  readonly groupName: TerraformString;
  /** Name of the role with which it runs tasks, at most 64 characters. */
  readonly roleName: TerraformString;
  /** What the rules of the account ask of that role. @default nothing */
  readonly roleSettings?: RoleSettings;
  readonly accountId: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * What EventBridge Scheduler runs tasks with: a group for the schedules, and a role that may run exactly the tasks that it was told of,
 * in this cluster, and pass on exactly their roles, to ECS. Children: `group`, `trust`, `role`.
 */
export class TaskScheduler extends Part {
  /** Where the tasks run. */
  public readonly cluster: ICluster;
  /** The group of the schedules. */
  public readonly group: SchedulerScheduleGroup;
  readonly #role: SchedulerRole;

  constructor(scope: Construct, id: string, props: TaskSchedulerProps) {
    super(scope, id);
    this.cluster = props.cluster;
    this.group = new SchedulerScheduleGroup(this, "group", {
      name: props.groupName,
      ...(props.tags && { tags: { ...props.tags } }),
    });
    const trust = new JsonDocument(this, "trust", policyDocument(schedulerTrust(props.accountId)));
    this.#role = new SchedulerRole(this, "role", {
      roleName: props.roleName,
      ...props.roleSettings,
      assumeRolePolicy: trust.encoded,
      ...(props.tags && { tags: props.tags }),
    });
  }

  public get roleArn(): TerraformString {
    return this.#role.roleArn;
  }

  /** What has to exist before a schedule can start a task. */
  public get dependencies(): readonly Addressable[] {
    return this.#role.dependencies;
  }

  /** Lets it write down that a task could not be started. */
  public grantSend(queue: IDeadLetterQueue): void {
    this.#role.grantSend(queue);
  }

  /** Lets it run a task, in every revision of its definition. */
  public grantRun(task: RunnableTask): void {
    this.#role.grantRun(task, this.cluster);
  }
}

/** Scheduler on behalf of this account, and of no other (the confused deputy). Source: EventBridge Scheduler user guide, cross-service-confused-deputy-prevention. */
function schedulerTrust(accountId: TerraformString): readonly PolicyStatement[] {
  return [
    {
      actions: ["sts:AssumeRole"],
      principals: { Service: [literal("scheduler.amazonaws.com")] },
      conditions: { StringEquals: { "aws:SourceAccount": [accountId] } },
    },
  ];
}

function allow(actions: readonly string[], resources: ReadonlySet<TerraformString>): readonly PolicyStatement[] {
  return resources.size === 0 ? [] : [{ actions, resources: [...resources].sort() }];
}

class SchedulerRole extends Role {
  readonly #definitions = new Set<TerraformString>();
  readonly #passed = new Set<IRole>();
  readonly #queues = new Set<TerraformString>();
  readonly #keys = new Set<TerraformString>();

  public grantSend({ queueArn, kmsKeyArn }: IDeadLetterQueue): void {
    this.#queues.add(queueArn);
    if (kmsKeyArn !== undefined) this.#keys.add(kmsKeyArn);
  }

  public grantRun({ taskDefinition, roles }: RunnableTask, cluster: ICluster): void {
    this.#definitions.add(template`${evaluated(code`${addressOf(taskDefinition)}.arn_without_revision`)}:*`);
    for (const role of roles) this.#passed.add(role);
    this.replacePolicy([
      ...allow(["sqs:SendMessage"], this.#queues),
      // Source: SQS developer guide, sqs-key-management, "Configure KMS permissions for producers".
      ...allow(["kms:Decrypt", "kms:GenerateDataKey"], this.#keys),
      {
        actions: ["ecs:RunTask"],
        resources: [...this.#definitions],
        conditions: { ArnEquals: { "ecs:cluster": [cluster.clusterArn] } },
      },
      {
        // A task is tagged as it starts. Source: AmazonECS developer guide, supported-iam-actions-tagging.
        actions: ["ecs:TagResource"],
        resources: [template`${evaluated(code`replace(${cluster.address}.arn, ":cluster/", ":task/")`)}/*`],
        conditions: { StringEquals: { "ecs:CreateAction": [literal("RunTask")] } },
      },
      {
        actions: ["iam:PassRole"],
        resources: [...this.#passed].map((role) => role.roleArn),
        conditions: { StringEquals: { "iam:PassedToService": [literal("ecs-tasks.amazonaws.com")] } },
      },
    ]);
  }
}
