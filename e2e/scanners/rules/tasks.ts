import { containersOf } from "../../../src/changes/mounted.js";
import { carriedSecret } from "../../../src/secrets/forms.js";
import { type Json, type JsonObject, listOf, objectOf } from "../../../src/stack/json.js";
import { type Asked, allNested, type Meets, nested, type ScannerRule } from "../rule.js";

/** Whether something holds for each container, of which there has to be one. */
function eachContainer(holds: (container: JsonObject) => boolean): Meets {
  return ({ body, stack }: Asked) => {
    const containers = containersOf(body.container_definitions, stack.declared);
    return containers.length > 0 && containers.every((one) => typeof one.body.image === "string" && holds(one.body));
  };
}

const volumesOf = (body: JsonObject) => allNested(body, "volume");

const keptDays: Meets = ({ body }) => typeof body.retention_in_days === "number";
const keptAYear: Meets = ({ body }) => body.retention_in_days === 0 || Number(body.retention_in_days) >= 365;

/** Whether a variable has a secret by its form, whatever it is called. */
const carriesSecret = (variable: Json) => carriedSecret(String(objectOf(variable).value)) !== undefined;

const insightsOf = (body: JsonObject) =>
  String(allNested(body, "setting").find(({ name }) => name === "containerInsights")?.value);

const isText = (value: Json | undefined) => typeof value === "string";

