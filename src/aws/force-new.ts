/** What Terraform does with a change of one type of resource. */
export interface ReplacementRow {
  /**
   * Attributes that cannot be changed on what exists: Terraform destroys the resource and makes it anew. A name stands for all
   * below it. Every other attribute is changed in place.
   */
  readonly forceNew: readonly string[];
  /** Blocks that cannot be added or taken away as a whole, while what is in them can be changed. @default none */
  readonly forceNewWhole?: readonly string[];
  /** Whether it has tags, and with them those of the provider's `default_tags`. */
  readonly tagged: boolean;
  /** File of the repository hashicorp/terraform-provider-aws, below internal/service. */
  readonly source: string;
}

/**
 * Every type of resource that we emit, and what is replaced when it changes. `npm run e2e:check` holds it against the real provider: it
 * changes each attribute that we emit on an applied stack, and reads from the plan whether that replaces the resource.
 * Source: ForceNew and RequiresReplace in the schemas of version 5.100.0, and in CustomizeDiff where that is said.
 */
export const REPLACEMENTS: Readonly<Record<string, ReplacementRow>> = {
  aws_acm_certificate: row("acm/certificate.go", true, [
    "certificate_authority_arn",
    "domain_name",
    "key_algorithm",
    "subject_alternative_names",
    "validation_method",
    "validation_option",
  ]),
  aws_acm_certificate_validation: row("acm/certificate_validation.go", false, [
    "certificate_arn",
    "validation_record_fqdns",
  ]),
  aws_appautoscaling_policy: row("appautoscaling/policy.go", false, [
    "name",
    "resource_id",
    "scalable_dimension",
    "service_namespace",
  ]),
  aws_appautoscaling_target: row("appautoscaling/target.go", true, [
    "resource_id",
    "scalable_dimension",
    "service_namespace",
  ]),
  aws_cloudwatch_log_group: row("logs/group.go", true, ["log_group_class", "name", "name_prefix"]),
  aws_default_security_group: row("ec2/vpc_default_security_group.go", true, ["vpc_id"]),
  aws_ecr_lifecycle_policy: row("ecr/lifecycle_policy.go", false, ["policy", "repository"]),
  aws_ecr_repository: row("ecr/repository.go", true, ["encryption_configuration", "name"]),
  aws_ecs_cluster: row("ecs/cluster.go", true, ["name"]),
  aws_ecs_cluster_capacity_providers: row("ecs/cluster_capacity_providers.go", false, ["cluster_name"]),
  // The strategy: CustomizeDiff. What is in it can be changed with `force_new_deployment`, which we emit beside it.
  aws_ecs_service: {
    ...row("ecs/service.go", true, ["cluster", "launch_type", "name", "scheduling_strategy"]),
    forceNewWhole: ["capacity_provider_strategy"],
  },
  aws_ecs_task_definition: row("ecs/task_definition.go", true, [
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
  ]),
  aws_efs_access_point: row("efs/access_point.go", true, ["file_system_id", "posix_user", "root_directory"]),
  aws_efs_backup_policy: row("efs/backup_policy.go", false, ["file_system_id"]),
  aws_efs_file_system: row("efs/file_system.go", true, [
    "availability_zone_name",
    "creation_token",
    "encrypted",
    "kms_key_id",
    "performance_mode",
  ]),
  aws_efs_file_system_policy: row("efs/file_system_policy.go", false, ["file_system_id"]),
  aws_efs_mount_target: row("efs/mount_target.go", false, ["file_system_id", "ip_address", "subnet_id"]),
  aws_iam_role: row("iam/role.go", true, ["name", "name_prefix", "path"]),
  aws_iam_role_policy: row("iam/role_policy.go", false, ["name", "name_prefix", "role"]),
  aws_internet_gateway: row("ec2/vpc_internet_gateway.go", true, []),
  // Subnets and groups of an Application Load Balancer change in place; for the other kinds CustomizeDiff says otherwise.
  aws_lb: row("elbv2/load_balancer.go", true, ["internal", "load_balancer_type", "name", "name_prefix"]),
  aws_lb_listener: row("elbv2/listener.go", true, ["load_balancer_arn"]),
  aws_lb_listener_rule: row("elbv2/listener_rule.go", true, ["listener_arn"]),
  aws_lb_target_group: row("elbv2/target_group.go", true, [
    "ip_address_type",
    "name",
    "name_prefix",
    "port",
    "protocol",
    "protocol_version",
    "target_type",
    "vpc_id",
  ]),
  aws_route: row("ec2/vpc_route.go", false, [
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    "destination_prefix_list_id",
    "route_table_id",
  ]),
  aws_route53_record: row("route53/record.go", false, ["name", "set_identifier", "zone_id"]),
  aws_route_table: row("ec2/vpc_route_table.go", true, ["vpc_id"]),
  aws_route_table_association: row("ec2/vpc_route_table_association.go", false, ["gateway_id", "subnet_id"]),
  aws_scheduler_schedule: row("scheduler/schedule.go", false, ["group_name", "name", "name_prefix"]),
  aws_scheduler_schedule_group: row("scheduler/schedule_group.go", true, ["name", "name_prefix"]),
  aws_security_group: row("ec2/vpc_security_group.go", true, ["description", "name", "name_prefix", "vpc_id"]),
  aws_service_discovery_http_namespace: row("servicediscovery/http_namespace.go", true, ["description", "name"]),
  aws_subnet: row("ec2/vpc_subnet.go", true, [
    "availability_zone",
    "availability_zone_id",
    "cidr_block",
    "ipv6_native",
    "outpost_arn",
    "vpc_id",
  ]),
  aws_vpc: row("ec2/vpc_.go", true, ["cidr_block", "instance_tenancy", "ipv4_ipam_pool_id", "ipv4_netmask_length"]),
  aws_vpc_security_group_egress_rule: row("ec2/vpc_security_group_egress_rule.go", true, ["security_group_id"]),
  aws_vpc_security_group_ingress_rule: row("ec2/vpc_security_group_ingress_rule.go", true, ["security_group_id"]),
};

function row(source: string, tagged: boolean, forceNew: readonly string[]): ReplacementRow {
  return { forceNew, tagged, source };
}

/**
 * Whether a change at this path of a resource (names of attributes, without indices) has Terraform replace it. Undefined for a type that the
 * table does not know.
 */
export function forcesReplacement(type: string, path: readonly string[]): boolean | undefined {
  const known = Object.hasOwn(REPLACEMENTS, type) ? REPLACEMENTS[type] : undefined;
  if (known === undefined) return undefined;
  const [attribute = ""] = path;
  return known.forceNew.includes(attribute) || (path.length === 1 && known.forceNewWhole?.includes(attribute) === true);
}

/** Whether resources of a type have the tags that the provider gives to all. */
export function isTagged(type: string): boolean {
  return Object.hasOwn(REPLACEMENTS, type) && REPLACEMENTS[type]?.tagged === true;
}
