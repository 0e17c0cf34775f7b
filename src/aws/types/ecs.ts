import { QUOTAS } from "../quotas.js";
import { CONTAINERS_MAX, TASK_DEFINITION_BYTES_MAX } from "../task-definition.js";
import { everything, named, on, only, passRole, serviceLinkedRole } from "./grant.js";
import { closes, data, note, onChange, onDestroy, onReplace, opens, steps, weakens } from "./marks.js";
import type { ResourceRow, TypeRow } from "./row.js";
import { groupTexts, publicAddress } from "./shared-marks.js";

const cluster = named("ecs:cluster/{name}");
const service = named("ecs:service/{cluster>name}/{name*}");
const definition = named("ecs:task-definition/{family}:*");

const OWNERS_STAY =
  "They keep their owner, so the program may not be able to write, or even to start: change the owner with a job that runs as root (`chown -R`).";

/** ECS: the cluster, its services and what their tasks are made from. */
export const ecs = {
  aws_ecs_cluster: {
    source: "ecs/cluster.go",
    blocks: `
    configuration execute_command_configuration log_configuration managed_storage_configuration
    service_connect_defaults setting
  `,
    tagged: true,
    forceNew: ["name"],
    unique: [{ attributes: ["name"], within: "region", source: "botocore ecs, CreateCluster" }],
    refused: [
      {
        call: "ecs:DeleteCluster",
        usedBy: ["aws_ecs_service"],
        error: "ClusterContainsServicesException",
        source: "botocore ecs, DeleteCluster",
      },
    ],
    marks: [
      onReplace("interrupts", "is replaced, and with it every service."),
      onDestroy("interrupts", "is destroyed, with every service."),
    ],
    rules: {
      insights: {
        stay: steps(
          "NK626",
          "note",
          "keeps Container Insights on ({before}), which still cost money: Terraform does not change what is removed from the file. Write `infra: { containerInsights: disabled }`.",
        ),
      },
    },
    iam: [
      on("ecs", cluster, {
        create: "CreateCluster TagResource",
        read: "DescribeClusters",
        update: "TagResource UntagResource",
        delete: "DeleteCluster",
      }),
      only("setting", on("ecs", cluster, { update: "UpdateCluster ListTagsForResource" })),
      serviceLinkedRole("ecs.amazonaws.com"),
    ],
  },
  aws_ecs_cluster_capacity_providers: {
    source: "ecs/cluster_capacity_providers.go",
    blocks: "default_capacity_provider_strategy",
    tagged: false,
    forceNew: ["cluster_name"],
    unique: [{ attributes: ["cluster_name"], within: "cluster", source: "botocore ecs, PutClusterCapacityProviders" }],
    iam: [
      on("ecs", named("ecs:cluster/{cluster_name}"), {
        create: "PutClusterCapacityProviders",
        read: "DescribeClusters",
        update: "PutClusterCapacityProviders",
        delete: "PutClusterCapacityProviders",
      }),
    ],
  },
  aws_ecs_service: {
    source: "ecs/service.go",
    blocks: `
    advanced_configuration alarms canary_configuration capacity_provider_strategy client_alias
    deployment_circuit_breaker deployment_configuration deployment_controller header issuer_cert_authority
    lifecycle_hook linear_configuration load_balancer log_configuration managed_ebs_volume network_configuration
    ordered_placement_strategy placement_constraints secret_option service service_connect_configuration
    service_registries tag_specifications test_traffic_rules timeout timeouts tls value volume_configuration
    vpc_lattice_configurations
  `,
    tagged: true,
    forceNew: ["cluster", "launch_type", "name", "scheduling_strategy"],
    // CustomizeDiff of 5.100.0. What is in it can be changed with `force_new_deployment`, which we emit beside it. Since 6.15.0 it only asks for
    // that in the configuration which it changes to, and taking the strategy away with it fails (pull request 43533; read as of 6.x, where
    // `launch_type` still has ForceNew and is Computed, so that leaving it out is no change).
    forceNewWhole: ["capacity_provider_strategy"],
    inPlaceSince: { capacity_provider_strategy: "6.15.0" },
    unique: [
      { attributes: ["name"], within: "cluster", source: "botocore ecs, CreateService" },
      {
        attributes: ["service_connect_configuration.namespace", "service_connect_configuration.service.discovery_name"],
        within: "region",
        source: "botocore ecs, ServiceConnectService discoveryName",
      },
    ],
    quotas: {
      services: QUOTAS.services,
      subnets: { max: 16, of: "subnets of a service", source: "ECS developer guide, service-quotas" },
      securityGroups: { max: 5, of: "security groups of a service", source: "ECS developer guide, service-quotas" },
      targetGroups: { max: 5, of: "target groups of a service", source: "ECS developer guide, service-quotas" },
    },
    marks: [
      onReplace(
        "interrupts",
        "is replaced: ECS stops all its tasks, deletes it and makes it anew. It is down for minutes.",
      ),
      onDestroy("interrupts", "is destroyed: ECS stops all its tasks."),
      onChange("desired_count", "interrupts", "stops all its tasks.", { is: 0 }),
      ...publicAddress("network_configuration.assign_public_ip"),
      onChange("service_registries", "note", "replaces all running tasks: ECS registers only new ones in private DNS."),
      onChange("enable_execute_command", "opens", "lets `aws ecs execute-command` into its containers.", { is: true }),
      onChange("enable_execute_command", "closes", "no longer lets `aws ecs execute-command` into its containers.", {
        isNot: true,
      }),
    ],
    rules: {
      placement: {
        named: note("is not replaced with version 6.15 of the provider or later: it only starts new tasks."),
        notNamed: steps(
          "NK617",
          "interrupts",
          "makes the plan fail with version 6.15 of the provider or later. Write `spot: false` at `{name}` instead of removing it: then no version replaces it.",
        ),
      },
      securityGroups: groupTexts,
      renamedService: {
        sameName: steps(
          "NK613",
          "interrupts",
          "goes while `{other}` comes, but for AWS their names are the same. Rename it in two steps: to `{between}` first, synth and apply; then to `{name}`.",
        ),
        sameVolume: steps(
          "NK613",
          "data",
          "goes while `{other}` comes, so that both may write to the volume `{volume}` for a while. Stop it before: write `instances: 0` at `{service}`, synth and apply; then rename it.",
        ),
      },
    },
    iam: [
      on("ecs", service, {
        create: "CreateService TagResource",
        read: "DescribeServices",
        update: "UpdateService TagResource UntagResource",
        delete: "UpdateService DeleteService",
      }),
      serviceLinkedRole("ecs.amazonaws.com"),
    ],
  },
  aws_ecs_task_definition: {
    source: "ecs/task_definition.go",
    blocks: `
    authorization_config docker_volume_configuration efs_volume_configuration ephemeral_storage
    fsx_windows_file_server_volume_configuration placement_constraints proxy_configuration runtime_platform volume
  `,
    tagged: true,
    forceNew: [
      "container_definitions",
      "cpu",
      "ephemeral_storage",
      "execution_role_arn",
      "family",
      "ipc_mode",
      "memory",
      "network_mode",
      "pid_mode",
      "placement_constraints",
      "proxy_configuration",
      "requires_compatibilities",
      "runtime_platform",
      "task_role_arn",
      "volume",
    ],
    unique: [],
    quotas: {
      bytes: {
        max: TASK_DEFINITION_BYTES_MAX,
        of: "bytes of a task definition",
        source: "ECS developer guide, service-quotas",
      },
      containers: {
        max: CONTAINERS_MAX,
        of: "containers of a task definition",
        source: "ECS developer guide, service-quotas",
      },
    },
    marks: [
      onChange("volume.efs_volume_configuration.transit_encryption", "weakens", "mounts a volume without TLS.", {
        isNot: "ENABLED",
      }),
      onChange(
        "volume.efs_volume_configuration.authorization_config.iam",
        "weakens",
        "mounts a volume without IAM authorization.",
        { isNot: "ENABLED" },
      ),
    ],
    rules: {
      capabilities: {
        more: opens("gives `{container}` more Linux capabilities: {names}."),
        fewer: closes("takes Linux capabilities from `{container}`: {names}."),
      },
      engine: {
        newer: data(
          "runs `{now}` on files that `{old}` wrote. Take a recovery point first: the new release may refuse them until they are upgraded (PostgreSQL does), or change them so that the old one no longer reads them.",
        ),
        older: data(
          "runs `{now}` on files that `{old}` wrote: a release does not read the files of a later one. Go back to a recovery point from before.",
        ),
        other: data(
          "runs `{now}` where `{old}` kept its files: another program may not be able to read them, or may change them.",
        ),
      },
      otherUser: {
        changed: data(`runs as \`{now}\` on files that \`{old}\` wrote. ${OWNERS_STAY}`),
        named: data(`runs as \`{now}\` on files that the image's user wrote. ${OWNERS_STAY}`),
        notNamed: data(`runs as the image's user on files that \`{old}\` wrote. ${OWNERS_STAY}`),
      },
      mounts: {
        unlocked: weakens(
          "runs without a lock from now on: while one of its tasks still stops, the next may write to the same files.",
        ),
        gone: data("no longer mounts `{old}` at `{path}`: what its container writes there is lost when the task ends."),
        moved: data(
          "shows `{now}` at `{path}` from now on, and no longer `{old}`, whose files stay on the file system. To go on using them, write `efs: { path: {old} }` at the volume `{volume}`.",
        ),
      },
    },
    iam: [
      on("ecs", definition, {
        create: "RegisterTaskDefinition TagResource",
        update: "TagResource UntagResource",
      }),
      on("ecs", everything, { read: "DescribeTaskDefinition" }),
      only("!skip_destroy", on("ecs", everything, { delete: "DeregisterTaskDefinition" })),
      passRole("iam:role{execution_role_arn>path|/}{execution_role_arn>name}", "ecs-tasks.amazonaws.com"),
      passRole("iam:role{task_role_arn>path|/}{task_role_arn>name}", "ecs-tasks.amazonaws.com"),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;

/** A cluster that is there already. */
export const ecsData = {
  "data.aws_ecs_cluster": {
    source: "ecs/cluster_data_source.go",
    iam: [on("ecs", named("ecs:cluster/{cluster_name}"), { read: "DescribeClusters" })],
  },
} satisfies Readonly<Record<string, TypeRow>>;
