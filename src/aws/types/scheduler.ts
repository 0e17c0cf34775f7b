import { named, on, passRole } from "./grant.js";
import type { ResourceRow } from "./row.js";
import { groupTexts, publicAddress } from "./shared-marks.js";

/** EventBridge Scheduler. */
export const scheduler = {
  aws_scheduler_schedule: {
    source: "scheduler/schedule.go",
    blocks: `
    capacity_provider_strategy dead_letter_config ecs_parameters eventbridge_parameters flexible_time_window
    kinesis_parameters network_configuration pipeline_parameter placement_constraints placement_strategy
    retry_policy sagemaker_pipeline_parameters sqs_parameters target
  `,
    tagged: false,
    forceNew: ["group_name", "name", "name_prefix"],
    unique: [
      {
        attributes: ["name"],
        within: "schedule group",
        source: "botocore scheduler, CreateSchedule, ConflictException",
      },
    ],
    marks: publicAddress("target.ecs_parameters.network_configuration.assign_public_ip"),
    rules: { securityGroups: groupTexts },
    iam: [
      on("scheduler", named("scheduler:schedule/{group_name}/{name*}"), {
        create: "CreateSchedule",
        read: "GetSchedule",
        update: "UpdateSchedule",
        delete: "DeleteSchedule",
      }),
      passRole("iam:role{target.role_arn>path|/}{target.role_arn>name}", "scheduler.amazonaws.com"),
    ],
  },
  aws_scheduler_schedule_group: {
    source: "scheduler/schedule_group.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: ["name", "name_prefix"],
    unique: [
      { attributes: ["name"], within: "region", source: "botocore scheduler, CreateScheduleGroup, ConflictException" },
    ],
    iam: [
      on("scheduler", named("scheduler:schedule-group/{name}"), {
        create: "CreateScheduleGroup TagResource",
        read: "GetScheduleGroup ListTagsForResource",
        update: "TagResource UntagResource",
        delete: "DeleteScheduleGroup",
      }),
      on(
        "scheduler",
        named("scheduler:schedule/{name}/*"),
        { delete: "DeleteSchedule" },
        "schedules that are left go with their group",
      ),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
