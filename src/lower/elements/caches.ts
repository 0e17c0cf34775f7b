import { type ElementFamily, element, type Presence } from "./element.js";
import { KMS_KEY, MANAGED_CACHE, VPC_KEYS } from "./keys.js";

const ofCache: Presence = { when: "ElastiCache runs the database", made: ["databases.{cache}.managed=true"] };
const ENGINE = "databases.{cache}.engine";

export const caches: ElementFamily = {
  section: "Caches",
  elements: [
    element(
      "aws_elasticache_subnet_group.main",
      "cache-subnets/resource",
      "the private subnets that caches may be in",
      { when: "ElastiCache runs some database", made: [MANAGED_CACHE] },
      ["name", ...VPC_KEYS, "infra.subnets", "infra.zones", "databases.{elasticache}.instances"],
    ),
    element(
      "aws_elasticache_replication_group.{cache}",
      "caches/{cache}/resource",
      "the database, `redis` or `valkey`",
      ofCache,
      [
        "name",
        ENGINE,
        "databases.{cache}.version",
        "databases.{cache}.plan",
        "databases.{cache}.instances",
        "databases.{cache}.backups",
        "databases.{cache}.protect",
        KMS_KEY,
      ],
    ),
    element(
      "aws_security_group._cache_{cache}",
      "caches/{cache}/security-group/resource",
      "the security group of the database",
      ofCache,
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_vpc_security_group_ingress_rule._cache_{cache}",
      "caches/{cache}/security-group/ingress/clients",
      'lets in the tasks of services that depend on it, `["api"]`, and of jobs, `["_dump"]`',
      {
        when: "ElastiCache runs the database, and a service depends on it, or a job with an image of its own",
        made: [
          "databases.{cache}.managed=true",
          "services.{client}.depends_on[{cache}] | services.{client}.depends_on.{cache} | cron.{clientJob}.depends_on[{cache}]",
        ],
      },
      [ENGINE],
    ),
  ],
};
