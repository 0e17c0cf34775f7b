import type { JsonObject } from "../../src/stack/json.js";

/** A change of the resource `x` of a type that has one declared mark said of it. */
export interface MarkCase {
  readonly type: string;
  /** `replace data`, `port opens`: what it is said of, and its kind. `accessPoint.unseen`: a rule and what it finds. */
  readonly mark: string;
  /** Nothing stands for not there. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** What else the stack has, before and after. */
  readonly around?: readonly [JsonObject, JsonObject];
  readonly says: string;
}

type Body = JsonObject | undefined;

/** The cases of one type: mark, before, after, text, and what else there is. */
type Row = readonly [mark: string, before: Body, after: Body, says: string, around?: readonly [JsonObject, JsonObject]];

const ownersStay =
  "They keep their owner, so the program may not be able to write, or even to start: change the owner with a job that runs as root (`chown -R`).";
const both = (stack: JsonObject) => [stack, stack] as const;
const resources = (resource: JsonObject): JsonObject => ({ resource });

const publicly = (assign_public_ip: boolean) => ({ network_configuration: { assign_public_ip } });
const scheduled = (network_configuration: JsonObject) => ({ target: { ecs_parameters: { network_configuration } } });
const joins = "joins the security group `sg-2`, with all that it is let in to.";
const leaves = "leaves the security group `sg-2`.";
const at = (path: string, more: JsonObject = {}) => ({ root_directory: { path }, ...more });
const tasks = "No task can mount the old one any more, and those that run may lose it before new ones take over.";
const fileSystem = (body: JsonObject) => resources({ aws_efs_file_system: { main: body } });
const otherFileSystem = [fileSystem({ encrypted: false }), fileSystem({ encrypted: true })] as const;
const backedUp = both(resources({ aws_efs_backup_policy: { main: { backup_policy: { status: "ENABLED" } } } }));

const mounted = (volumes: readonly string[]) => ({
  container_definitions: "${jsonencode([local.x_container])}",
  volume: volumes.map((name) => ({
    name,
    efs_volume_configuration: { authorization_config: { access_point_id: `\${aws_efs_access_point.${name}.id}` } },
  })),
});
const container = (sourceVolume: string, image = "nginx", more: JsonObject = {}): JsonObject => ({
  locals: { x_container: { name: "x", image, mountPoints: [{ containerPath: "/srv", sourceVolume }], ...more } },
  ...resources({ aws_efs_access_point: { old: at("/old"), new: at("/new"), lock: at("/nanokit-locks/old") } }),
});
const volume = (configuration: JsonObject) => ({ volume: [{ name: "v", efs_volume_configuration: configuration }] });

const rule = (cidr_ipv4: string) => ({ cidr_ipv4, ip_protocol: "tcp", from_port: 80, to_port: 80 });
const vpc = (cidr_block: string) => resources({ aws_vpc: { main: { cidr_block } } });
const vpcs = [vpc("10.0.0.0/16"), vpc("10.1.0.0/16")] as const;
const steppedOut = (type: string) =>
  `is to be in another VPC, and AWS cannot move it there. Before you apply, destroy what is in the way, in the folder of the stack: \`terraform destroy -target=${type}.x\`. What depends on it stops until the apply is done. No data is lost.`;
const host = (name: string) => ({ condition: [{ host_header: { values: [name] } }] });

const registered = (registry_arn: string): JsonObject => ({ service_registries: { registry_arn } });

const policy = (...actions: readonly string[]): JsonObject => ({
  policy: JSON.stringify({
    Statement: actions.map((Action, index) => ({ Effect: "Allow", Action, Resource: `arn:${index}` })),
  }),
});
const names = ["a:A", "a:B", "a:C", "a:D", "a:E", "a:F", "a:G"];
const taken = (...accounts: readonly string[]): JsonObject => ({
  assume_role_policy: JSON.stringify({
    Statement: accounts.map((AWS) => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS } })),
  }),
});
const ownRules = "has rules of its own (`ingress`): check what they allow.";

const policyRows = (rule: string): readonly Row[] => [
  [`${rule}.unreadable`, policy("a:A"), { policy: '${file("x")}' }, "may allow more: its policy cannot be read here."],
  [`${rule}.opens`, policy(), policy("a:A"), "allows `a:A` on `arn:0`."],
  [`${rule}.closes`, policy("a:A"), policy(), "no longer allows `a:A` on `arn:0`."],
  [`${rule}.opensMore`, policy(), policy(...names), "and 2 more of the kind."],
  [`${rule}.closesMore`, policy(...names), policy(), "and 2 more of the kind."],
];

const copied = { rule_name: "r", schedule: "s", target_vault_name: "v" };
const fullVault =
  "AWS deletes no vault that has recovery points. Before you apply, take it out of the state, so that it stays on AWS; in the folder of the stack: `terraform state rm aws_backup_vault.x`. Its recovery points stay until they expire. If the vault comes back one day: `terraform import aws_backup_vault.x v`.";
const planned = (delete_after: number): JsonObject => ({
  rule: [{ rule_name: "r", schedule: "s", target_vault_name: "v", lifecycle: { delete_after } }],
});

const accounts = ["1", "2", "3", "4", "5", "6", "7"];

const guarded = { lifecycle: { prevent_destroy: true } };

/** Two subnets in a group in which something is, and what is said where one of them goes. */
const inSubnets = (...zones: readonly string[]) => ({ subnet_ids: zones.map((zone) => `\${aws_subnet.${zone}.id}`) });
const subnetGone = (type: string): NonNullable<Row[4]> => {
  const user = { [type]: { main: { port: 1 } } };
  return [
    resources({ ...user, aws_subnet: { a: { cidr_block: "10.0.0.0/24" }, b: { cidr_block: "10.0.1.0/24" } } }),
    resources({ ...user, aws_subnet: { a: { cidr_block: "10.0.0.0/24" }, c: { cidr_block: "10.0.2.0/24" } } }),
  ];
};
/** Something with `create_before_destroy` that depends on the resource of the case. */
const usedByOneThatGoesLast = (type: string) =>
  both({
    locals: { policy: `\${${type}.x.arn}` },
    ...resources({
      aws_iam_role_policy: { one: { policy: "${local.policy}", lifecycle: { create_before_destroy: true } } },
    }),
  });
