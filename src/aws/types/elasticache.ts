import { CACHE_NODES } from "../managed-caches.js";
import { everything, named, on, only, serviceLinkedRole } from "./grant.js";
import { data, interrupts, onChange, steps, weakens } from "./marks.js";
import type { ResourceRow } from "./row.js";

const group = named("elasticache:replicationgroup:{replication_group_id}");
/** Its nodes, `<id>-001` and so on. */
const nodes = named("elasticache:cluster:{replication_group_id}-*");
const subnets = named("elasticache:subnetgroup:{subnet_group_name>name}");
const parameters = named("elasticache:parametergroup:{parameter_group_name}");

/** Of ElastiCache only. Source: ElastiCache user guide, at-rest-encryption, "Using customer managed keys". */
const viaElastiCache = {
  arn: "{kms_key_id}",
  conditions: { StringLike: { "kms:ViaService": ["elasticache.*.amazonaws.com*"] } },
};

/** Amazon ElastiCache: Redis and Valkey that AWS runs. */
export const elasticache = {
  aws_elasticache_subnet_group: {
    source: "elasticache/subnet_group.go",
    tagged: true,
    forceNew: ["name"],
    unique: [{ attributes: ["name"], within: "region", source: "botocore elasticache, CreateCacheSubnetGroup" }],
    refused: [
      {
        call: "elasticache:DeleteCacheSubnetGroup",
        usedBy: ["aws_elasticache_replication_group"],
        error: "CacheSubnetGroupInUse",
        source: "botocore elasticache, DeleteCacheSubnetGroup",
      },
    ],
    rules: {
      dataSubnets: {
        fewer: steps(
          "NK624",
          "interrupts",
          "loses {subnets}, which ElastiCache refuses while a node is in the group: the apply would fail. Leave the zones and subnets that are written, and add others beside them.",
        ),
      },
    },
    iam: [
      on("elasticache", named("elasticache:subnetgroup:{name}"), {
        create: "CreateCacheSubnetGroup AddTagsToResource",
        read: "ListTagsForResource",
        update: "ModifyCacheSubnetGroup AddTagsToResource RemoveTagsFromResource",
        delete: "DeleteCacheSubnetGroup",
      }),
      on("elasticache", named("elasticache:subnetgroup:*"), { read: "DescribeCacheSubnetGroups" }),
      // Source: service authorization reference, list_amazonelasticache, dependent actions of CreateCacheSubnetGroup.
      on("ec2", everything, { create: "DescribeSubnets DescribeVpcs" }, "ElastiCache asks in the name of the caller"),
    ],
  },
  aws_elasticache_replication_group: {
    source: "elasticache/replication_group.go",
    blocks: "log_delivery_configuration node_group_configuration timeouts",
    tagged: true,
    // Of an older `engine_version`, and of `engine` from Valkey to Redis, CustomizeDiff says so too: the rule below looks at these.
    forceNew: [
      "at_rest_encryption_enabled",
      "data_tiering_enabled",
      "global_replication_group_id",
      "kms_key_id",
      "network_type",
      "port",
      "replication_group_id",
      "security_group_names",
      "snapshot_arns",
      "snapshot_name",
      "subnet_group_name",
    ],
    // Optional and Computed.
    kept: ["network_type", "snapshot_window", "subnet_group_name"],
    unique: [
      {
        attributes: ["replication_group_id"],
        within: "region",
        ignoresCase: true,
        source: "botocore elasticache, CreateReplicationGroup",
      },
    ],
    quotas: {
      nodes: { max: 300, of: "nodes in a region", raised: true, source: "ElastiCache user guide, quota-limits" },
    },
    marks: [
      onChange("node_type", "interrupts", "gets another node type: connections break while its nodes are replaced."),
      onChange(
        "num_cache_clusters",
        "weakens",
        "has fewer nodes. If only one is left and it fails, everything since the last backup is lost.",
        { falls: true, endless: CACHE_NODES.max + 1 },
      ),
      onChange("snapshot_retention_limit", "weakens", "keeps its backups for fewer days.", {
        falls: true,
        endless: 36,
      }),
      onChange("final_snapshot_identifier", "weakens", "leaves no snapshot behind when it goes.", { isSet: false }),
      onChange("transit_encryption_enabled", "weakens", "is no longer reached by TLS.", { isNot: true }),
      onChange("at_rest_encryption_enabled", "weakens", "is no longer encrypted at rest.", { isNot: "true" }),
    ],
    rules: {
      managedCache: {
        replaced: steps(
          "NK630",
          "data",
          "would be made anew, empty. `prevent_destroy` stops that, and the plan would fail. Write engine and key as they were, or make a second one under another key. To give its data up, first set `protect: false`, synth and apply.",
        ),
        remade: data("is made anew, empty. ElastiCache keeps a last snapshot of the old one."),
        madeFirst: steps(
          "NK629",
          "data",
          "Terraform would make the new one first, and ElastiCache refuses that while the old one has its ID. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target={address}`. What uses it goes with it, and comes back with the apply.",
        ),
        destroyed: data("is destroyed, with all its data. ElastiCache keeps a last snapshot."),
        older: steps(
          "NK632",
          "data",
          "goes from {old} back to {now}: Terraform would make it anew, empty, and `prevent_destroy` stops that.",
        ),
        newer: interrupts(
          "goes from {old} to {now}: connections break while its nodes are replaced. There is no way back.",
        ),
        otherVpc: steps(
          "NK633",
          "data",
          "is to be in another VPC, and the subnets of a cache stay in theirs: the apply would fail. Leave the VPC as it is, or make a second one in another stack and copy the data.",
        ),
        unprotected: weakens("loses `prevent_destroy`: the next plan may destroy it, with all data."),
      },
    },
    iam: [
      on("elasticache", [group, nodes, subnets, parameters], { create: "CreateReplicationGroup" }),
      on("elasticache", [group, parameters], { update: "ModifyReplicationGroup" }),
      on("elasticache", group, {
        create: "AddTagsToResource",
        read: "ListTagsForResource",
        update: "AddTagsToResource RemoveTagsFromResource",
      }),
      on("elasticache", group, { update: "IncreaseReplicaCount DecreaseReplicaCount" }),
      on("elasticache", named("elasticache:replicationgroup:*"), { read: "DescribeReplicationGroups" }),
      on("elasticache", named("elasticache:cluster:*"), { read: "DescribeCacheClusters" }),
      only("!lifecycle.prevent_destroy", on("elasticache", group, { delete: "DeleteReplicationGroup" })),
      // Source: botocore elasticache, DeleteReplicationGroup.
      only(
        "!lifecycle.prevent_destroy",
        on(
          "elasticache",
          [group, nodes, named("elasticache:snapshot:{final_snapshot_identifier}")],
          { delete: "CreateSnapshot" },
          "ElastiCache makes the last snapshot in the name of the caller",
        ),
      ),
      only(
        "kms_key_id",
        on("kms", viaElastiCache, { create: "CreateGrant DescribeKey" }, "ElastiCache keeps the right to use the key"),
      ),
      serviceLinkedRole("elasticache.amazonaws.com"),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
