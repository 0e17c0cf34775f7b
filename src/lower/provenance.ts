import type { KeyPattern, Provenance } from "../model/provenance.js";

const VPC = "infra.vpc | networks.*.vpcId";
const NO_VPC = ["infra.vpc", "networks.*.vpcId"];
const VOLUME = "services.*.volumes[*]";
const EXISTING = "infra.efs.existing";
const PUBLISHED = "services.{published}.host";
const DNS = "infra.dns=aws";
const CERTIFICATE = "infra.certificateArn";
const SERVICE = "services.{service}";
const MOUNTS = "services.{service}.volumes[*]";
/** A port that others on a network can reach. */
const SERVER = "services.{server}.expose | services.{server}.port";
const ROUTED = "services.{service}.host";
const JOB = "cron.{job}";
const OWN_IMAGE = "cron.{job}.image";
/** Where the image is one that the pipeline builds. */
const BUILT = "services.{service}.build | services.{service}.runtime";
const SOME_BUILT = "services.{built}.build | services.{built}.runtime";
const PREPARED = "services.{service}.provisioning.install | services.{service}.hooks.prestart";

/** The settings of the VPC that tasks are told of. */
const PLACE = ["infra.vpc", "networks.*.vpcId", "infra.subnets", "infra.zones"];

/** What decides about the rules by which tasks reach mount targets: a service begins after them. */
const NFS_RULES = ["infra.efs.existing", "infra.efs.mountTargets", "infra.efs.securityGroups"];

/** What decides whether services find each other, and how. */
const NAMES = [
  "infra.discovery",
  "services.{neighbour}!",
  "services.{neighbour}.expose",
  "services.{neighbour}.port",
  "services.{neighbour}.networks",
  "services.{apart}.networks",
];

/** The references to secrets that end up in a container, by what holds the container. */
const secretsIn = (holder: string): readonly KeyPattern[] => [`${holder}.secrets`, "secrets", "infra.secrets"];

/** What the container of a service is made from. A job in the image of the service has all of it but the command. */
const container = (service: string): readonly KeyPattern[] => [
  "name",
  "infra.region",
  `${service}.image`,
  "services.{built}.build",
  `${service}.runtime`,
  `${service}.env`,
  ...secretsIn(service),
  `${service}.volumes`,
  "volumes.{mounted}.efs.uid",
  "volumes.{mounted}.efs.gid",
  `${service}.aws.stopTimeout`,
  `${service}.aws.exec`,
  "infra.discovery",
  CERTIFICATE,
  "infra.dns",
  "services.{sibling}!",
  "services.{sibling}.image",
  "services.{sibling}.port",
  "services.{sibling}.expose",
  "services.{sibling}.host",
  "services.{sibling}.networks",
];

const task = (service: string): readonly KeyPattern[] => [
  "name",
  `${service}.cpu`,
  `${service}.memory`,
  `${service}.volumes`,
  `${service}.aws.architecture`,
  `${service}.aws.ephemeralStorage`,
  EXISTING,
];

/** What a schedule says of when and where its tasks run. */
const times: readonly KeyPattern[] = [
  "cron.{job}.schedule",
  "cron.{job}.timezone",
  "cron.{job}.service",
  "cron.{job}.image",
  ...PLACE,
  "services.{runs}.instances",
  "services.{runs}.networks",
  "services.{runs}.volumes",
  "services.{runs}.port",
  "services.{runs}.expose",
  ...NAMES,
  ...NFS_RULES,
];

const ownVpc = (...shaped: readonly KeyPattern[]): Provenance => ({ unless: NO_VPC, shaped });
const existingVpc = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [VPC], shaped });
const subnetsFound: Provenance = { made: [VPC], unless: ["infra.subnets"] };
const managed = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [VOLUME], unless: [EXISTING], shaped });
/** Of a file system made elsewhere, mount targets are made on demand. */
const TARGETS = "infra.efs.mountTargets=true if infra.efs.existing";
const mountTargets = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [VOLUME, TARGETS], shaped });
const published = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [PUBLISHED], shaped });
const https = (...shaped: readonly KeyPattern[]): Provenance => ({
  made: [PUBLISHED, `${CERTIFICATE} | ${DNS}`],
  shaped,
});
const certified = (...shaped: readonly KeyPattern[]): Provenance => ({
  made: [PUBLISHED, DNS],
  unless: [CERTIFICATE],
  shaped,
});
const ofService = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [SERVICE], shaped });
const routed = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [ROUTED], shaped });
const permitted = (...shaped: readonly KeyPattern[]): Provenance => ({
  made: [`${MOUNTS} | services.{service}.aws.exec=true`],
  shaped,
});
const built = (...shaped: readonly KeyPattern[]): Provenance => ({
  made: [BUILT],
  unless: ["services.{service}.image"],
  shaped,
});
const cron = (...shaped: readonly KeyPattern[]): Provenance => ({ made: ["cron.*"], shaped });
const ofJob = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [JOB], shaped });
const ofOwnJob = (...shaped: readonly KeyPattern[]): Provenance => ({ made: [OWN_IMAGE], shaped });
const someService = (...shaped: readonly KeyPattern[]): Provenance => ({ made: ["services.*"], shaped });

