/** What a placeholder of an address stands for: a key that the user wrote, a zone (or its place: `first`, `second`), a security group's id. */
export type AddressPart = "service" | "volume" | "zone" | "group" | "network" | "job";

/** One kind of address that the output can hold. */
export interface AddressRow {
  /** As Terraform names it: resource, data source, local value, variable or output. `{service}` stands for the key of a service. */
  readonly address: string;
  /** Where its construct stands in the tree below the stack. Ours to change; the address is not. */
  readonly path: string;
  /** What it is. */
  readonly about: string;
  /** When it is there. @default always */
  readonly when?: string;
}

const ownVpc = "the VPC is the stack's own";
const existingVpc = "the VPC is an existing one";
const subnetsFound = "the VPC is an existing one, and no subnets are named";
const storage = "some service has a volume";
const managed = "some service has a volume, and the file system is the stack's own";
const mountTargets = "some service has a volume, and the stack makes the mount targets";
const mounts = "the service has a volume";
const cron = "there is a job on a schedule";
const ownImage = "the job has an image of its own";
const published = "some service has a public host";
const https = "some service has a public host, and there is a certificate";
const certified = "some service has a public host, and its certificate is made here";
const hosted = "the service has a public host";
const permitted = "the service has a volume, or `aws.exec`";
const built = "the service is built, or its runtime has no image";
const prepared = "the service has `provisioning.install` or `hooks.prestart`";
const networked = "a service with a port shares a network with something else";

/**
 * Every address that the output can hold. It is a contract: Terraform destroys what changes its address, so a row that changes needs a `moved`
 * block and a line in the changelog. The user's keys stand in it as written, and no two rows can give the same address: where a type has more
 * rows than one, each that holds a key has a beginning or an end that no other row of that type can have. A test proves it.
 */
