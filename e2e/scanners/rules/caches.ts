import type { ScannerRule } from "../rule.js";

const GROUP = ["aws_elasticache_replication_group"] as const;

/** What scanners ask of caches that ElastiCache runs. Source of the controls: Security Hub user guide, elasticache-controls. */
export const caches: readonly ScannerRule[] = [
  {
    types: GROUP,
    asks: "encryption at rest",
    ids: { checkov: ["CKV_AWS_29"], trivy: ["AWS-0045"], "Security Hub": ["ElastiCache.4"] },
    answer: { kind: "met", meets: ({ body }) => String(body.at_rest_encryption_enabled) === "true" },
  },
  {
    types: GROUP,
    asks: "TLS on the way",
    ids: { checkov: ["CKV_AWS_30"], trivy: ["AWS-0051"], "Security Hub": ["ElastiCache.5"] },
    answer: { kind: "met", meets: ({ body }) => body.transit_encryption_enabled === true },
  },
  {
    types: GROUP,
    asks: "a KMS key of your own",
    ids: { checkov: ["CKV_AWS_191"] },
    answer: {
      kind: "key",
      key: "`infra.kmsKeyArn`, before the cache is made",
      meets: ({ body }) => body.kms_key_id !== undefined,
      unwritten: "a key of your own costs, and somebody has to look after it",
    },
  },
  {
    types: GROUP,
    asks: "a password",
    ids: { checkov: ["CKV_AWS_31"] },
    answer: {
      kind: "refused",
      reason:
        "it would be in the state of Terraform in plain: version 5 of the provider has no other way. Its security group lets in the services that depend on it, and one that is set beside Terraform is named by `rootPassword` (NK594, NK634)",
    },
  },
  {
    types: GROUP,
    asks: "a password in versions before 6, which have no users",
    ids: { "Security Hub": ["ElastiCache.6"] },
    answer: { kind: "met", meets: ({ body }) => Number.parseFloat(String(body.engine_version)) >= 6 },
  },
  {
    types: GROUP,
    asks: "a copy in another zone that takes over",
    ids: { checkov: ["CKV2_AWS_50"], "Security Hub": ["ElastiCache.3"] },
    answer: {
      kind: "key",
      key: "`databases.<database>.instances`, which is 2 unless the file says otherwise",
      meets: ({ body }) => body.automatic_failover_enabled === true && body.multi_az_enabled === true,
      unwritten: "a cache that can be filled again costs half with one node",
    },
  },
  {
    types: GROUP,
    asks: "automatic backups",
    ids: { trivy: ["AWS-0050"], "Security Hub": ["ElastiCache.1"] },
    answer: { kind: "met", meets: ({ body }) => Number(body.snapshot_retention_limit) > 0 },
  },
  {
    types: GROUP,
    asks: "that newer minor versions are installed",
    ids: { "Security Hub": ["ElastiCache.2"] },
    answer: {
      kind: "refused",
      reason:
        "the provider would take a version that AWS installed for one to go back from, which replaces the cache. Patches come without, a minor version when `databases.<database>.version` says it",
    },
  },
  {
    types: GROUP,
    asks: "another subnet group than the default one",
    ids: { "Security Hub": ["ElastiCache.7"] },
    answer: {
      kind: "met",
      meets: ({ body }) => body.subnet_group_name !== undefined && body.subnet_group_name !== "default",
    },
  },
];