export const tasks: readonly ScannerRule[] = [
  {
    types: ["aws_ecs_cluster"],
    asks: "Container Insights",
    ids: { checkov: ["CKV_AWS_65"], trivy: ["AWS-0034"], "Security Hub": ["ECS.12"] },
    answer: {
      kind: "key",
      key: "`infra.containerInsights: enabled`, or `enhanced`",
      meets: ({ body }) => ["enabled", "enhanced"].includes(insightsOf(body)),
      unwritten: "each metric costs, and each service or task has some",
    },
  },
  {
    types: ["aws_ecs_cluster"],
    asks: "that sessions of ECS Exec are logged",
    ids: { checkov: ["CKV_AWS_223"] },
    answer: {
      kind: "met",
      meets: ({ body }) => nested(nested(body, "configuration"), "execute_command_configuration").logging !== "NONE",
    },
  },
  {
    types: ["aws_ecs_service"],
    asks: "tasks without a public address",
    ids: { checkov: ["CKV_AWS_333"], "Security Hub": ["ECS.2"] },
    answer: {
      kind: "key",
      key: "`networks.<network>.visibility: private`",
      meets: ({ body }) => nested(body, "network_configuration").assign_public_ip !== true,
      unwritten:
        "they need NAT or endpoints, which cost: see [networks.md](networks.md). No port of a task is open to the internet",
    },
  },
  {
    types: ["aws_ecs_service"],
    asks: "the latest version of the platform",
    ids: { checkov: ["CKV_AWS_332"], "Security Hub": ["ECS.10"] },
    answer: {
      kind: "refused",
      reason:
        "they name 1.4.0, which is the latest. checkov wants the word `LATEST`, with which a deployment may change more than its diff says",
    },
  },
  {
    types: ["aws_ecs_task_definition"],
    asks: "that the root file system is read-only",
    ids: { checkov: ["CKV_AWS_336"], "Security Hub": ["ECS.5"] },
    answer: {
      kind: "refused",
      reason:
        "most images write beside their volumes as they start: into `/tmp`, `/run` or their own folder. Of JSON checkov does not see it",
    },
  },
  {
    types: ["aws_ecs_task_definition"],
    asks: "that no container is privileged or shares a namespace of its host",
    ids: { checkov: ["CKV_AWS_334", "CKV_AWS_335"], "Security Hub": ["ECS.3", "ECS.4"] },
    answer: {
      kind: "met",
      meets: (asked) =>
        asked.body.pid_mode === undefined &&
        asked.body.ipc_mode === undefined &&
        eachContainer((container) => container.privileged === undefined)(asked),
    },
  },
  {
    types: ["aws_ecs_task_definition"],
    asks: "that the role which starts a task is not the role of its containers",
    ids: { checkov: ["CKV_AWS_249"] },
    answer: {
      kind: "met",
      meets: ({ body: { execution_role_arn: starts, task_role_arn: runs } }) =>
        isText(starts) && isText(runs) && starts !== runs,
    },
  },
  {
    types: ["aws_ecs_task_definition"],
    asks: "that volumes are mounted with TLS",
    ids: { checkov: ["CKV_AWS_97"], trivy: ["AWS-0035"], "Security Hub": ["ECS.21"] },
    answer: {
      kind: "met",
      meets: ({ body }) =>
        volumesOf(body)
          .filter((volume) => volume.efs_volume_configuration !== undefined) // others lie in the task itself
          .every((volume) => nested(volume, "efs_volume_configuration").transit_encryption === "ENABLED"),
    },
  },
  {
    types: ["aws_ecs_task_definition"],
    asks: "that each container has its logs kept",
    ids: { "Security Hub": ["ECS.9"] },
    answer: { kind: "met", meets: eachContainer((one) => objectOf(one.logConfiguration).logDriver === "awslogs") },
  },
  {
    types: ["aws_ecs_task_definition"],
    asks: "no secrets in variables",
    ids: { trivy: ["AWS-0036"], "Security Hub": ["ECS.8"] },
    answer: {
      kind: "met",
      meets: eachContainer((one) => !listOf(one.environment).some(carriesSecret)),
      mistaken:
        "by its name trivy takes `MYSQL_RANDOM_ROOT_PASSWORD=yes` for a secret, which is a switch. A variable that looks like a secret gets a warning (NK227), and `secrets` are references",
    },
  },
  {
    types: ["aws_cloudwatch_log_group"],
    asks: "that logs are kept for a time that is said",
    ids: { checkov: ["CKV_AWS_66"] },
    answer: { kind: "met", meets: keptDays },
  },
  {
    types: ["aws_cloudwatch_log_group"],
    asks: "that logs are kept a year",
    ids: { checkov: ["CKV_AWS_338"], "Security Hub": ["CloudWatch.16"] },
    answer: {
      kind: "key",
      key: "`infra.logRetention: 365`, or 0 for ever, and likewise `services.<service>.aws.logRetention` and `infra.flowLogs.retention`",
      meets: keptAYear,
      unwritten: "30 days otherwise, as logs that are kept cost each month",
    },
  },
  {
    types: ["aws_cloudwatch_log_group"],
    asks: "a KMS key of your own for logs",
    ids: { checkov: ["CKV_AWS_158"], trivy: ["AWS-0017"] },
    answer: {
      kind: "key",
      key: "`infra.kmsKeyArn`",
      meets: ({ body }) => body.kms_key_id !== undefined,
      unwritten: "CloudWatch encrypts all logs with a key of its own",
    },
  },
  {
    types: ["aws_ecr_repository"],
    asks: "that images are scanned when they are pushed",
    ids: { checkov: ["CKV_AWS_163"], trivy: ["AWS-0030"], "Security Hub": ["ECR.1"] },
    answer: {
      kind: "met",
      meets: ({ body }) => nested(body, "image_scanning_configuration").scan_on_push === true,
    },
  },
  {
    types: ["aws_ecr_repository"],
    asks: "tags that stay with their image",
    ids: { checkov: ["CKV_AWS_51"], trivy: ["AWS-0031"], "Security Hub": ["ECR.2"] },
    answer: { kind: "met", meets: ({ body }) => body.image_tag_mutability === "IMMUTABLE" },
  },
  {
    types: ["aws_ecr_repository"],
    asks: "a lifecycle policy",
    ids: { "Security Hub": ["ECR.3"] },
    answer: {
      kind: "met",
      meets: ({ block, stack }) =>
        [...stack.declared.values()].some(
          (one) =>
            one.type === "aws_ecr_lifecycle_policy" &&
            String(objectOf(one.body).repository).includes(`${block.address}.name`),
        ),
    },
  },
  {
    types: ["aws_ecr_repository"],
    asks: "a KMS key of your own for images",
    ids: { checkov: ["CKV_AWS_136"], trivy: ["AWS-0033"], "Security Hub": ["ECR.5"] },
    answer: {
      kind: "key",
      key: "`infra.kmsKeyArn`, from the start: a repository that is there already keeps its key",
      meets: ({ body }) => nested(body, "encryption_configuration").encryption_type === "KMS",
      unwritten: "ECR encrypts all images with a key of its own",
    },
  },
  {
    types: ["aws_scheduler_schedule"],
    asks: "a KMS key of your own for schedules",
    ids: { checkov: ["CKV_AWS_297"] },
    answer: { kind: "refused", reason: "a schedule holds a time and the ids of what it runs, and no data" },
  },
];