/** Placeholders of provenance that no address has: the environment tells what they stand for, see report/explain/relations.ts. */
export const PLACEHOLDERS = [
  "published",
  "built",
  "server",
  "one",
  "another",
  "caller",
  "neighbour",
  "sole",
  "common",
  "apart",
  "sibling",
  "mounted",
  "mounting",
  "runs",
] as const;

/**
 * From which keys of nanokit.yml the element at each address comes, by the address of its row in addresses.ts. A test takes key after key out
 * of large files and looks at what that does to the output: it must be what stands here.
 *
 * It is a table, and nothing that takes keys out when asked: much cannot be taken out (a service that another depends on, the only service), and what has two
 * causes, as a file system with two volumes, outlives each of them.
 */
export const PROVENANCE: Readonly<Record<string, Provenance>> = {
  "data.aws_caller_identity.current": {},
  "data.aws_partition.current": {},
  "data.aws_region.current": { unless: ["infra.region"] },

  "aws_vpc.main": ownVpc("name", "infra.cidr"),
  "aws_default_security_group.main": ownVpc("name"),
  "aws_internet_gateway.main": ownVpc("name"),
  "aws_route_table.public": ownVpc("name"),
  "aws_route.public_internet": ownVpc(),
  "aws_subnet.public_{zone}": {
    made: ["infra.zones[{zone}]"],
    unless: NO_VPC,
    shaped: ["name", "infra.cidr", "infra.zones"],
  },
  "aws_route_table_association.public_{zone}": { made: ["infra.zones[{zone}]"], unless: NO_VPC },
  "data.aws_availability_zones.available": { unless: [...NO_VPC, "infra.zones"] },

  "data.aws_vpc.main": existingVpc(VOLUME),
  "data.aws_subnet.all": existingVpc("infra.subnets"),
  "data.aws_subnets.all": subnetsFound,
  "data.aws_route_table.all": subnetsFound,
  "data.aws_route_tables.all": subnetsFound,
  "local.associated_route_tables": subnetsFound,
  "local.internet_route_tables": subnetsFound,
  "local.main_route_table": subnetsFound,
  "local.subnet_zones": existingVpc("infra.subnets"),
  "local.task_subnets": existingVpc("infra.subnets"),
  "local.mount_target_subnets": { made: [VPC, VOLUME, TARGETS] },

  "aws_efs_file_system.main": managed(
    "name",
    "infra.efs.encrypted",
    "infra.efs.kmsKeyArn",
    "infra.efs.throughput",
    "infra.efs.performanceMode",
    "infra.efs.lifecycle",
    "infra.efs.protect",
  ),
  "aws_efs_backup_policy.main": managed("infra.efs.backup"),
  "aws_efs_file_system_policy.main": managed(),
  "local.file_system_policy": managed("volumes.*.efs.uid"),
  "data.aws_efs_file_system.main": { made: [VOLUME, EXISTING] },
  "aws_efs_mount_target.{zone}": {
    made: [VOLUME, TARGETS, "infra.zones[{zone}]"],
    unless: NO_VPC,
    shaped: [EXISTING],
  },
  "aws_efs_mount_target.main": { made: [VPC, VOLUME, TARGETS], shaped: [EXISTING] },
  "aws_security_group.file_system": mountTargets("name", "infra.vpc", "networks.*.vpcId"),
  "aws_efs_access_point.{volume}": {
    made: ["services.*.volumes[{volume}]"],
    shaped: ["name", "volumes.{volume}.efs", EXISTING, "services.{mounting}.image", "services.{mounting}.runtime"],
  },

  "aws_ecs_cluster.main": { shaped: ["name", "infra.vpc", "networks.*.vpcId", "infra.subnets"] },
  "aws_ecs_cluster_capacity_providers.main": { made: ["services.*.aws.spot"] },
  "aws_iam_role.execution": { shaped: ["name"] },
  "aws_iam_role_policy.execution": someService(),
  "local.execution_policy": someService(
    "name",
    "infra.region",
    "services.*.image",
    "services.*.runtime",
    "services.*.secrets",
    "secrets",
    "infra.secrets",
    "infra.secretsKmsKeyArn",
    "cron.*.image",
  ),
  "local.execution_trust": {},
  "local.task_trust": { shaped: ["infra.region"] },

  "aws_security_group.{network}_network": {
    made: [
      SERVER,
      "services.{one}",
      "services.{one}.networks[{network}]",
      "services.{another} | cron.{caller}.image",
      "services.{another}.networks[{network}]",
    ],
    shaped: ["name", "infra.vpc", "networks.*.vpcId"],
  },
  "aws_service_discovery_http_namespace.main": {
    made: [SERVER, "services.{one}", "services.{another}"],
    unless: ["infra.discovery=none"],
    shaped: ["name"],
  },
  "data.aws_secretsmanager_secret.main": {
    made: ["services.*.secrets.*.from=secretsmanager | services.*.secrets.* | secrets.*"],
    shaped: ["name", "services.*.secrets", "secrets", "infra.secrets"],
  },

  "aws_ecs_service.{service}": ofService(
    ...PLACE,
    "infra.region",
    "services.{service}.instances",
    "services.{service}.updateStrategy",
    "services.{service}.scale",
    "services.{service}.depends_on",
    "services.{service}.host",
    "services.{service}.port",
    "services.{service}.expose",
    "services.{service}.networks",
    "services.{service}.volumes",
    "services.{service}.aws.exec",
    "services.{service}.aws.spot",
    ...NFS_RULES,
    ...NAMES,
  ),
  "aws_ecs_task_definition.{service}": ofService(
    ...task("services.{service}"),
    "services.{service}.image",
    "services.{built}.build",
    "services.{service}.runtime",
    "services.{service}.provisioning",
    "services.{service}.hooks.prestart",
    "services.{service}.expose",
    "services.{service}.port",
    "services.{service}.networks",
    ...NAMES,
  ),
  "local.{service}_container": ofService(
    ...container("services.{service}"),
    "services.{service}.start",
    "services.{service}.port",
    "services.{service}.expose",
    "services.{service}.networks",
    "services.{service}.provisioning",
    "services.{service}.hooks.prestart",
    "services.{service}.aws.healthCheck",
    ...NAMES,
  ),
  "aws_cloudwatch_log_group.{service}": ofService("name", "services.{service}.aws.logRetention"),
  "aws_iam_role.{service}_task": ofService("name"),
  "aws_iam_role_policy.{service}_task": permitted(),
  "local.{service}_task_policy": permitted("volumes.{mounted}.efs.uid", "infra.region", EXISTING),
  "aws_security_group.{service}_task": ofService("name", "infra.vpc", "networks.*.vpcId"),
  "aws_vpc_security_group_egress_rule.{service}_internet": ofService(),
  "aws_vpc_security_group_egress_rule.{service}_nfs": { made: [MOUNTS, TARGETS] },
  "aws_vpc_security_group_ingress_rule.{service}_port": {
    made: [
      "services.{service}.expose | services.{service}.port",
      "services.{service}.networks[{common}]",
      "services.{neighbour} | cron.{caller}.image",
      "services.{sole}.networks[{common}]",
    ],
    shaped: ["services.{service}.networks", "services.{neighbour}.networks"],
  },
  "aws_vpc_security_group_ingress_rule.{service}_nfs": { made: [MOUNTS, TARGETS] },
  "aws_vpc_security_group_ingress_rule.{service}_nfs_{group}": {
    made: [MOUNTS, EXISTING, "infra.efs.securityGroups[{group}]"],
  },
  "local.{service}_preparation": {
    made: [PREPARED],
    shaped: [
      "services.{service}.provisioning",
      "services.{service}.hooks.prestart",
      ...container("services.{service}"),
    ],
  },
  "aws_ecr_repository.{service}": built("name"),
  "aws_ecr_lifecycle_policy.{service}": built(),
  "local.image_lifecycle": { made: [SOME_BUILT] },
  "var.{service}_image_tag": built(),
  "var.{service}_image": built(),

  "aws_lb.main": published("name", "infra.vpc", "networks.*.vpcId", "infra.zones"),
  "aws_lb_listener.http": published(CERTIFICATE, "infra.dns"),
  "aws_lb_listener.https": https(),
  "aws_security_group.load_balancer": published("name", "infra.vpc", "networks.*.vpcId"),
  "aws_vpc_security_group_ingress_rule.load_balancer_http": published(),
  "aws_vpc_security_group_ingress_rule.load_balancer_https": https(),
  "local.load_balancer_subnets": { made: [VPC, PUBLISHED] },
  "data.aws_route53_zone.main": { made: [PUBLISHED, DNS], shaped: ["infra.hostedZone", PUBLISHED] },
  "aws_acm_certificate.main": certified(),
  "aws_acm_certificate_validation.main": certified(),
  "aws_route53_record.certificate": certified(),
  "aws_route53_record.{service}_alias": { made: [ROUTED, DNS] },
  "aws_lb_target_group.{service}": routed(
    "name",
    "infra.vpc",
    "networks.*.vpcId",
    "infra.cidr",
    "services.{service}.port",
    "services.{service}.expose",
    "services.{service}.aws.stopTimeout",
    "services.{service}.aws.spot",
  ),
  "aws_lb_listener_rule.{service}": routed(CERTIFICATE, "infra.dns"),
  "aws_vpc_security_group_egress_rule.{service}_load_balancer": routed(
    "services.{service}.port",
    "services.{service}.expose",
  ),
  "aws_vpc_security_group_ingress_rule.{service}_load_balancer": routed(
    "services.{service}.port",
    "services.{service}.expose",
  ),
  "aws_appautoscaling_target.{service}": { made: ["services.{service}.scale"], shaped: ["services.{service}.scale"] },
  "aws_appautoscaling_policy.{service}_cpu": {
    made: [
      "services.{service}.scale",
      "services.{service}.scale.cpu_threshold if services.{service}.scale.memory_threshold",
    ],
    shaped: ["services.{service}.scale.cpu_threshold"],
  },
  "aws_appautoscaling_policy.{service}_memory": {
    made: ["services.{service}.scale", "services.{service}.scale.memory_threshold"],
  },

  "output.load_balancer_dns_name": published(),
  "output.load_balancer_zone_id": published(),
  "output.urls": published(CERTIFICATE, "infra.dns"),
  "aws_scheduler_schedule_group.main": cron("name"),
  "aws_iam_role.scheduler": cron("name"),
  "aws_iam_role_policy.scheduler": cron(),
  "local.scheduler_policy": cron("cron.*.service", "cron.*.image"),
  "local.scheduler_trust": cron(),
  "aws_scheduler_schedule.{job}": ofJob(...times),
  "aws_scheduler_schedule._{job}_weekdays": {
    made: ["cron.{job}.schedule"],
    shaped: times,
  },
  "aws_ecs_task_definition._{job}": ofJob(
    "cron.{job}.service",
    "cron.{job}.image",
    ...task("services.{runs}"),
    "infra.discovery",
  ),
  "local._{job}_container": ofJob(
    "cron.{job}.command",
    "cron.{job}.env",
    "cron.{job}.service",
    "cron.{job}.image",
    ...container("services.{runs}"),
  ),
  "aws_cloudwatch_log_group._{job}": ofOwnJob("name"),
  "aws_iam_role._{job}": ofOwnJob("name"),
  "aws_security_group._{job}": ofOwnJob("name", "infra.vpc", "networks.*.vpcId"),
  "aws_vpc_security_group_egress_rule._{job}_internet": ofOwnJob(),

  "output.file_system_id": { made: [VOLUME], shaped: [EXISTING] },
  "output.access_point_ids": { made: [VOLUME] },
  "output.file_system_security_group_id": mountTargets(),
  "output.repository_urls": { made: [SOME_BUILT] },
  "output.cluster_arn": {},
  "output.cluster_name": {},
  "output.service_names": someService(),
  "output.security_group_ids": someService(),
  "output.task_role_names": someService(),
  "output.log_group_names": someService(),
};