export const ADDRESSES: readonly AddressRow[] = [
  row("data.aws_caller_identity.current", "account", "the account, for the trust of the task roles"),
  row("data.aws_partition.current", "partition", "the partition of AWS, for ARNs"),
  row("data.aws_region.current", "region", "the region", "the file names none"),

  row("aws_vpc.main", "public-vpc/vpc", "the VPC", ownVpc),
  row("aws_default_security_group.main", "public-vpc/default-security-group", "its default group, emptied", ownVpc),
  row("aws_internet_gateway.main", "public-vpc/internet-gateway", "its way to the internet", ownVpc),
  row("aws_route_table.public", "public-vpc/route-table", "the route table of its public subnets", ownVpc),
  row("aws_route.public_internet", "public-vpc/internet-route", "the route to the internet gateway", ownVpc),
  row("aws_subnet.public_{zone}", "public-vpc/public/{zone}/subnet", "the public subnet of a zone", ownVpc),
  row(
    "aws_route_table_association.public_{zone}",
    "public-vpc/public/{zone}/route-table-association",
    "the tie between that subnet and its route table",
    ownVpc,
  ),
  row(
    "data.aws_availability_zones.available",
    "public-vpc/zones",
    "the zones of which two are picked",
    "the VPC is the stack's own, and no zones are named",
  ),

  row("data.aws_vpc.main", "existing-vpc/vpc", "the VPC", existingVpc),
  row("data.aws_subnet.all", "existing-vpc/subnet", "each of its subnets, or of those named, by id", existingVpc),
  row("data.aws_subnets.all", "existing-vpc/subnets", "the ids of its subnets", subnetsFound),
  row("data.aws_route_table.all", "existing-vpc/route-table", "each of its route tables, by id", subnetsFound),
  row("data.aws_route_tables.all", "existing-vpc/route-tables", "the ids of its route tables", subnetsFound),
  row(
    "local.associated_route_tables",
    "existing-vpc/associated-route-tables",
    "the route table by subnet, where it has one of its own",
    subnetsFound,
  ),
  row(
    "local.internet_route_tables",
    "existing-vpc/internet-route-tables",
    "the route tables with a route to an internet gateway",
    subnetsFound,
  ),
  row("local.main_route_table", "existing-vpc/main-route-table", "the main route table", subnetsFound),
  row("local.subnet_zones", "existing-vpc/subnet-zones", "the zone by subnet, of those that serve", existingVpc),
  row("local.task_subnets", "existing-vpc/task-subnets", "the subnets for tasks", existingVpc),
  row(
    "local.mount_target_subnets",
    "existing-vpc/mount-target-subnets",
    "the subnet by zone, for mount targets",
    "the VPC is an existing one, and the stack makes the mount targets",
  ),

  row("aws_efs_file_system.main", "file-system/resource", "the file system", managed),
  row("aws_efs_backup_policy.main", "file-system/backup-policy", "whether AWS Backup copies it daily", managed),
  row("aws_efs_file_system_policy.main", "file-system/policy", "who may use it, and how", managed),
  row("local.file_system_policy", "file-system/policy-document", "that policy", managed),
  row(
    "data.aws_efs_file_system.main",
    "existing-file-system/resource",
    "the file system",
    "some service has a volume, and the file system is an existing one",
  ),
  row(
    "aws_efs_mount_target.{zone}",
    "mount-targets/zone/{zone}",
    "the mount target of a zone",
    `${mountTargets}, in its own VPC`,
  ),
  row(
    "aws_efs_mount_target.main",
    "mount-targets/each-zone",
    'the mount target of each zone: `main["eu-west-1a"]`',
    `${mountTargets}, in an existing VPC`,
  ),
  row(
    "aws_security_group.file_system",
    "mount-targets/security-group/resource",
    "the security group of the mount targets",
    mountTargets,
  ),
  row("aws_efs_access_point.{volume}", "volumes/{volume}/resource", "the access point of a volume", storage),

  row("aws_ecs_cluster.main", "cluster/resource", "the cluster"),
  row(
    "aws_ecs_cluster_capacity_providers.main",
    "cluster/capacity-providers",
    "what services can name to say where they run",
    "some service has `aws.spot`",
  ),
  row("aws_iam_role.execution", "execution-role/resource", "the role with which ECS starts tasks"),
  row("aws_iam_role_policy.execution", "execution-role/policy", "what it may do", "there is a service"),
  row("local.execution_policy", "execution-role/policy-document", "that policy", "there is a service"),
  row("local.execution_trust", "execution-trust", "who may take that role"),
  row("local.task_trust", "task-trust", "who may take the task roles"),

  row(
    "aws_security_group.{network}_network",
    "networks/{network}/resource",
    "the security group that tasks on a network carry",
    networked,
  ),
  row(
    "aws_service_discovery_http_namespace.main",
    "service-connect/resource",
    "the names by which services find each other",
    `${networked}, and \`infra.discovery\` is not \`none\``,
  ),
  row(
    "data.aws_secretsmanager_secret.main",
    "secrets/by-name",
    "each secret in Secrets Manager that is given by name",
    "there is one",
  ),

  row("aws_ecs_service.{service}", "services/{service}/service", "the service"),
  row("aws_ecs_task_definition.{service}", "services/{service}/task-definition", "what its tasks are made from"),
  row("local.{service}_container", "services/{service}/container", "its container"),
  row("aws_cloudwatch_log_group.{service}", "services/{service}/log-group", "its logs"),
  row("aws_iam_role.{service}_task", "services/{service}/task-role/resource", "the role of its containers"),
  row("aws_iam_role_policy.{service}_task", "services/{service}/task-role/policy", "what that role may do", permitted),
  row("local.{service}_task_policy", "services/{service}/task-role/policy-document", "that policy", permitted),
  row("aws_security_group.{service}_task", "services/{service}/security-group/resource", "its security group"),
  row(
    "aws_vpc_security_group_egress_rule.{service}_internet",
    "services/{service}/security-group/egress/internet",
    "lets its tasks out to everywhere",
  ),
  row(
    "aws_vpc_security_group_egress_rule.{service}_nfs",
    "services/{service}/security-group/egress/nfs",
    "lets its tasks out to the mount targets",
    `${mounts}, and the stack makes the mount targets`,
  ),
  row(
    "aws_vpc_security_group_ingress_rule.{service}_port",
    "services/{service}/security-group/ingress/port",
    'lets in its port from each of its networks: `{service}_port["default"]`',
    "the service has a port, and something else is on one of its networks",
  ),
  row(
    "aws_vpc_security_group_ingress_rule.{service}_nfs",
    "mount-targets/security-group/ingress/{service}",
    "lets its tasks in to the mount targets",
    `${mounts}, and the stack makes the mount targets`,
  ),
  row(
    "aws_vpc_security_group_ingress_rule.{service}_nfs_{group}",
    "existing-file-system/security-groups/{group}/ingress/{service}",
    "lets its tasks in to mount targets made elsewhere",
    `${mounts}, and security groups of an existing file system are named`,
  ),
  row("local.{service}_preparation", "services/{service}/preparation", "what runs before its container", prepared),
  row("aws_ecr_repository.{service}", "repositories/{service}/resource", "the repository of its image", built),
  row("aws_ecr_lifecycle_policy.{service}", "repositories/{service}/lifecycle-policy", "which images go again", built),
  row("local.image_lifecycle", "image-lifecycle", "that policy", "some service is built, or its runtime has no image"),
  row("var.{service}_image_tag", "image-tags/{service}", "the tag of the image to run", built),
  row("var.{service}_image", "images/{service}", "the image to run, if it is not in its own repository", built),

  row("aws_lb.main", "load-balancer/resource", "the load balancer", published),
  row("aws_lb_listener.http", "load-balancer/http", "its port 80", published),
  row("aws_lb_listener.https", "load-balancer/https", "its port 443", https),
  row(
    "aws_security_group.load_balancer",
    "load-balancer/security-group/resource",
    "the security group of the load balancer",
    published,
  ),
  row(
    "aws_vpc_security_group_ingress_rule.load_balancer_http",
    "load-balancer/security-group/ingress/http",
    "lets the internet in to port 80 of the load balancer",
    published,
  ),
  row(
    "aws_vpc_security_group_ingress_rule.load_balancer_https",
    "load-balancer/security-group/ingress/https",
    "lets the internet in to port 443 of the load balancer",
    https,
  ),
  row(
    "local.load_balancer_subnets",
    "existing-vpc/load-balancer-subnets",
    "a subnet of each zone, for the load balancer",
    `the VPC is an existing one, and ${published}`,
  ),
  row(
    "data.aws_route53_zone.main",
    "hosted-zone/resource",
    "the zone of the hosts",
    `${published}, and DNS is \`aws\``,
  ),
  row("aws_acm_certificate.main", "certificate/resource", "the certificate", certified),
  row(
    "aws_acm_certificate_validation.main",
    "certificate/validation",
    "that the certificate has been issued",
    certified,
  ),
  row(
    "aws_route53_record.certificate",
    "certificate/record",
    'the proof for each host: `certificate["shop.example.com"]`',
    certified,
  ),
  row(
    "aws_route53_record.{service}_alias",
    "services/{service}/route/alias",
    'the record of each host: `{service}_alias["shop.example.com"]`',
    `${hosted}, and DNS is \`aws\``,
  ),
  row("aws_lb_target_group.{service}", "services/{service}/route/target-group", "where requests go", hosted),
  row(
    "aws_lb_listener_rule.{service}",
    "services/{service}/route/rule",
    'the rule for each host: `{service}["shop.example.com"]`',
    hosted,
  ),
  row(
    "aws_vpc_security_group_egress_rule.{service}_load_balancer",
    "load-balancer/security-group/egress/{service}",
    "lets the load balancer out to its tasks",
    hosted,
  ),
  row(
    "aws_vpc_security_group_ingress_rule.{service}_load_balancer",
    "services/{service}/security-group/ingress/load-balancer",
    "lets the load balancer in to its tasks",
    hosted,
  ),
  row("aws_appautoscaling_target.{service}", "services/{service}/scaling/target", "how far it scales", "it scales"),
  row(
    "aws_appautoscaling_policy.{service}_cpu",
    "services/{service}/scaling/cpu",
    "the CPU use that it aims at",
    "it scales, by CPU",
  ),
  row(
    "aws_appautoscaling_policy.{service}_memory",
    "services/{service}/scaling/memory",
    "the use of memory that it aims at",
    "it scales, by memory",
  ),

  row(
    "output.load_balancer_dns_name",
    "load_balancer_dns_name",
    "the DNS name of the load balancer, to point hosts at",
    published,
  ),
  row(
    "output.load_balancer_zone_id",
    "load_balancer_zone_id",
    "the id of the Route 53 zone of that name, for alias records",
    published,
  ),
  row("output.urls", "urls", "the URL by service", "some service has a public host that is no wildcard"),
  row("aws_scheduler_schedule_group.main", "cron/group", "the group of the schedules", cron),
  row("aws_iam_role.scheduler", "cron/role/resource", "the role with which EventBridge Scheduler runs tasks", cron),
  row("aws_iam_role_policy.scheduler", "cron/role/policy", "what it may do", cron),
  row("local.scheduler_policy", "cron/role/policy-document", "that policy", cron),
  row("local.scheduler_trust", "cron/trust", "who may take that role", cron),
  row("aws_scheduler_schedule.{job}", "jobs/{job}/times/schedule", "when a job runs"),
  row(
    "aws_scheduler_schedule._{job}_weekdays",
    "jobs/{job}/times/weekdays",
    "when it runs on weekdays, beside days of the month",
    "the schedule restricts both day fields",
  ),
  row("aws_ecs_task_definition._{job}", "jobs/{job}/task-definition", "what the job's tasks are made from"),
  row("local._{job}_container", "jobs/{job}/container", "its container"),
  row("aws_cloudwatch_log_group._{job}", "jobs/{job}/log-group", "its logs", ownImage),
  row("aws_iam_role._{job}", "jobs/{job}/task-role/resource", "the role of its container", ownImage),
  row("aws_security_group._{job}", "jobs/{job}/security-group/resource", "its security group", ownImage),
  row(
    "aws_vpc_security_group_egress_rule._{job}_internet",
    "jobs/{job}/security-group/egress/internet",
    "lets its tasks out to everywhere",
    ownImage,
  ),

  row("output.file_system_id", "file_system_id", "the id of the file system", storage),
  row("output.access_point_ids", "access_point_ids", "the id of the access point by volume", storage),
  row(
    "output.file_system_security_group_id",
    "file_system_security_group_id",
    "the id of the security group of the mount targets",
    mountTargets,
  ),
  row(
    "output.repository_urls",
    "repository_urls",
    "the URL of the repository by service",
    "some service is built, or its runtime has no image",
  ),
  row("output.cluster_arn", "cluster_arn", "the ARN of the cluster"),
  row("output.cluster_name", "cluster_name", "the name of the cluster"),
  row("output.service_names", "service_names", "the name of the ECS service by service", "there is a service"),
  row(
    "output.security_group_ids",
    "security_group_ids",
    "the id of the security group by service",
    "there is a service",
  ),
  row("output.task_role_names", "task_role_names", "the name of the role by service", "there is a service"),
  row("output.log_group_names", "log_group_names", "the name of the log group by service", "there is a service"),
];

