import type { KeyPattern } from "../../model/provenance.js";
import { type ElementFamily, element, type Presence } from "./element.js";
import {
  CLUSTER_KEYS,
  containerKeys,
  DELIVERY,
  EXISTING_FILE_SYSTEM,
  KEPT_LOGS,
  KMS_KEY,
  NAMES,
  NFS_RULES,
  PLACE,
  ROLE_KEYS,
  SHARED,
  TOLD,
  taskKeys,
  VPC_KEYS,
} from "./keys.js";

/** What decides with which role ECS starts the tasks of a job that runs as a service. */
const EXECUTION: readonly KeyPattern[] = [
  "services.{runs}.secrets",
  "secrets",
  "services.{runs}.registry",
  "services.{runs}.depends_on[{told}]",
  "services.{runs}.depends_on.{told}",
  "databases.{told}.managed",
  "databases.{told}.rootPassword",
  "databases.{told}.url",
  "services.{runs}.aws.taskRole",
  "services.{runs}.aws.executionRole",
];

const ofJob: Presence = { made: ["cron.{job}"] };
const ownImage: Presence = { when: "the job has an image of its own", made: ["cron.{job}.image"] };

const mountingJob: Presence = {
  when: "the job has an image of its own, and volumes",
  made: ["cron.{job}.volumes[*]"],
};

const secretive: Presence = {
  when: "the job has an image of its own, and secrets, its own or of a database",
  made: [
    "cron.{job}.secrets.* | cron.{job}.depends_on[{entrusted}]",
    "cron.{job}.secrets.* | cron.{job}.depends_on[{entrustedAnyway}] | databases.{entrustedByAws}.managed=true",
    "cron.{job}.secrets.* | cron.{job}.depends_on[{entrustedOfItself}] | databases.{entrustedCache}.rootPassword",
  ],
};

/** What a schedule says of when and where its tasks run. */
const times: readonly KeyPattern[] = [
  "cron.{job}.schedule",
  "cron.{job}.timezone",
  "cron.{job}.service",
  "cron.{job}.image",
  "cron.{job}.retries",
  "cron.{job}.deadLetterQueue",
  "cron.{job}.secrets",
  "cron.{job}.depends_on",
  "cron.{job}.networks",
  "cron.{job}.volumes",
  ...PLACE,
  ...CLUSTER_KEYS,
  "services.{runs}.instances",
  "services.{runs}.networks",
  "services.{runs}.volumes",
  "services.{runs}.permissions",
  ...EXECUTION,
  "services.{runs}.port",
  "services.{runs}.expose",
  "services.{runs}.ports",
  ...NAMES,
  ...NFS_RULES,
];

export const jobs: ElementFamily = {
  section: "Job {job}",
  elements: [
    element("aws_scheduler_schedule.{job}", "jobs/{job}/times/schedule", "when a job runs", ofJob, times),
    element(
      "aws_scheduler_schedule._{job}_weekdays",
      "jobs/{job}/times/weekdays",
      "when it runs on weekdays, beside days of the month",
      { when: "the schedule restricts both day fields", made: ["cron.{job}.schedule"] },
      times,
    ),
    element(
      "aws_ecs_task_definition._{job}",
      "jobs/{job}/task-definition",
      "what the job's tasks are made from",
      ofJob,
      [
        "cron.{job}.service",
        "cron.{job}.image",
        "cron.{job}.secrets",
        "cron.{job}.depends_on",
        "cron.{job}.cpu",
        "cron.{job}.memory",
        "cron.{job}.volumes",
        ...taskKeys("services.{runs}"),
        ...EXECUTION,
        ...NAMES,
      ],
    ),
    element("local._{job}_container", "jobs/{job}/container", "its container", ofJob, [
      "cron.{job}.command",
      "cron.{job}.env",
      "cron.{job}.secrets",
      "cron.{job}.depends_on",
      "services.{called}.port",
      "services.{called}.expose",
      "services.{called}.ports",
      "services.{called}.image",
      "cron.{job}.service",
      "cron.{job}.image",
      "cron.{job}.volumes",
      ...containerKeys("services.{runs}"),
    ]),
    element(
      "local._{job}_files",
      "jobs/{job}/files",
      "what writes its files before it begins",
      {
        when: "the job has an image of its own, and secrets that are files",
        made: ["cron.{job}.image", "cron.{job}.secrets.*.file"],
      },
      [
        "name",
        "infra.region",
        "infra.secrets",
        "cron.{job}.secrets",
        // For whom secrets are to be readable.
        "cron.{job}.volumes",
        "volumes.{mounted}.efs.uid",
        "volumes.{mounted}.efs.gid",
        ...DELIVERY,
      ],
    ),
    element("aws_cloudwatch_log_group._{job}", "jobs/{job}/log-group", "its logs", ownImage, [
      "name",
      "infra.logRetention",
      KEPT_LOGS,
      KMS_KEY,
    ]),
    element("aws_iam_role._{job}", "jobs/{job}/task-role/resource", "the role of its container", ownImage, ROLE_KEYS),
    element("aws_iam_role_policy._{job}_task", "jobs/{job}/task-role/policy", "what its task role may do", mountingJob),
    element(
      "local._{job}_task_policy",
      "jobs/{job}/task-role/policy-document",
      "the policy of its task role",
      mountingJob,
      ["cron.{job}.volumes", "volumes.{mounted}.efs.uid", EXISTING_FILE_SYSTEM, SHARED],
    ),
    element(
      "aws_iam_role._{job}_execution",
      "job-execution-roles/{job}/resource",
      "the role with which ECS starts its tasks",
      secretive,
      ROLE_KEYS,
    ),
    element(
      "aws_iam_role_policy._{job}_execution",
      "job-execution-roles/{job}/policy",
      "what its execution role may do",
      secretive,
    ),
    element(
      "local._{job}_execution_policy",
      "job-execution-roles/{job}/policy-document",
      "the policy of its execution role",
      secretive,
      [
        "name",
        "infra.region",
        "cron.{job}.image",
        "cron.{job}.secrets",
        "cron.{job}.depends_on",
        ...TOLD,
        "infra.secrets",
        "infra.secretsKmsKeyArn",
      ],
    ),
    element("aws_security_group._{job}", "jobs/{job}/security-group/resource", "its security group", ownImage, [
      "name",
      ...VPC_KEYS,
    ]),
    element(
      "aws_vpc_security_group_egress_rule._{job}_internet",
      "jobs/{job}/security-group/egress/internet",
      "lets its tasks out to everywhere",
      ownImage,
    ),
  ],
};
