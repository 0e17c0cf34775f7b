import { type ElementFamily, element, type Presence } from "./element.js";
import { CLUSTER_KEYS, KMS_KEY, OWN_EXECUTION, ROLE_KEYS } from "./keys.js";

const cron: Presence = { when: "there is a job on a schedule", made: ["cron.*"] };

export const schedules: ElementFamily = {
  section: "Schedules",
  elements: [
    element("aws_scheduler_schedule_group.main", "cron/group", "the group of the schedules", cron, ["name"]),
    element(
      "aws_iam_role.scheduler",
      "cron/role/resource",
      "the role with which EventBridge Scheduler runs tasks",
      cron,
      ROLE_KEYS,
    ),
    element("aws_iam_role_policy.scheduler", "cron/role/policy", "what the role that starts jobs may do", cron),
    element("local.scheduler_policy", "cron/role/policy-document", "the policy of the role that starts jobs", cron, [
      ...CLUSTER_KEYS,
      "cron.*.service",
      "cron.*.deadLetterQueue",
      KMS_KEY,
      ...OWN_EXECUTION,
      "services.*.aws.taskRole",
    ]),
    element(
      "aws_sqs_queue.dead_letters",
      "dead-letters/resource",
      "where it is written down that jobs could not be started",
      { when: "a job has `deadLetterQueue: true`", made: ["cron.*.deadLetterQueue=true"] },
      ["name", KMS_KEY],
    ),
    element("local.scheduler_trust", "cron/trust", "who may assume the role that starts jobs", cron),
  ],
};