const addOthers = "the apply would fail. Leave the zones and subnets that are written, and add others beside them.";

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  aws_db_subnet_group: [
    [
      "dataSubnets.fewer",
      inSubnets("a", "b"),
      inSubnets("a", "c"),
      `loses \`aws_subnet.b\`, which RDS refuses while a database is in the group: ${addOthers}`,
      subnetGone("aws_db_instance"),
    ],
  ],
  aws_elasticache_subnet_group: [
    [
      "dataSubnets.fewer",
      inSubnets("a", "b"),
      inSubnets("a", "c"),
      `loses \`aws_subnet.b\`, which ElastiCache refuses while a node is in the group: ${addOthers}`,
      subnetGone("aws_elasticache_replication_group"),
    ],
  ],
  aws_db_instance: [
    [
      "allocated_storage data",
      { allocated_storage: 50 },
      { allocated_storage: 20 },
      "gets less storage, which RDS refuses: write what it has, or more.",
    ],
    [
      "instance_class interrupts",
      { instance_class: "db.t4g.micro" },
      { instance_class: "db.t4g.small" },
      "gets another instance class: it is down for some minutes while it restarts.",
    ],
    [
      "backup_retention_period weakens",
      { backup_retention_period: 14 },
      { backup_retention_period: 7 },
      "keeps its backups for fewer days.",
    ],
    [
      "multi_az weakens",
      { multi_az: true },
      { multi_az: false },
      "has no standby any more: if it or its zone fails, it is down until RDS or you restore it.",
    ],
    ["deletion_protection weakens", { deletion_protection: true }, {}, "can be deleted from now on."],
    ["publicly_accessible opens", {}, { publicly_accessible: true }, "gets a public address."],
    ["storage_encrypted weakens", { storage_encrypted: true }, {}, "is no longer encrypted at rest."],
    ["skip_final_snapshot weakens", {}, { skip_final_snapshot: true }, "leaves no snapshot behind when it goes."],
    [
      "managedDatabase.replaced",
      { engine: "postgres", ...guarded },
      { engine: "mysql", ...guarded },
      "would be made anew, empty. `prevent_destroy` stops that, and the plan would fail. Write engine, user and database as they were, or make a second database under another key. To give its data up, first set `protect: false`, synth and apply.",
    ],
    [
      "managedDatabase.remade",
      { engine: "postgres" },
      { engine: "mysql" },
      "is made anew, empty. RDS keeps a last snapshot of the old one.",
    ],
    [
      "managedDatabase.undeletable",
      { engine: "postgres", deletion_protection: true, ...guarded },
      { engine: "mysql" },
      "is made anew, empty. RDS keeps a last snapshot of the old one. RDS deletes no database while it is protected: first apply `protect: false` alone, with the rest of the file as it was.",
    ],
    [
      "managedDatabase.madeFirst",
      { engine: "postgres" },
      { engine: "mysql" },
      "is made anew, empty. RDS keeps a last snapshot of the old one. Terraform would make the new one first, and RDS refuses that while the old one has its identifier. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target=aws_db_instance.x`. What uses it goes with it, and comes back with the apply.",
      usedByOneThatGoesLast("aws_db_instance"),
    ],
    [
      "managedDatabase.destroyed",
      { engine: "postgres" },
      undefined,
      "is destroyed, with all its data and its secret. RDS keeps a last snapshot, and the daily backups until they expire.",
    ],
    [
      "managedDatabase.older",
      { engine_version: "17" },
      { engine_version: "16" },
      "goes from 17 back to 16, which RDS refuses.",
    ],
    [
      "managedDatabase.newer",
      { engine_version: "8.0" },
      { engine_version: "8.4" },
      "goes from 8.0 to 8.4: it is down while RDS upgrades it, for some minutes or longer. There is no way back.",
    ],
    [
      "managedDatabase.otherVpc",
      { db_subnet_group_name: "${aws_db_subnet_group.main.name}" },
      { db_subnet_group_name: "${aws_db_subnet_group.main.name}", port: 1 },
      "is to be in another VPC, and the subnets of a database stay in theirs: the apply would fail. Leave the VPC as it is, or make a second database in another stack and copy the data.",
      vpcs,
    ],
    [
      "managedDatabase.unprotected",
      { port: 1, ...guarded },
      { port: 2 },
      "loses `prevent_destroy`: the next plan may destroy it, with all data.",
    ],
    [
      "managedDatabase.standbyStays",
      { multi_az: true },
      {},
      "keeps its standby, which still costs money: Terraform does not change what is removed from the file. Write `instances: 1` at the database.",
    ],
  ],
  aws_elasticache_replication_group: [
    [
      "node_type interrupts",
      { node_type: "cache.t4g.micro" },
      { node_type: "cache.t4g.small" },
      "gets another node type: connections break while its nodes are replaced.",
    ],
    [
      "num_cache_clusters weakens",
      { num_cache_clusters: 2 },
      { num_cache_clusters: 1 },
      "has fewer nodes. If only one is left and it fails, everything since the last backup is lost.",
    ],
    [
      "snapshot_retention_limit weakens",
      { snapshot_retention_limit: 14 },
      { snapshot_retention_limit: 7 },
      "keeps its backups for fewer days.",
    ],
    [
      "final_snapshot_identifier weakens",
      { final_snapshot_identifier: "a" },
      {},
      "leaves no snapshot behind when it goes.",
    ],
    [
      "transit_encryption_enabled weakens",
      { transit_encryption_enabled: true },
      { transit_encryption_enabled: false },
      "is no longer reached by TLS.",
    ],
    [
      "at_rest_encryption_enabled weakens",
      { at_rest_encryption_enabled: "true" },
      {},
      "is no longer encrypted at rest.",
    ],
    [
      "managedCache.replaced",
      { engine: "valkey", ...guarded },
      { engine: "redis", ...guarded },
      "would be made anew, empty. `prevent_destroy` stops that, and the plan would fail. Write engine and key as they were, or make a second one under another key. To give its data up, first set `protect: false`, synth and apply.",
    ],
    [
      "managedCache.remade",
      { engine: "valkey", engine_version: "8.1" },
      { engine: "valkey", engine_version: "7.2" },
      "is made anew, empty. ElastiCache keeps a last snapshot of the old one.",
    ],
    [
      "managedCache.madeFirst",
      { engine: "valkey", engine_version: "8.1" },
      { engine: "redis", engine_version: "7.1" },
      "is made anew, empty. ElastiCache keeps a last snapshot of the old one. Terraform would make the new one first, and ElastiCache refuses that while the old one has its ID. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target=aws_elasticache_replication_group.x`. What uses it goes with it, and comes back with the apply.",
      usedByOneThatGoesLast("aws_elasticache_replication_group"),
    ],
    [
      "managedCache.destroyed",
      { engine: "valkey" },
      undefined,
      "is destroyed, with all its data. ElastiCache keeps a last snapshot.",
    ],
    [
      "managedCache.older",
      { engine_version: "8.1", ...guarded },
      { engine_version: "7.2", ...guarded },
      "goes from 8.1 back to 7.2: Terraform would make it anew, empty, and `prevent_destroy` stops that.",
    ],
    [
      "managedCache.newer",
      { engine: "redis", engine_version: "7.1" },
      { engine: "valkey", engine_version: "8.1" },
      "goes from redis 7.1 to valkey 8.1: connections break while its nodes are replaced. There is no way back.",
    ],
    [
      "managedCache.otherVpc",
      { port: 1 },
      { port: 1, node_type: "a" },
      "is to be in another VPC, and the subnets of a cache stay in theirs: the apply would fail. Leave the VPC as it is, or make a second one in another stack and copy the data.",
      vpcs,
    ],
    [
      "managedCache.unprotected",
      { node_type: "a", ...guarded },
      { node_type: "b" },
      "loses `prevent_destroy`: the next plan may destroy it, with all data.",
    ],
  ],
  aws_efs_file_system: [
    ["encrypted weakens", { encrypted: true }, { encrypted: false }, "is no longer encrypted at rest."],
    ["kms_key_id weakens", { kms_key_id: "a" }, { kms_key_id: "b" }, "is encrypted with another key."],
    [
      "fileSystem.replaced",
      { creation_token: "a" },
      { creation_token: "b" },
      "is replaced: the new file system is empty, and what is on the old one is lost. AWS Backup has no copies of it. Terraform makes the new one first, and EFS refuses that while the old one has the same creation token. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target=aws_efs_file_system.x`. What uses it goes with it, and comes back with the apply.",
    ],
    [
      "fileSystem.madeFirst",
      { performance_mode: "generalPurpose" },
      { performance_mode: "maxIO" },
      "is replaced: the new file system is empty, and what is on the old one is lost. AWS Backup has no copies of it. Terraform makes the new one first, and EFS refuses that while the old one has the same creation token. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target=aws_efs_file_system.x`. What uses it goes with it, and comes back with the apply.",
    ],
    [
      "throughput.changed",
      { throughput_mode: "provisioned", provisioned_throughput_in_mibps: 20 },
      { throughput_mode: "provisioned", provisioned_throughput_in_mibps: 10 },
      "changes its throughput, and EFS takes that once in 24 hours. If its mode was changed or its provisioned throughput lowered less than a day ago, the apply fails with `TooManyRequests`: apply a day after that.",
    ],
    [
      "fileSystem.keepKey",
      {},
      { kms_key_id: "a" },
      "is replaced: the new file system is empty, and what is on the old one is lost. AWS Backup has no copies of it. To keep it and its data, write the key that it has: `infra: { efs: { kmsKeyArn: aws/elasticfilesystem } }`. Terraform makes the new one first, and EFS refuses that while the old one has the same creation token. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target=aws_efs_file_system.x`. What uses it goes with it, and comes back with the apply.",
    ],
    [
      "fileSystem.otherKey",
      { kms_key_id: "a", lifecycle: { prevent_destroy: true } },
      { kms_key_id: "b", lifecycle: { prevent_destroy: true } },
      "is replaced: the new file system is empty, and what is on the old one is lost. AWS Backup has no copies of it. `prevent_destroy` stops that, and the plan would fail. To keep it and its data, write the key that it has: `infra: { efs: { kmsKeyArn: a } }`. To give its data up, first set `infra.efs.protect: false`, synth and apply.",
    ],
    [
      "fileSystem.firstKey",
      { lifecycle: { prevent_destroy: true } },
      { kms_key_id: "a", lifecycle: { prevent_destroy: true } },
      "is replaced: the new file system is empty, and what is on the old one is lost. AWS Backup has no copies of it. `prevent_destroy` stops that, and the plan would fail, unless it has that key already or was never applied. To keep it and its data, write the key that it has: `infra: { efs: { kmsKeyArn: aws/elasticfilesystem } }`, or its ARN, as `aws efs describe-file-systems --query 'FileSystems[].[FileSystemId,Name,KmsKeyId]'` tells. To give its data up, first set `infra.efs.protect: false`, synth and apply.",
    ],
    [
      "fileSystem.planStops",
      { creation_token: "a" },
      { creation_token: "b", lifecycle: { prevent_destroy: true } },
      "is replaced: the new file system is empty, and what is on the old one is lost. AWS Backup has no copies of it. `prevent_destroy` stops that: the plan fails, and nothing of this stack is applied.",
    ],
    [
      "fileSystem.notCopied",
      {},
      undefined,
      "is destroyed, with all data of all volumes. AWS Backup has no copies of it.",
    ],
    [
      "fileSystem.copied",
      {},
      undefined,
      "is destroyed, with all data of all volumes. What AWS Backup has copied stays in its vault, and has to be restored by hand.",
      backedUp,
    ],
    [
      "fileSystem.destroyed",
      {},
      undefined,
      "is destroyed, with all data of all volumes. AWS Backup has no copies of it.",
    ],
    [
      "fileSystem.nothingStops",
      { lifecycle: { prevent_destroy: true } },
      undefined,
      "is destroyed, with all data of all volumes. AWS Backup has no copies of it. `prevent_destroy` goes with the block and does not stop it. `nanokit-tf synth` refuses to write this (NK601).",
    ],
    [
      "fileSystem.unprotected",
      { lifecycle: { prevent_destroy: true } },
      {},
      "loses `prevent_destroy`: the next plan may destroy it, with all data.",
    ],
  ],
  aws_efs_backup_policy: [
    [
      "backup_policy.status weakens",
      { backup_policy: { status: "ENABLED" } },
      { backup_policy: { status: "DISABLED" } },
      "stops the daily backups.",
    ],
    ["destroy weakens", { backup_policy: { status: "ENABLED" } }, undefined, "stops the daily backups."],
  ],
  aws_efs_file_system_policy: [
    ...policyRows("policy"),
    [
      "destroy opens",
      policy("a:A"),
      undefined,
      "is destroyed: whoever reaches a mount target may read and write everything, even without TLS.",
    ],
  ],
  aws_efs_mount_target: [
    [
      "mountTarget.replaced",
      { subnet_id: "a" },
      { subnet_id: "b" },
      "is replaced: tasks in its zone lose the file system until the new one is there, some minutes later.",
    ],
    [
      "mountTarget.withFileSystem",
      { subnet_id: "a" },
      { subnet_id: "b" },
      "is replaced, as the file system is.",
      otherFileSystem,
    ],
    [
      "mountTarget.destroyed",
      { subnet_id: "a" },
      undefined,
      "is destroyed: tasks that are still in its zone lose the file system. No data is lost.",
    ],
    [
      "mountTarget.zones",
      { for_each: "${local.both_zones}" },
      { for_each: "${local.one_zone}" },
      "may go from zones whose subnets are no longer used: the plan shows it. Tasks that are still there lose the file system. No data is lost.",
    ],
    ["otherVpc.steps", { subnet_id: "a" }, { subnet_id: "b" }, steppedOut("aws_efs_mount_target"), vpcs],
    ["securityGroups.joined", { security_groups: ["sg-1"] }, { security_groups: ["sg-1", "sg-2"] }, joins],
    ["securityGroups.left", { security_groups: ["sg-1", "sg-2"] }, { security_groups: ["sg-1"] }, leaves],
  ],
  aws_efs_access_point: [
    [
      "accessPoint.withFileSystem",
      at("/a"),
      undefined,
      "is destroyed together with the file system, and its directory is lost with it.",
      otherFileSystem,
    ],
    [
      "accessPoint.unseen",
      at("/a"),
      undefined,
      "is destroyed. The directory `/a` and its files stay on the file system, and nothing mounts them any more.",
    ],
    [
      "accessPoint.shownElsewhere",
      at("/a"),
      undefined,
      `is destroyed. The directory \`/a\` and its files stay, and \`aws_efs_access_point.other\` shows them. ${tasks}`,
      both(resources({ aws_efs_access_point: { other: at("/a") } })),
    ],
    [
      "accessPoint.otherFileSystem",
      at("/a", { file_system_id: "fs-1" }),
      at("/a", { file_system_id: "fs-2" }),
      `is replaced: the volume is on another file system from now on. What is in \`/a\` stays on the old one and is no longer seen. ${tasks}`,
    ],
    [
      "accessPoint.otherDirectory",
      at("/a"),
      at("/b"),
      `is replaced: the volume shows \`/b\` from now on. What is in \`/a\` stays there and is no longer seen. ${tasks}`,
    ],
    [
      "accessPoint.remade",
      at("/a", { posix_user: { uid: 1 } }),
      at("/a", { posix_user: { uid: 2 } }),
      `is replaced. The directory \`/a\` and its files stay. What is in it keeps its owner and its mode, and the volume is used as another user from now on, who may not be allowed to read or write it. ${tasks}`,
    ],
    [
      "accessPoint.otherUser",
      at("/a", { posix_user: { uid: 1 } }),
      at("/a", { posix_user: { uid: 2 } }),
      `is replaced. The directory \`/a\` and its files stay. What is in it keeps its owner and its mode, and the volume is used as another user from now on, who may not be allowed to read or write it. ${tasks}`,
    ],
    [
      "accessPoint.sameOwner",
      { root_directory: { path: "/a", creation_info: { permissions: "0700" } } },
      { root_directory: { path: "/a", creation_info: { permissions: "0755" } } },
      `is replaced. The directory \`/a\` and its files stay. A directory that is there keeps its owner and its mode. ${tasks}`,
    ],
    [
      "accessPoint.ownersStay",
      at("/a", { root_directory: { path: "/a", note: "b" } }),
      at("/a", { root_directory: { path: "/a", note: "c" } }),
      `is replaced. The directory \`/a\` and its files stay. The files keep their owners. ${tasks}`,
    ],
    [
      "accessPoint.tasks",
      at("/a"),
      at("/c"),
      `is replaced: the volume shows \`/c\` from now on. What is in \`/a\` stays there and is no longer seen. ${tasks}`,
    ],
    [
      "accessPoint.anyUser",
      at("/a", { posix_user: { uid: 1 } }),
      at("/a"),
      "no longer sets the user for its files: a container may act as any user.",
    ],
    ["accessPoint.wider", at("/a/b"), at("/a"), "shows more of the file system: `/a`, of which `/a/b` is a part."],
  ],
  aws_ecs_cluster: [
    ["replace interrupts", { name: "a" }, { name: "b" }, "is replaced, and with it every service."],
    ["destroy interrupts", { name: "a" }, undefined, "is destroyed, with every service."],
    [
      "insights.stay",
      { setting: [{ name: "containerInsights", value: "enabled" }] },
      {},
      "keeps Container Insights on (enabled), which still cost money: Terraform does not change what is removed from the file. Write `infra: { containerInsights: disabled }`.",
    ],
  ],
  aws_flow_log: [
    [
      "replace note",
      { traffic_type: "ALL" },
      { traffic_type: "REJECT" },
      "is replaced: for a moment, the traffic of the VPC is not recorded there.",
    ],
    [
      "destroy weakens",
      { traffic_type: "ALL" },
      undefined,
      "is destroyed: the traffic of the VPC is no longer recorded there.",
    ],
  ],
  aws_appautoscaling_target: [
    [
      "endOfScaling.fewer",
      { resource_id: "service/c/${aws_ecs_service.api.name}", min_capacity: 3 },
      undefined,
      "goes, and the apply sets `api` to 1 of what are 3 tasks or more now. Before you apply, write `instances` at `api`, with as many as it needs.",
      both(resources({ aws_ecs_service: { api: { name: "api", desired_count: 1 } } })),
    ],
  ],
  aws_sqs_queue: [
    [
      "replace note",
      { name: "a" },
      { name: "b" },
      "is replaced: what it holds, the starts of jobs that failed, is deleted.",
    ],
    ["destroy note", { name: "a" }, undefined, "is destroyed, with what it holds: the starts of jobs that failed."],
  ],
  aws_service_discovery_private_dns_namespace: [
    ["destroy note", { name: "a" }, undefined, "is destroyed: no job finds a service by name any more."],
  ],
  aws_ecs_service: [
    [
      "placement.named",
      { name: "web", launch_type: "FARGATE" },
      { name: "web", capacity_provider_strategy: [{ capacity_provider: "FARGATE_SPOT", weight: 1 }] },
      "is not replaced with version 6.15 of the provider or later: it only starts new tasks.",
    ],
    [
      "placement.notNamed",
      { name: "web", capacity_provider_strategy: [{ capacity_provider: "FARGATE_SPOT", weight: 1 }] },
      { name: "web", launch_type: "FARGATE" },
      "makes the plan fail with version 6.15 of the provider or later. Write `spot: false` at `web` instead of removing it: then no version replaces it.",
    ],
    [
      "renamedService.sameName",
      { name: "web" },
      undefined,
      "goes while `aws_ecs_service.y` comes, but for AWS their names are the same. Rename it in two steps: to `Web-2` first, synth and apply; then to `Web`.",
      [{}, resources({ aws_ecs_service: { y: { name: "Web" } } })],
    ],
    [
      "renamedService.sameVolume",
      { name: "db", desired_count: 1, task_definition: "${aws_ecs_task_definition.db.arn}" },
      undefined,
      "goes while `aws_ecs_service.y` comes, so that both may write to the volume `old` for a while. Stop it before: write `instances: 0` at `db`, synth and apply; then rename it.",
      [
        resources({ aws_ecs_task_definition: { db: mounted(["old"]) } }),
        resources({
          aws_ecs_task_definition: { y: mounted(["old"]) },
          aws_ecs_service: { y: { name: "mongo", task_definition: "${aws_ecs_task_definition.y.arn}" } },
        }),
      ],
    ],
    [
      "replace interrupts",
      { name: "a" },
      { name: "b" },
      "is replaced: ECS stops all its tasks, deletes it and makes it anew. It is down for minutes.",
    ],
    ["destroy interrupts", { name: "a" }, undefined, "is destroyed: ECS stops all its tasks."],
    [
      "service_registries note",
      registered("${aws_service_discovery_service.x.arn}"),
      {},
      "replaces all running tasks: ECS registers only new ones in private DNS.",
    ],
    ["desired_count interrupts", { desired_count: 1 }, { desired_count: 0 }, "stops all its tasks."],
    ["network_configuration.assign_public_ip opens", publicly(false), publicly(true), "gets public IP addresses."],
    [
      "network_configuration.assign_public_ip closes",
      publicly(true),
      publicly(false),
      "no longer has public IP addresses.",
    ],
    [
      "enable_execute_command opens",
      {},
      { enable_execute_command: true },
      "lets `aws ecs execute-command` into its containers.",
    ],
    [
      "enable_execute_command closes",
      { enable_execute_command: true },
      {},
      "no longer lets `aws ecs execute-command` into its containers.",
    ],
    [
      "securityGroups.joined",
      { network_configuration: { security_groups: ["sg-1"] } },
      { network_configuration: { security_groups: ["sg-1", "sg-2"] } },
      joins,
    ],
    [
      "securityGroups.left",
      { network_configuration: { security_groups: ["sg-1", "sg-2"] } },
      { network_configuration: { security_groups: ["sg-1"] } },
      leaves,
    ],
  ],
  aws_ecs_task_definition: [
    [
      "volume.efs_volume_configuration.transit_encryption weakens",
      volume({ transit_encryption: "ENABLED" }),
      volume({ transit_encryption: "DISABLED" }),
      "mounts a volume without TLS.",
    ],
    [
      "volume.efs_volume_configuration.authorization_config.iam weakens",
      volume({ authorization_config: { iam: "ENABLED" } }),
      volume({ authorization_config: { iam: "DISABLED" } }),
      "mounts a volume without IAM authorization.",
    ],
    [
      "mounts.gone",
      mounted(["old"]),
      mounted([]),
      "no longer mounts `/old` at `/srv`: what its container writes there is lost when the task ends.",
      both(container("old")),
    ],
    [
      "mounts.moved",
      mounted(["old"]),
      mounted(["new"]),
      "shows `/new` at `/srv` from now on, and no longer `/old`, whose files stay on the file system. To go on using them, write `efs: { path: /old }` at the volume `new`.",
      [container("old"), container("new")],
    ],
    [
      "mounts.unlocked",
      mounted(["lock"]),
      mounted([]),
      "runs without a lock from now on: while one of its tasks still stops, the next may write to the same files.",
      both(container("lock")),
    ],
    [
      "otherUser.changed",
      mounted(["old"]),
      mounted(["old"]),
      `runs as \`1000\` on files that \`999\` wrote. ${ownersStay}`,
      [container("old", "nginx", { user: "999" }), container("old", "nginx", { user: "1000" })],
    ],
    [
      "otherUser.named",
      mounted(["old"]),
      mounted(["old"]),
      `runs as \`1000\` on files that the image's user wrote. ${ownersStay}`,
      [container("old"), container("old", "nginx", { user: "1000" })],
    ],
    [
      "otherUser.notNamed",
      mounted(["old"]),
      mounted(["old"]),
      `runs as the image's user on files that \`999\` wrote. ${ownersStay}`,
      [container("old", "nginx", { user: "999" }), container("old")],
    ],
    [
      "capabilities.more",
      mounted([]),
      mounted([]),
      "gives `x` more Linux capabilities: NET_RAW and SYS_PTRACE.",
      [
        container("old", "nginx", { linuxParameters: { capabilities: { add: [], drop: ["KILL", "NET_RAW"] } } }),
        container("old", "nginx", { linuxParameters: { capabilities: { add: ["SYS_PTRACE"], drop: ["KILL"] } } }),
      ],
    ],
    [
      "capabilities.fewer",
      mounted([]),
      mounted([]),
      "takes Linux capabilities from `x`: MKNOD.",
      [
        container("old"),
        container("old", "nginx", { linuxParameters: { capabilities: { add: [], drop: ["MKNOD", "NET_ADMIN"] } } }),
      ],
    ],
    [
      "engine.newer",
      mounted(["old"]),
      mounted(["old"]),
      "runs `postgres:17` on files that `postgres:16` wrote. Take a recovery point first: the new release may refuse them until they are upgraded (PostgreSQL does), or change them so that the old one no longer reads them.",
      [container("old", "postgres:16"), container("old", "postgres:17")],
    ],
    [
      "engine.older",
      mounted(["old"]),
      mounted(["old"]),
      "runs `mysql:8.0` on files that `mysql:8.4` wrote: a release does not read the files of a later one. Go back to a recovery point from before.",
      [container("old", "mysql:8.4"), container("old", "mysql:8.0")],
    ],
    [
      "engine.other",
      mounted(["old"]),
      mounted(["old"]),
      "runs `mariadb:11` where `mysql:8.4` kept its files: another program may not be able to read them, or may change them.",
      [container("old", "mysql:8.4"), container("old", "mariadb:11")],
    ],
  ],
  aws_cloudwatch_log_group: [
    [
      "replace note",
      { name: "a", skip_destroy: true },
      { name: "b", skip_destroy: true },
      "is replaced: the old one stays in AWS, with its logs.",
    ],
    // What goes is treated as its last apply left it.
    ["replace data", { name: "a" }, { name: "b", skip_destroy: true }, "is replaced: its logs are deleted."],
    ["destroy data", { name: "a" }, undefined, "is destroyed, with its logs."],
    [
      "destroy note",
      { name: "a", skip_destroy: true },
      undefined,
      "leaves the state, and stays in AWS with its logs. To use `a` again later, import it first.",
    ],
    [
      "create note",
      undefined,
      { name: "a", skip_destroy: true },
      "stays in AWS when Terraform no longer has it. If one was left there before, an apply fails until it is imported: `terraform import aws_cloudwatch_log_group.x a`.",
    ],
    [
      "skip_destroy note",
      { name: "a" },
      { name: "a", skip_destroy: true },
      "stays in AWS, with its logs, when Terraform no longer has it.",
    ],
    [
      "skip_destroy weakens",
      { name: "a", skip_destroy: true },
      { name: "a" },
      "is deleted, with its logs, when Terraform no longer has it.",
    ],
    [
      "retention_in_days data",
      { retention_in_days: 0 },
      { retention_in_days: 30 },
      "keeps logs for 30 days only: older ones are deleted.",
    ],
    [
      "kms_key_id weakens",
      { kms_key_id: "a" },
      {},
      "encrypts what is logged from now on with the key of CloudWatch Logs. Older logs can be read as long as `a` is there.",
    ],
    [
      "kms_key_id note",
      { kms_key_id: "a" },
      { kms_key_id: "b" },
      "encrypts what is logged from now on with `b`. Older logs keep their key.",
    ],
  ],
  aws_ecr_repository: [
    [
      "image_tag_mutability weakens",
      { image_tag_mutability: "IMMUTABLE" },
      { image_tag_mutability: "MUTABLE" },
      "lets a tag be given to another image.",
    ],
    [
      "image_scanning_configuration.scan_on_push weakens",
      { image_scanning_configuration: { scan_on_push: true } },
      { image_scanning_configuration: { scan_on_push: false } },
      "no longer scans images.",
    ],
    ["images.lost", { force_delete: true }, undefined, "is destroyed, with all its images."],
    [
      "images.otherKey",
      { name: "a", encryption_configuration: [{ encryption_type: "KMS" }] },
      { name: "a", encryption_configuration: [{ encryption_type: "AES256" }] },
      "is replaced, as ECR cannot change the key of a repository, and deletes no repository that has images. To keep them, write `infra.kmsKeyArn` again. To give them up, delete the repository before you apply, and push them again after it: `aws ecr delete-repository --force --repository-name a`. Until then, no task that needs them can start.",
    ],
    [
      "images.inTheWay",
      { name: "a" },
      undefined,
      "is destroyed, but ECR deletes no repository that has images. Before you apply, take it out of the state, so that it stays on AWS; in the folder of the stack: `terraform state rm aws_ecr_repository.x`. Its images stay, and tasks can go on with them. Pass no `-var` for its service any more. If it is built again one day: `terraform import aws_ecr_repository.x a`. When nothing runs its images: `aws ecr delete-repository --force --repository-name a`.",
    ],
  ],
  aws_lb: [
    [
      "scheme.steps",
      { internal: false },
      { internal: true },
      "is made anew, as AWS cannot change a load balancer between internal and public. Its name and its target groups are in use until the old one is gone. Before you apply, destroy that one, in the folder of the stack: `terraform destroy -target=aws_lb.x`. What depends on it stops until the apply is done.",
    ],
    [
      "deletionProtection.on",
      { name: "shop", enable_deletion_protection: true },
      undefined,
      "cannot be deleted while its deletion protection is on, so the apply would stop there. Write `infra: { loadBalancer: { deletionProtection: false } }` in the file as it was, synth and apply; then make this change.",
    ],
    ["otherVpc.steps", { subnets: ["a"] }, { subnets: ["b"] }, steppedOut("aws_lb"), vpcs],
    [
      "replace interrupts",
      { name: "a" },
      { name: "b" },
      "is replaced: nothing is reachable meanwhile. The new one has another DNS name: change the records that are made elsewhere.",
    ],
    ["destroy interrupts", { name: "a" }, undefined, "is destroyed: nothing is reachable from the internet any more."],
    ["create opens", undefined, { name: "a" }, "is reachable from the internet."],
    ["internal opens", { internal: true }, { internal: false }, "is reachable from the internet."],
    ["internal closes", { internal: false }, { internal: true }, "is no longer reachable from the internet."],
    [
      "drop_invalid_header_fields weakens",
      { drop_invalid_header_fields: true },
      { drop_invalid_header_fields: false },
      "lets malformed headers through.",
    ],
    [
      "access_logs.enabled weakens",
      { access_logs: { bucket: "logs", enabled: true } },
      {},
      "no longer writes access logs.",
    ],
    [
      "enable_deletion_protection weakens",
      { enable_deletion_protection: true },
      { enable_deletion_protection: false },
      "may be deleted.",
    ],
    ["securityGroups.joined", { security_groups: ["sg-1"] }, { security_groups: ["sg-1", "sg-2"] }, joins],
    ["securityGroups.left", { security_groups: ["sg-1", "sg-2"] }, { security_groups: ["sg-1"] }, leaves],
  ],
  aws_lb_listener: [
    ["create opens", undefined, { port: 443, protocol: "HTTPS" }, "listens to `HTTPS` on port 443."],
    ["destroy closes", { port: 443, protocol: "HTTPS" }, undefined, "no longer listens to `HTTPS` on port 443."],
    ["port opens", { port: 443 }, { port: 8443 }, "listens on port 8443, and no longer on 443."],
    ["protocol closes", { protocol: "HTTP" }, { protocol: "HTTPS" }, "listens to `HTTPS`."],
    ["protocol weakens", { protocol: "HTTPS" }, { protocol: "HTTP" }, "listens to `HTTP`."],
    [
      "ssl_policy weakens",
      { ssl_policy: "new" },
      { ssl_policy: "old" },
      "has another TLS policy, `old`: it may allow older versions or weaker ciphers.",
    ],
    [
      "default_action opens",
      { default_action: [{ type: "fixed-response" }] },
      { default_action: [{ type: "forward" }] },
      "forwards requests that match no rule.",
    ],
  ],
  aws_lb_listener_certificate: [
    [
      "destroy interrupts",
      { certificate_arn: "arn:1" },
      undefined,
      "is destroyed: browsers refuse hosts that only this certificate covers.",
    ],
  ],
  aws_wafv2_web_acl_association: [
    [
      "create closes",
      undefined,
      { web_acl_arn: "arn:1" },
      "gets a web ACL, which checks each request first and blocks what its rules say.",
    ],
    [
      "replace weakens",
      { web_acl_arn: "arn:1" },
      { web_acl_arn: "arn:2" },
      "is replaced: for some seconds no web ACL looks at requests.",
    ],
    ["destroy weakens", { web_acl_arn: "arn:1" }, undefined, "is destroyed: no web ACL looks at requests any more."],
  ],
  aws_route53_record: [
    [
      "credentials.others",
      {},
      { provider: "aws.dns" },
      "is made by another role from now on. Where its zone stays the same, just apply. Where it is to be in another zone, have Terraform forget it before you apply, in the folder of the stack: `terraform state rm aws_route53_record.x`. It is made in the new zone, and stays in the old one until you delete it there.",
    ],
    [
      "destroy note",
      { allow_overwrite: true },
      undefined,
      "takes away what proves this domain to ACM. A certificate of another stack in this account, for the same domain or its wildcard, needs that record to be renewed: apply that stack again, which makes the record anew.",
    ],
  ],
  aws_lb_listener_rule: [
    ["hosts.added", undefined, host("a.example.com"), "makes `a.example.com` reachable from the internet."],
    [
      "hosts.addedInside",
      undefined,
      host("a.example.com"),
      "makes `a.example.com` reachable from the VPC and what is connected to it.",
      both(resources({ aws_lb: { main: { internal: true } } })),
    ],
    [
      "hosts.addedElsewhere",
      undefined,
      { ...host("a.example.com"), listener_arn: "${data.aws_lb_listener.main.arn}" },
      "makes `a.example.com` reachable from wherever the existing load balancer is.",
    ],
    ["hosts.removed", host("a.example.com"), undefined, "makes `a.example.com` unreachable."],
    [
      "hosts.changed",
      host("a.example.com"),
      host("b.example.com"),
      "makes `b.example.com` reachable, and no longer `a.example.com`.",
    ],
  ],
  aws_subnet: [
    [
      "map_public_ip_on_launch opens",
      { map_public_ip_on_launch: false },
      { map_public_ip_on_launch: true },
      "gives public IP addresses to what starts in it.",
    ],
  ],
  aws_route: [
    [
      "create opens",
      undefined,
      { destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
      "leads `0.0.0.0/0` to an internet gateway.",
    ],
    [
      "create note",
      undefined,
      { destination_cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" },
      "leads `0.0.0.0/0` to a NAT gateway: connections go out, and none come in.",
    ],
  ],
  aws_vpc_endpoint: [
    [
      "replace interrupts",
      { service_name: "com.amazonaws.us-east-1.logs" },
      { service_name: "com.amazonaws.us-west-2.logs" },
      "is replaced: for a moment, tasks cannot reach this AWS service through it.",
    ],
    [
      "destroy interrupts",
      { service_name: "com.amazonaws.us-east-1.logs" },
      undefined,
      "is destroyed: tasks without another way to this AWS service no longer reach it.",
    ],
  ],
  aws_eip: [
    [
      "replace note",
      { domain: "standard" },
      { domain: "vpc" },
      "is replaced, so its IP address changes: firewalls that allow the old one need the new one.",
    ],
    [
      "destroy note",
      { domain: "vpc" },
      undefined,
      "is given back to AWS: firewalls that allow this IP address need another one.",
    ],
  ],
  aws_nat_gateway: [
    [
      "replace interrupts",
      { subnet_id: "subnet-1" },
      { subnet_id: "subnet-2" },
      "is replaced: its connections break, and tasks that use it cannot reach the internet until the new one is up.",
    ],
    [
      "destroy interrupts",
      { subnet_id: "subnet-1" },
      undefined,
      "is destroyed: its connections break. Tasks that have another gateway connect again through that one.",
    ],
  ],
  aws_security_group: [["inlineRules.present", {}, { ingress: [{ from_port: 0 }] }, ownRules]],
  aws_default_security_group: [["inlineRules.present", {}, { ingress: [{ from_port: 0 }] }, ownRules]],
  aws_vpc_security_group_ingress_rule: [
    ["securityGroupRule.new", undefined, rule("10.0.0.0/8"), "lets in from `10.0.0.0/8` on tcp port 80."],
    [
      "securityGroupRule.wider",
      rule("10.0.0.0/16"),
      rule("10.0.0.0/8"),
      "lets in from `10.0.0.0/8` on tcp port 80, before only `10.0.0.0/16` on tcp port 80.",
    ],
    ["securityGroupRule.gone", rule("10.0.0.0/8"), undefined, "no longer lets in from `10.0.0.0/8` on tcp port 80."],
    [
      "securityGroupRule.narrower",
      rule("10.0.0.0/8"),
      rule("10.0.0.0/16"),
      "no longer lets in from `10.0.0.0/8` on tcp port 80, only `10.0.0.0/16` on tcp port 80.",
    ],
  ],
  aws_vpc_security_group_egress_rule: [
    ["securityGroupRule.new", undefined, rule("10.0.0.0/8"), "lets out to `10.0.0.0/8` on tcp port 80."],
    [
      "securityGroupRule.wider",
      rule("10.0.0.0/16"),
      rule("10.0.0.0/8"),
      "lets out to `10.0.0.0/8` on tcp port 80, before only `10.0.0.0/16` on tcp port 80.",
    ],
    ["securityGroupRule.gone", rule("10.0.0.0/8"), undefined, "no longer lets out to `10.0.0.0/8` on tcp port 80."],
    [
      "securityGroupRule.narrower",
      rule("10.0.0.0/8"),
      rule("10.0.0.0/16"),
      "no longer lets out to `10.0.0.0/8` on tcp port 80, only `10.0.0.0/16` on tcp port 80.",
    ],
  ],
  aws_iam_role: [
    [
      "permissions_boundary weakens",
      { permissions_boundary: "arn:1" },
      {},
      "is no longer limited by a permissions boundary.",
    ],
    [
      "permissions_boundary closes",
      {},
      { permissions_boundary: "arn:1" },
      "is limited by the permissions boundary `arn:1`.",
    ],
    [
      "trust.unreadable",
      taken("1"),
      { assume_role_policy: '${file("x")}' },
      "may allow more: its policy cannot be read here.",
    ],
    ["trust.opens", taken("1"), taken("1", "2"), "allows `sts:AssumeRole` to `AWS:2`."],
    ["trust.closes", taken("1", "2"), taken("1"), "no longer allows `sts:AssumeRole` to `AWS:2`."],
    ["trust.opensMore", taken(), taken(...accounts), "and 2 more of the kind."],
    ["trust.closesMore", taken(...accounts), taken(), "and 2 more of the kind."],
  ],
  aws_iam_role_policy: policyRows("policy"),
  aws_backup_plan: [
    [
      "rule.copy_action weakens",
      { rule: [{ ...copied, copy_action: [{ destination_vault_arn: "a" }] }] },
      { rule: [copied] },
      "no longer copies recovery points elsewhere.",
    ],
    [
      "rule.lifecycle.delete_after weakens",
      planned(35),
      planned(7),
      "keeps new recovery points for 7 days, instead of 35.",
    ],
  ],
  aws_backup_vault: [
    ["destroy note", { name: "v" }, undefined, `is destroyed, and ${fullVault}`],
    ["replace note", { name: "v", kms_key_arn: "a" }, { name: "v", kms_key_arn: "b" }, `is replaced, and ${fullVault}`],
  ],
  aws_backup_selection: [["destroy weakens", { plan_id: "p" }, undefined, "stops the backups by the plan."]],
  aws_iam_role_policy_attachment: [
    ["create opens", undefined, { policy_arn: "p" }, "gives a role what `p` allows."],
    ["destroy closes", { policy_arn: "p" }, undefined, "takes from a role what `p` allows."],
  ],
  aws_scheduler_schedule: [
    [
      "target.ecs_parameters.network_configuration.assign_public_ip opens",
      scheduled({ assign_public_ip: false }),
      scheduled({ assign_public_ip: true }),
      "gets public IP addresses.",
    ],
    [
      "target.ecs_parameters.network_configuration.assign_public_ip closes",
      scheduled({ assign_public_ip: true }),
      scheduled({ assign_public_ip: false }),
      "no longer has public IP addresses.",
    ],
    [
      "securityGroups.joined",
      scheduled({ security_groups: ["sg-1"] }),
      scheduled({ security_groups: ["sg-1", "sg-2"] }),
      joins,
    ],
    [
      "securityGroups.left",
      scheduled({ security_groups: ["sg-1", "sg-2"] }),
      scheduled({ security_groups: ["sg-1"] }),
      leaves,
    ],
  ],
};

/** One for each mark that a row of a type declares; a test says that none is missing. */
export const MARK_CASES: readonly MarkCase[] = Object.entries(ROWS).flatMap(([type, rows]) =>
  rows.map(([mark, before, after, says, around]) => ({
    type,
    mark,
    says,
    ...(before && { before }),
    ...(after && { after }),
    ...(around && { around }),
  })),
);
