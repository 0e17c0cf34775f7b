import { listOf, objectOf } from "../../../src/stack/json.js";
import { type Meets, names, resourcesOf, type ScannerRule } from "../rule.js";

const INSTANCE = ["aws_db_instance"] as const;
const ROTATION = ["aws_secretsmanager_secret_rotation"] as const;
const QUEUE = ["aws_sqs_queue"] as const;

/** Administrators that everybody knows, as they are RDS's own. Source: Security Hub user guide, rds-controls, RDS.25. */
const KNOWN_ADMINISTRATORS = ["admin", "postgres"];

/** Whether the password changes at least every 90 days: the month of its schedule is every one, or every second one. */
const changesInNinetyDays: Meets = ({ body }) => {
  const { schedule_expression: schedule } = objectOf(body.rotation_rules);
  const [, , , month = ""] = /^cron\((.*)\)$/.exec(String(schedule))?.[1]?.split(" ") ?? [];
  return /^(\*|[*1]\/[12])$/.test(month);
};

/** Whether the subnets that a database is in are private ones, those of the stack or those that were found. */
const inPrivateSubnets: Meets = ({ body, stack }) =>
  resourcesOf(stack, "aws_db_subnet_group").some((group) => {
    const { subnet_ids: ids } = objectOf(group.body);
    const subnets = typeof ids === "string" ? [ids] : listOf(ids);
    return (
      names(body.db_subnet_group_name, group.address) &&
      subnets.length > 0 &&
      subnets.every((subnet) => /^\$\{(aws_subnet|local)\.private_/.test(String(subnet)))
    );
  });

/** What scanners ask of databases that RDS runs, and of queues. */
export const databases: readonly ScannerRule[] = [
  {
    types: INSTANCE,
    asks: "encryption at rest",
    ids: { checkov: ["CKV_AWS_16"], trivy: ["AWS-0080"], "Security Hub": ["RDS.3"] },
    answer: { kind: "met", meets: ({ body }) => body.storage_encrypted === true },
  },
  {
    types: INSTANCE,
    asks: "no public address",
    ids: { checkov: ["CKV_AWS_17"], trivy: ["AWS-0180"], "Security Hub": ["RDS.2"] },
    answer: { kind: "met", meets: ({ body }) => body.publicly_accessible === false },
  },
  {
    types: INSTANCE,
    asks: "private subnets of a VPC",
    ids: { "Security Hub": ["RDS.18", "RDS.46"] },
    answer: { kind: "met", meets: inPrivateSubnets },
  },
  {
    types: INSTANCE,
    asks: "automatic backups",
    ids: { checkov: ["CKV_AWS_133"] },
    answer: { kind: "met", meets: ({ body }) => Number(body.backup_retention_period) > 0 },
  },
  {
    types: INSTANCE,
    asks: "that backups are kept for a week; trivy asks for more than a day",
    ids: { trivy: ["AWS-0077"], "Security Hub": ["RDS.11"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.backups`, which is 7 unless less is written",
      meets: ({ body }) => Number(body.backup_retention_period) >= 7,
      unwritten: "backups that are more than the storage cost",
    },
  },
  {
    types: INSTANCE,
    asks: "that snapshots have the tags of their database",
    ids: { checkov: ["CKV2_AWS_60"], "Security Hub": ["RDS.17"] },
    answer: { kind: "met", meets: ({ body }) => body.copy_tags_to_snapshot === true },
  },
  {
    types: INSTANCE,
    asks: "deletion protection",
    ids: { checkov: ["CKV_AWS_293"], trivy: ["AWS-0177"], "Security Hub": ["RDS.8"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.protect`, which is `true` unless the file says otherwise",
      meets: ({ body }) => body.deletion_protection === true,
      unwritten: "with `false` it can be destroyed, as a database of a test has to be",
    },
  },
  {
    types: INSTANCE,
    asks: "that newer minor versions are installed",
    ids: { checkov: ["CKV_AWS_226"], "Security Hub": ["RDS.13"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.version` with a major version alone",
      meets: ({ body }) => body.auto_minor_version_upgrade === true,
      unwritten: "a minor version that is written is meant to stay",
    },
  },
  {
    types: INSTANCE,
    asks: "an administrator with a name of your own",
    ids: { "Security Hub": ["RDS.25"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.env`, with `POSTGRES_USER`, `MYSQL_USER` or `MARIADB_USER`, from the start: another one is another database (NK630)",
      meets: ({ body }) => !KNOWN_ADMINISTRATORS.includes(String(body.username)),
      unwritten: "it is the name that RDS itself offers, and its password is RDS's own",
    },
  },
  {
    types: INSTANCE,
    asks: "a certificate of an authority that is valid",
    ids: { checkov: ["CKV_AWS_211"] },
    answer: { kind: "met", meets: ({ body }) => body.ca_cert_identifier === undefined }, // the newest, then
  },
  {
    types: INSTANCE,
    asks: "that no parameters of its own take TLS away",
    ids: { checkov: ["CKV2_AWS_69"] },
    answer: { kind: "met", meets: ({ body }) => body.parameter_group_name === undefined },
  },
  {
    types: INSTANCE,
    asks: "that nobody connects without TLS",
    ids: { "Security Hub": ["RDS.38", "RDS.39", "RDS.44"] },
    answer: {
      kind: "refused",
      reason:
        "RDS offers TLS always, and by itself asks for it of PostgreSQL from 15 on. MySQL and MariaDB leave it to the client, and many images connect without; the way stays within the VPC",
    },
  },
  {
    types: INSTANCE,
    asks: "no version of Aurora that reads files of its host",
    ids: { checkov: ["CKV_AWS_388"] },
    answer: { kind: "met", meets: ({ body }) => !String(body.engine).startsWith("aurora") },
  },
  {
    types: INSTANCE,
    asks: "a standby in another zone",
    ids: { checkov: ["CKV_AWS_157"], "Security Hub": ["RDS.5"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.instances`, as 2",
      meets: ({ body }) => body.multi_az === true,
      unwritten: "it costs as much as the database again, and the backups bring it back in a zone that works",
    },
  },
  {
    types: INSTANCE,
    asks: "a login by IAM",
    ids: { checkov: ["CKV_AWS_161"], trivy: ["AWS-0176"], "Security Hub": ["RDS.10"] },
    answer: {
      kind: "refused",
      reason:
        "images ask for a user and a password, and a token of IAM is good for 15 minutes. The password is in a secret that the tasks of its services alone may read",
    },
  },
  {
    types: INSTANCE,
    asks: "logs in CloudWatch, and those of each query",
    ids: { checkov: ["CKV_AWS_129", "CKV2_AWS_30"], "Security Hub": ["RDS.9", "RDS.36", "RDS.40", "RDS.42"] },
    answer: {
      kind: "refused",
      reason:
        "they cost for each gigabyte, and may have data of rows in them. RDS keeps its logs for some days by itself",
    },
  },
  {
    types: INSTANCE,
    asks: "Enhanced Monitoring and Performance Insights",
    ids: { checkov: ["CKV_AWS_118", "CKV_AWS_353"], trivy: ["AWS-0133"], "Security Hub": ["RDS.6"] },
    answer: {
      kind: "refused",
      reason:
        "the first takes a role and logs that cost, the second is not there for the smallest classes. CloudWatch has the metrics of each database without either",
    },
  },
  {
    types: INSTANCE,
    asks: "a KMS key of your own for Performance Insights",
    ids: { checkov: ["CKV_AWS_354"], trivy: ["AWS-0078"] },
    answer: {
      kind: "met",
      meets: ({ body }) =>
        body.performance_insights_enabled !== true || body.performance_insights_kms_key_id !== undefined,
    },
  },
  {
    types: INSTANCE,
    asks: "another port than that of its engine",
    ids: { "Security Hub": ["RDS.23"] },
    answer: {
      kind: "refused",
      reason: "its security group lets in the services that depend on it, on that port and from nowhere else",
    },
  },
  {
    types: ROTATION,
    asks: "a password that changes within 90 days",
    ids: { checkov: ["CKV_AWS_304"], "Security Hub": ["SecretsManager.4"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.passwordRotation`",
      meets: changesInNinetyDays,
      unwritten:
        "a task has the password that was there when it started, and fails with the next one until it is started again: when that may happen, you have to say",
    },
    unseenIn: ["json", "hcl", "plan"], // it takes every cron schedule for one within 90 days
  },
  {
    types: QUEUE,
    asks: "encryption at rest",
    ids: { checkov: ["CKV_AWS_27"], trivy: ["AWS-0096"], "Security Hub": ["SQS.1"] },
    answer: {
      kind: "met",
      meets: ({ body }) => body.sqs_managed_sse_enabled === true || body.kms_master_key_id !== undefined,
    },
  },
  {
    types: QUEUE,
    asks: "that the key of AWS in KMS for all queues of an account is not used",
    ids: { checkov: ["CKV2_AWS_73"], trivy: ["AWS-0135"] },
    answer: { kind: "met", meets: ({ body }) => body.kms_master_key_id !== "alias/aws/sqs" },
  },
  {
    types: QUEUE,
    asks: "that not everybody may use a queue",
    ids: { checkov: ["CKV_AWS_168"], trivy: ["AWS-0097"], "Security Hub": ["SQS.3"] },
    answer: { kind: "met", meets: ({ body }) => body.policy === undefined },
  },
];
