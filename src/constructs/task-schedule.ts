import { SchedulerSchedule, type SchedulerScheduleConfig } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import type { Construct } from "constructs";
import { PLATFORM_VERSION } from "../aws/fargate.js";
import { DEFAULT_RETRIES } from "../aws/scheduler.js";
import { addDependencies } from "./address.js";
import type { IDeadLetterQueue } from "./dead-letter-queue.js";
import { Part } from "./part.js";
import type { RunnableTask } from "./runnable-task.js";
import type { TaskScheduler } from "./task-scheduler.js";
import { taskPlacement } from "./task-subnets.js";
import type { TerraformString } from "./terraform-string.js";

/** When one schedule fires. */
export interface ScheduleTimes {
  /** Unique in the group: letters, digits and `-_.`, at most 64 characters. A change replaces it. */
  readonly scheduleName: TerraformString;
  /** `cron(...)` or `rate(...)`. */
  readonly expression: TerraformString;
}

/** Props of {@link TaskSchedule}. */
export interface TaskScheduleProps {
  readonly scheduler: TaskScheduler;
  readonly task: RunnableTask;
  readonly times: ScheduleTimes;
  /** A second schedule of the same task, for what one expression cannot say. @default none */
  readonly weekdays?: ScheduleTimes;
  /** IANA name. @default "UTC" */
  readonly timezone?: TerraformString;
  /** Version of the Fargate platform, numbers only. @default "1.4.0" */
  readonly platformVersion?: string;
  /**
   * How often and how long Scheduler tries again when ECS did not take the call. It never looks at what became of a task: one that failed is
   * not run again. @default 3 times within 300 seconds
   */
  readonly retries?: StartRetries;
  /** Where it is written down that the task could not be started, after all retries. @default nowhere */
  readonly deadLetterQueue?: IDeadLetterQueue;
  /** @default true */
  readonly enabled?: boolean;
}

/** Further attempts to start a task. Source: EventBridge Scheduler API, RetryPolicy. */
export interface StartRetries {
  /** 0 to 185. */
  readonly attempts: number;
  /** Seconds after the time of the schedule, 60 to 86400. */
  readonly maximumAge: number;
}

/** Runs a task at times. Children: `schedule`, and `weekdays` for the second one. */
export class TaskSchedule extends Part {
  constructor(scope: Construct, id: string, props: TaskScheduleProps) {
    super(scope, id);
    const { scheduler, task, times, weekdays } = props;
    if (props.deadLetterQueue) scheduler.grantSend(props.deadLetterQueue);
    scheduler.grantRun(task);
    this.#schedule("schedule", times, props);
    if (weekdays) this.#schedule("weekdays", weekdays, props);
  }

  #schedule(id: string, { scheduleName, expression }: ScheduleTimes, props: TaskScheduleProps): void {
    const schedule = new SchedulerSchedule(this, id, {
      name: scheduleName,
      groupName: props.scheduler.group.name,
      scheduleExpression: expression,
      scheduleExpressionTimezone: props.timezone ?? "UTC",
      state: (props.enabled ?? true) ? "ENABLED" : "DISABLED",
      flexibleTimeWindow: { mode: "OFF" },
      target: this.#target(props),
    });
    addDependencies(schedule, [...props.task.dependencies, ...props.scheduler.dependencies]);
  }

  #target({
    scheduler,
    task,
    platformVersion,
    retries = DEFAULT_RETRIES,
    deadLetterQueue,
  }: TaskScheduleProps): SchedulerScheduleConfig["target"] {
    const { subnetIds, assignPublicIp } = task.placement ?? taskPlacement(scheduler.cluster.network);
    return {
      arn: scheduler.cluster.clusterArn,
      roleArn: scheduler.roleArn,
      retryPolicy: {
        maximumRetryAttempts: retries.attempts,
        maximumEventAgeInSeconds: retries.maximumAge,
      },
      ...(deadLetterQueue && { deadLetterConfig: { arn: deadLetterQueue.queueArn } }),
      ecsParameters: {
        taskDefinitionArn: task.taskDefinition.arn,
        taskCount: 1,
        launchType: "FARGATE",
        platformVersion: platformVersion ?? PLATFORM_VERSION,
        networkConfiguration: {
          subnets: [...subnetIds],
          securityGroups: task.securityGroups.map((group) => group.securityGroupId),
          assignPublicIp,
        },
        enableEcsManagedTags: true,
        propagateTags: "TASK_DEFINITION",
      },
    };
  }
}
