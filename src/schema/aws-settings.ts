import { EPHEMERAL_STORAGE_GIB } from "../aws/compute.js";
import { TARGET_GROUP_SECONDS } from "../aws/load-balancer.js";
import { PORTS } from "../aws/ports.js";
import {
  CONTAINER_SETTINGS,
  HEALTH_CHECK_SETTINGS,
  LOG_GROUP_SETTINGS,
  TARGET_GROUP_SETTINGS,
  TARGET_HEALTH_SETTINGS,
} from "../aws/settings.js";
import { EXISTING_ROLE, MEMORY } from "./patterns.js";
import {
  boolean,
  checkedText,
  type Decoded,
  either,
  foreignChoice,
  integer,
  list,
  object,
  text,
  used,
} from "./schema.js";
import { settingFields } from "./settings.js";

const healthCheck = object(
  "a health check",
  {
    command: used(either(text(), list(text())), "command of the container's health check", {
      doc: "What tells whether the container is well: a text for its shell, or a list that begins with `CMD` or `CMD-SHELL`.",
      examples: ["curl -f http://localhost:8080/health", ["CMD", "redis-cli", "ping"]],
      required: true,
    }),
    ...settingFields(HEALTH_CHECK_SETTINGS),
  },
  { foreign: { test: "command", start_period: "startPeriod" } },
);

const { deregistrationDelay, gracePeriod, stickiness } = TARGET_GROUP_SECONDS;

const targetGroup = object(
  "a target group",
  {
    port: used(either(integer(PORTS.minimum, PORTS.maximum), text()), "port of the target group", {
      doc: "Which of the service's ports requests for `host` go to, by its number or its name.",
      examples: [9090, "metrics"],
      default: "`expose`, `port`, or the first of `ports` by TCP",
    }),
    healthCheck: used(
      object("a health check of the load balancer", settingFields(TARGET_HEALTH_SETTINGS), {
        foreign: { matcher: "codes", successCodes: "codes" },
      }),
      "health check of the target group",
      {
        doc: "How the load balancer tells whether a task is well.",
        examples: [{ path: "/healthz", codes: "200" }],
        default: "`/`, where anything but an error of the server is a sign of life",
      },
    ),
    gracePeriod: used(integer(gracePeriod.min, gracePeriod.max), "grace period of the ECS service", {
      doc: "Seconds after its start in which a task may fail the checks.",
      default: "300; 900 for a service that writes to a volume",
    }),
    deregistrationDelay: used(
      integer(deregistrationDelay.min, deregistrationDelay.max),
      "deregistration delay of the target group",
      {
        doc: "Seconds that requests under way have when a task leaves.",
        default: "`stopTimeout`",
      },
    ),
    ...settingFields(TARGET_GROUP_SETTINGS),
    stickiness: used(integer(stickiness.min, stickiness.max), "stickiness of the target group", {
      doc: "Seconds for which a cookie leads a client to the same task.",
      default: "none",
    }),
  },
  { foreign: { drain: "deregistrationDelay", healthcheck: "healthCheck" } },
);

/** By one letter `amd64` would be taken for `arm64`. */
const ARCHITECTURES = { amd64: "x86_64", x64: "x86_64", "x86-64": "x86_64", aarch64: "arm64" } as const;

/** `aws` of a service: what only ECS on Fargate knows. An extension of the language. */
export const awsSettings = object(
  "AWS settings",
  {
    architecture: used(foreignChoice(["x86_64", "arm64"], ARCHITECTURES), "CPU architecture of the task definition", {
      doc: "Processor that the image is built for.",
      default: "`x86_64`",
    }),
    spot: used(boolean(), "capacity provider of the ECS service: FARGATE_SPOT, or FARGATE when false", {
      doc: "Whether to run on spare capacity, cheaper and taken back with two minutes' notice. Changing it is an ordinary deployment. Writing it for a service that runs replaces the ECS service with versions of the provider before 6.15; removing it does so too, and fails the plan with later ones: write `false` instead.",
      default: "the launch type FARGATE",
    }),
    ephemeralStorage: used(
      either(integer(EPHEMERAL_STORAGE_GIB.minimum, EPHEMERAL_STORAGE_GIB.maximum), checkedText(MEMORY)),
      "local disk of the task",
      {
        doc: "GiB of local disk, 21 to 200: `50` or `50Gi`. It is gone when the task stops.",
        examples: [50, "50Gi"],
        default: "20",
      },
    ),
    healthCheck: used(healthCheck, "health check of the container", {
      doc: "Check that runs inside the container. ECS replaces a task whose container is unhealthy.",
      default: "none; one in the image does not count on ECS",
    }),
    targetGroup: used(targetGroup, "target group of a published service", {
      doc: "How the load balancer treats the tasks of a service with a `host`.",
    }),
    ...settingFields(CONTAINER_SETTINGS),
    exec: used(boolean(), "ECS Exec of the service, and the right of its role to it", {
      doc: "Whether `aws ecs execute-command` may enter the containers.",
      default: "false",
    }),
    ...settingFields(LOG_GROUP_SETTINGS),
    taskRole: used(text(EXISTING_ROLE), "role of its containers, in place of one that is made", {
      doc: "IAM role that exists, for the containers: its name, or its ARN. Nothing of it is changed: it has to allow what the service needs.",
      examples: ["platform/web", "arn:aws:iam::123456789012:role/web"],
      default: "a role of its own",
    }),
    executionRole: used(text(EXISTING_ROLE), "role with which ECS starts its tasks, in place of one that is made", {
      doc: "IAM role that exists, with which ECS pulls the image, writes the logs and reads the secrets: its name, or its ARN. Nothing of it is changed.",
      examples: ["ecsTaskExecutionRole"],
      default: "one for all services of the environment; of a service with secrets, one of its own",
    }),
  },
  {
    foreign: {
      taskRoleArn: "taskRole",
      executionRoleArn: "executionRole",
      arch: "architecture",
      cpuArchitecture: "architecture",
      healthcheck: "healthCheck",
    },
  },
);

export type AwsSettingsDocument = Decoded<typeof awsSettings>;
