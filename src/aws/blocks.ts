/**
 * Names of the nested blocks, at any depth and parted by white space, of the provider and of each type that is emitted. All else that holds keys is an attribute:
 * `tags = {...}` and not `tags {...}`. Terraform JSON writes both alike, HCL does not.
 *
 * Source: the bindings of the provider, `isBlock` in what they synthesize; a test compares, and makes sure that no name is both. They
 * follow provider 6.x: what 5.x does not know is not emitted. Rules of security groups and routes of route tables are left out:
 * in the provider's schema they are attributes, which may be written as blocks.
 */
export const nestedBlocks: Readonly<Record<string, string>> = {
  "provider.aws": "assume_role assume_role_with_web_identity default_tags endpoints ignore_tags",
  aws_acm_certificate: "options validation_option",
  aws_acm_certificate_validation: "timeouts",
  aws_appautoscaling_policy: `
    customized_capacity_metric_specification customized_load_metric_specification customized_metric_specification
    customized_scaling_metric_specification dimension dimensions metric metric_data_query metric_specification
    metric_stat metrics predefined_load_metric_specification predefined_metric_pair_specification
    predefined_metric_specification predefined_scaling_metric_specification predictive_scaling_policy_configuration
    step_adjustment step_scaling_policy_configuration target_tracking_scaling_policy_configuration
  `,
  aws_appautoscaling_target: "suspended_state",
  aws_cloudwatch_log_group: "",
  aws_default_security_group: "",
  aws_ecr_lifecycle_policy: "",
  aws_ecr_repository:
    "encryption_configuration image_scanning_configuration image_tag_mutability_exclusion_filter timeouts",
  aws_ecs_cluster: `
    configuration execute_command_configuration log_configuration managed_storage_configuration
    service_connect_defaults setting
  `,
  aws_ecs_cluster_capacity_providers: "default_capacity_provider_strategy",
  aws_ecs_service: `
    advanced_configuration alarms canary_configuration capacity_provider_strategy client_alias
    deployment_circuit_breaker deployment_configuration deployment_controller header issuer_cert_authority
    lifecycle_hook linear_configuration load_balancer log_configuration managed_ebs_volume network_configuration
    ordered_placement_strategy placement_constraints secret_option service service_connect_configuration
    service_registries tag_specifications test_traffic_rules timeout timeouts tls value volume_configuration
    vpc_lattice_configurations
  `,
  aws_ecs_task_definition: `
    authorization_config docker_volume_configuration efs_volume_configuration ephemeral_storage
    fsx_windows_file_server_volume_configuration placement_constraints proxy_configuration runtime_platform volume
  `,
  aws_efs_access_point: "creation_info posix_user root_directory",
  aws_efs_backup_policy: "backup_policy",
  aws_efs_file_system: "lifecycle_policy protection",
  aws_efs_file_system_policy: "",
  aws_efs_mount_target: "timeouts",
  aws_iam_role: "inline_policy",
  aws_iam_role_policy: "",
  aws_internet_gateway: "timeouts",
  aws_lb:
    "access_logs connection_logs health_check_logs ipam_pools minimum_load_balancer_capacity subnet_mapping timeouts",
  aws_lb_listener: `
    additional_claim authenticate_cognito authenticate_oidc default_action fixed_response forward jwt_validation
    mutual_authentication redirect stickiness target_group timeouts
  `,
  aws_lb_listener_rule: `
    action additional_claim authenticate_cognito authenticate_oidc condition fixed_response forward host_header
    host_header_rewrite_config http_header http_request_method jwt_validation path_pattern query_string redirect
    rewrite source_ip stickiness target_group transform url_rewrite_config
  `,
  aws_lb_target_group: `
    dns_failover health_check stickiness target_failover target_group_health target_health_state
    unhealthy_state_routing
  `,
  aws_route: "timeouts",
  aws_route53_record: `
    alias cidr_routing_policy coordinates failover_routing_policy geolocation_routing_policy
    geoproximity_routing_policy latency_routing_policy timeouts weighted_routing_policy
  `,
  aws_route_table: "timeouts",
  aws_route_table_association: "timeouts",
  aws_scheduler_schedule: `
    capacity_provider_strategy dead_letter_config ecs_parameters eventbridge_parameters flexible_time_window
    kinesis_parameters network_configuration pipeline_parameter placement_constraints placement_strategy
    retry_policy sagemaker_pipeline_parameters sqs_parameters target
  `,
  aws_scheduler_schedule_group: "timeouts",
  aws_security_group: "timeouts",
  aws_service_discovery_http_namespace: "",
  aws_subnet: "timeouts",
  aws_vpc: "",
  aws_vpc_security_group_egress_rule: "",
  aws_vpc_security_group_ingress_rule: "",
  "data.aws_availability_zones": "filter timeouts",
  "data.aws_caller_identity": "",
  "data.aws_efs_file_system": "",
  "data.aws_partition": "",
  "data.aws_region": "",
  "data.aws_route53_zone": "",
  "data.aws_route_table": "filter timeouts",
  "data.aws_route_tables": "filter timeouts",
  "data.aws_secretsmanager_secret": "",
  "data.aws_subnet": "filter timeouts",
  "data.aws_subnets": "filter timeouts",
  "data.aws_vpc": "filter timeouts",
};