function row(address: string, path: string, about: string, when?: string): AddressRow {
  return { address, path, about, ...(when !== undefined && { when }) };
}

/** The keys that an address or a path is made with. */
export type AddressParts = Readonly<Partial<Record<AddressPart, string>>>;

/** An address or a path of a row, with the keys in it. */
export function withParts(template: string, parts: AddressParts): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, part: AddressPart) => parts[part] ?? placeholder);
}

/** The part of an address behind its type: what cdktf calls the logical id. */
export function nameOf(address: string): string {
  return address.slice(address.lastIndexOf(".") + 1);
}

/** The logical id of the element at a path below the stack. Undefined for a path that is in no row. */
export function logicalIdAt(path: readonly string[]): string | undefined {
  for (const { steps, name } of patterns) {
    const parts = partsOf(steps, path);
    if (parts) return withParts(name, parts);
  }
  return undefined;
}

/** The place in the table of the row with the element at a path below the stack; -1 for a path that is in none. */
export function rowAt(path: readonly string[]): number {
  return patterns.findIndex(({ steps }) => partsOf(steps, path) !== undefined);
}

const patterns = ADDRESSES.map(({ address, path }) => ({ steps: path.split("/"), name: nameOf(address) }));

/** The keys with which the steps of a row give the path; undefined when none do. */
function partsOf(steps: readonly string[], path: readonly string[]): AddressParts | undefined {
  if (steps.length !== path.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    const at = path[index] ?? "";
    if (step.startsWith("{")) parts[step.slice(1, -1)] = at;
    else if (step !== at) return undefined;
  }
  return parts;
}
