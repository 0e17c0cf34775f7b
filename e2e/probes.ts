/** A change of one attribute, to be planned on a stack that is applied. */
export interface Probe {
  readonly type: string;
  /** The resource to try it on. */
  readonly name: string;
  /** Where the attribute is in the body of the resource: `root_directory.path`, `volume.0.name`. */
  readonly path: string;
  /** What it is changed to; undefined takes it away. */
  readonly value: unknown;
}

const group = "sg-0123456789abcdef0";
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const role = "arn:aws:iam::123456789012:role/other";
const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}';

/**
 * For every attribute of every type that we emit, another value: by resource of the stack `shop-stage` of
 * __tests__/changes/large.yml, path and value. Some attributes are there because the rows of types should know
 * them, although they are not emitted now.
 */
const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "aws_acm_certificate.main": {
    // domain_name cannot be changed alone: the records of the certificate go by it. Terraform then says "forces replacement" too.
    subject_alternative_names: ["shop.example.com", "www.example.com", "new.example.com"],
    validation_method: "EMAIL",
    "tags.x": "y",
  },
  "aws_acm_certificate_validation.main": {
    certificate_arn: arn("acm", "certificate/11111111-2222-3333-4444-555555555555"),
    validation_record_fqdns: ["a.example.com"],
  },
  "aws_appautoscaling_policy.worker_memory": {
    name: "other",
    policy_type: "StepScaling",
    resource_id: "service/nk-shop-stage/api",
    scalable_dimension: "ecs:service:Other",
    service_namespace: "dynamodb",
    "target_tracking_scaling_policy_configuration.target_value": 50,
    "target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type":
      "ECSServiceAverageCPUUtilization",
  },
  "aws_appautoscaling_target.worker": {
    max_capacity: 9,
    min_capacity: 2,
    resource_id: "service/nk-shop-stage/api",
    scalable_dimension: "ecs:service:Other",
    service_namespace: "dynamodb",
    "tags.x": "y",
  },
  "aws_backup_plan.main": {
    name: "other",
    "rule.0.schedule": "cron(0 4 * * ? *)",
    "rule.0.lifecycle.delete_after": 7,
    "rule.0.rule_name": "other",
    "rule.0.target_vault_name": "other",
    "rule.0.copy_action": [{ destination_vault_arn: arn("backup", "backup-vault:other") }],
    "tags.x": "y",
  },
  "aws_backup_selection.main": {
    name: "other",
    plan_id: "11111111-2222-3333-4444-555555555555",
    iam_role_arn: role,
    resources: [arn("elasticfilesystem", "file-system/fs-0123456789abcdef0")],
    not_resources: [arn("elasticfilesystem", "file-system/fs-0123456789abcdef0")],
    selection_tag: [{ type: "STRINGEQUALS", key: "a", value: "b" }],
    condition: [{ string_equals: [{ key: "aws:ResourceTag/a", value: "b" }] }],
  },
  "aws_backup_vault.main": {
    name: "other",
    kms_key_arn: arn("kms", "key/11111111-2222-3333-4444-555555555555"),
    "tags.x": "y",
  },
  "aws_cloudwatch_log_group.worker": { name: "/other", retention_in_days: 7, "tags.x": "y" },
  "aws_db_instance.orders": {
    allocated_storage: 50,
    allow_major_version_upgrade: false,
    apply_immediately: false,
    auto_minor_version_upgrade: false,
    availability_zone: "eu-west-1b",
    backup_retention_period: 8,
    character_set_name: "AL32UTF8",
    copy_tags_to_snapshot: false,
    custom_iam_instance_profile: "AWSRDSCustomOther",
    db_name: "other",
    db_subnet_group_name: "other",
    delete_automated_backups: true,
    deletion_protection: false,
    engine: "mysql",
    engine_version: "18",
    final_snapshot_identifier: "other",
    identifier: "other",
    instance_class: "db.t4g.small",
    kms_key_id: arn("kms", "key/11111111-2222-3333-4444-555555555555"),
    multi_az: true,
    nchar_character_set_name: "UTF8",
    port: 5433,
    publicly_accessible: true,
    skip_final_snapshot: true,
    snapshot_identifier: "other",
    storage_encrypted: false,
    storage_type: "gp2",
    timezone: "UTC",
    username: "other",
    vpc_security_group_ids: [group],
    "tags.x": "y",
  },
  "aws_db_subnet_group.main": {
    description: "other",
    name: "other",
    subnet_ids: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    "tags.x": "y",
  },
  "aws_default_security_group.main": { vpc_id: "vpc-0123456789abcdef0", "tags.x": "y" },
  "aws_ecr_lifecycle_policy.admin": {
    policy:
      '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":3},"action":{"type":"expire"}}]}',
    repository: "other",
  },
  "aws_ecr_repository.admin": {
    "encryption_configuration.0.encryption_type": "KMS",
    force_delete: true,
    "image_scanning_configuration.scan_on_push": false,
    image_tag_mutability: "MUTABLE",
    name: "other",
    "tags.x": "y",
  },
  "aws_ecs_cluster.main": { name: "other", "tags.x": "y" },
  "aws_ecs_cluster_capacity_providers.main": { capacity_providers: ["FARGATE"], cluster_name: "other" },
  "aws_ecs_service.cache": {
    "capacity_provider_strategy.0.capacity_provider": "FARGATE",
    "capacity_provider_strategy.0.weight": 2,
    capacity_provider_strategy: undefined,
    force_new_deployment: false,
  },
  "aws_ecs_service.web": {
    availability_zone_rebalancing: "DISABLED",
    cluster: arn("ecs", "cluster/other"),
    "deployment_circuit_breaker.enable": false,
    "deployment_circuit_breaker.rollback": false,
    deployment_maximum_percent: 150,
    deployment_minimum_healthy_percent: 50,
    desired_count: 5,
    enable_ecs_managed_tags: false,
    enable_execute_command: true,
    health_check_grace_period_seconds: 77,
    launch_type: "EC2",
    "load_balancer.0.container_port": 81,
    "load_balancer.0.container_name": "other",
    "load_balancer.0.target_group_arn": arn("elasticloadbalancing", "targetgroup/other/0123456789abcdef"),
    load_balancer: undefined,
    name: "other",
    "network_configuration.assign_public_ip": false,
    "network_configuration.security_groups": [group],
    "network_configuration.subnets": ["subnet-0123456789abcdef0"],
    platform_version: "LATEST",
    propagate_tags: "TASK_DEFINITION",
    "service_connect_configuration.namespace": "other",
    "service_connect_configuration.service.0.discovery_name": "other",
    "service_connect_configuration.service.0.client_alias.port": 81,
    "tags.x": "y",
    task_definition: "other:1",
  },
  "aws_ecs_service.worker": {
    capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
  },
  "aws_ecs_task_definition.web": {
    container_definitions: '[{"name":"web","image":"other","essential":true}]',
    cpu: "2048",
    "ephemeral_storage.size_in_gib": 40,
    execution_role_arn: role,
    family: "other",
    memory: "8192",
    network_mode: "bridge",
    requires_compatibilities: ["EC2"],
    "runtime_platform.cpu_architecture": "ARM64",
    "runtime_platform.operating_system_family": "WINDOWS_SERVER_2022_CORE",
    skip_destroy: false,
    "tags.x": "y",
    task_role_arn: role,
    "volume.0.name": "other",
    "volume.0.efs_volume_configuration.file_system_id": "fs-0123456789abcdef0",
    "volume.0.efs_volume_configuration.authorization_config.access_point_id": "fsap-0123456789abcdef0",
    volume: undefined,
  },
  "aws_efs_access_point.uploads": {
    file_system_id: "fs-0123456789abcdef0",
    "posix_user.uid": 5,
    "posix_user.gid": 5,
    posix_user: undefined,
    "root_directory.path": "/other",
    "root_directory.creation_info.owner_uid": 7,
    "root_directory.creation_info.owner_gid": 7,
    "root_directory.creation_info.permissions": "0700",
    "tags.x": "y",
  },
  "aws_efs_backup_policy.main": { "backup_policy.status": "DISABLED", file_system_id: "fs-0123456789abcdef0" },
  "aws_efs_file_system.main": {
    creation_token: "other",
    encrypted: false,
    kms_key_id: arn("kms", "key/11111111-2222-3333-4444-555555555555"),
    performance_mode: "maxIO",
    throughput_mode: "elastic",
    lifecycle_policy: [{ transition_to_ia: "AFTER_7_DAYS" }],
    availability_zone_name: "eu-west-1a",
    "tags.x": "y",
  },
  "aws_efs_file_system_policy.main": { file_system_id: "fs-0123456789abcdef0", policy },
  "aws_efs_mount_target.eu-west-1a": {
    file_system_id: "fs-0123456789abcdef0",
    security_groups: [group],
    subnet_id: "subnet-0123456789abcdef0",
    ip_address: "10.0.0.9",
  },
  "aws_elasticache_replication_group.sessions": {
    apply_immediately: false,
    at_rest_encryption_enabled: false,
    description: "other",
    final_snapshot_identifier: "other",
    kms_key_id: arn("kms", "key/11111111-2222-3333-4444-555555555555"),
    multi_az_enabled: false,
    network_type: "ipv6",
    node_type: "cache.t4g.small",
    num_cache_clusters: 3,
    port: 6380,
    replication_group_id: "other",
    security_group_ids: [group],
    snapshot_name: "other",
    snapshot_retention_limit: 8,
    subnet_group_name: "other",
    "tags.x": "y",
  },
  "aws_elasticache_subnet_group.main": {
    description: "other",
    name: "other",
    subnet_ids: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    "tags.x": "y",
  },
  "aws_iam_role.worker_task": { name: "other", assume_role_policy: trust, path: "/other/", "tags.x": "y" },
  "aws_iam_role_policy.worker_task": { name: "other", policy, role: "other" },
  "aws_iam_role_policy_attachment.backup": { role: "other", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  "aws_internet_gateway.main": { vpc_id: "vpc-0123456789abcdef0", "tags.x": "y" },
  "aws_lb.main": {
    drop_invalid_header_fields: false,
    enable_deletion_protection: true,
    internal: true,
    load_balancer_type: "network",
    name: "other",
    security_groups: [group],
    subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    "tags.x": "y",
  },
  "aws_lb_listener.https": {
    certificate_arn: arn("acm", "certificate/11111111-2222-3333-4444-555555555555"),
    "default_action.0.fixed_response.status_code": "503",
    load_balancer_arn: arn("elasticloadbalancing", "loadbalancer/app/other/0123456789abcdef"),
    port: 8443,
    protocol: "HTTP",
    ssl_policy: "ELBSecurityPolicy-2016-08",
  },
  "aws_lb_listener_rule.https_hosts": {
    "action.0.target_group_arn": arn("elasticloadbalancing", "targetgroup/other/0123456789abcdef"),
    "condition.0.host_header.values": ["other.example.com"],
    listener_arn: arn("elasticloadbalancing", "listener/app/other/0123456789abcdef/0123456789abcdef"),
    priority: 77,
    "tags.x": "y",
  },
  "aws_lb_target_group.api": {
    deregistration_delay: "60",
    "health_check.interval": 20,
    "health_check.healthy_threshold": 5,
    "health_check.matcher": "200",
    "health_check.path": "/ok",
    "health_check.timeout": 6,
    "health_check.unhealthy_threshold": 5,
    name: "other",
    port: 81,
    protocol: "HTTPS",
    target_type: "instance",
    vpc_id: "vpc-0123456789abcdef0",
    "tags.x": "y",
  },
  "aws_route.public_internet": {
    destination_cidr_block: "10.99.0.0/16",
    gateway_id: "igw-0123456789abcdef0",
    route_table_id: "rtb-0123456789abcdef0",
  },
  "aws_route53_record.hosts": {
    name: "other.example.com",
    type: "AAAA",
    zone_id: "Z0123456789ABCDEFGHIJ",
    "alias.name": "other.example.com",
    "alias.evaluate_target_health": true,
    "alias.zone_id": "Z0123456789ABCDEFGHIJ",
    allow_overwrite: true,
  },
  "aws_route53_record.certificate": { records: ["other.example.com"], ttl: 61 },
  "aws_route_table.public": { vpc_id: "vpc-0123456789abcdef0", "tags.x": "y" },
  "aws_route_table_association.public_eu-west-1a": {
    route_table_id: "rtb-0123456789abcdef0",
    subnet_id: "subnet-0123456789abcdef0",
  },
  "aws_scheduler_schedule.cleanup": {
    "flexible_time_window.mode": "FLEXIBLE",
    group_name: "other",
    name: "other",
    schedule_expression: "rate(2 hours)",
    schedule_expression_timezone: "Europe/Berlin",
    state: "DISABLED",
    "target.arn": arn("ecs", "cluster/other"),
    "target.role_arn": role,
    "target.ecs_parameters.task_definition_arn": arn("ecs", "task-definition/other:1"),
    "target.ecs_parameters.launch_type": "EC2",
    "target.ecs_parameters.network_configuration.security_groups": [group],
    "target.ecs_parameters.network_configuration.subnets": ["subnet-0123456789abcdef0"],
    "target.ecs_parameters.network_configuration.assign_public_ip": false,
    "target.retry_policy.maximum_retry_attempts": 3,
  },
  "aws_scheduler_schedule_group.main": { name: "other", "tags.x": "y" },
  "aws_secretsmanager_secret_rotation.orders": {
    rotate_immediately: true,
    "rotation_rules.duration": "2h",
    "rotation_rules.schedule_expression": "cron(0 5 1 3 ? *)",
    secret_id: arn("secretsmanager", "secret:rds!db-other"),
  },
  "aws_security_group.worker_task": {
    description: "other",
    name: "other",
    vpc_id: "vpc-0123456789abcdef0",
    "tags.x": "y",
  },
  "aws_service_discovery_http_namespace.main": { name: "other", description: "other", "tags.x": "y" },
  "aws_subnet.public_eu-west-1a": {
    availability_zone: "eu-west-1c",
    cidr_block: "10.0.240.0/20",
    map_public_ip_on_launch: true,
    vpc_id: "vpc-0123456789abcdef0",
    "tags.x": "y",
  },
  "aws_vpc.main": {
    cidr_block: "10.8.0.0/16",
    enable_dns_hostnames: false,
    enable_dns_support: false,
    instance_tenancy: "dedicated",
    "tags.x": "y",
  },
  "aws_vpc_security_group_egress_rule.worker_internet": {
    cidr_ipv4: "10.0.0.0/8",
    ip_protocol: "udp",
    security_group_id: group,
    "tags.x": "y",
  },
  "aws_vpc_security_group_egress_rule.nfs": {
    from_port: 1,
    to_port: 3000,
    ip_protocol: "udp",
    referenced_security_group_id: group,
    security_group_id: group,
  },
  "aws_vpc_security_group_ingress_rule.load_balancer_http": {
    cidr_ipv4: "10.0.0.0/8",
    from_port: 1,
    to_port: 3000,
    ip_protocol: "udp",
    security_group_id: group,
    "tags.x": "y",
  },
  "aws_vpc_security_group_ingress_rule.nfs": { referenced_security_group_id: group },
};

/** Every probe. */
export const probes: readonly Probe[] = Object.entries(values).flatMap(([address, changes]) => {
  const [type = "", name = ""] = address.split(/\.(.*)/);
  return Object.entries(changes).map(([path, value]) => ({ type, name, path, value }));
});

/** The probes in rounds: one plan can try one of each resource at a time. */
export function rounds(all: readonly Probe[]): readonly (readonly Probe[])[] {
  const byRound: Probe[][] = [];
  const count = new Map<string, number>();
  for (const probe of all) {
    const address = `${probe.type}.${probe.name}`;
    const index = count.get(address) ?? 0;
    count.set(address, index + 1);
    byRound[index] ??= [];
    byRound[index].push(probe);
  }
  return byRound;
}
