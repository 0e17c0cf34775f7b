/** What a placeholder of an address stands for: a key that the user wrote, a zone (or its place: `first`, `second`), a security group's id. */
export type AddressPart = "service" | "volume" | "zone" | "group";

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
  row("aws_iam_role.execution", "execution-role/resource", "the role with which ECS starts tasks"),
  row("aws_iam_role_policy.execution", "execution-role/policy", "what it may do", "there is a service"),
  row("local.execution_policy", "execution-role/policy-document", "that policy", "there is a service"),
  row("local.execution_trust", "execution-trust", "who may take that role"),
  row("local.task_trust", "task-trust", "who may take the task roles"),

  row("aws_ecs_service.{service}", "services/{service}/service", "the service"),
  row("aws_ecs_task_definition.{service}", "services/{service}/task-definition", "what its tasks are made from"),
  row("local.{service}_container", "services/{service}/container", "its container"),
  row("aws_cloudwatch_log_group.{service}", "services/{service}/log-group", "its logs"),
  row("aws_iam_role.{service}_task", "services/{service}/task-role/resource", "the role of its containers"),
  row("aws_iam_role_policy.{service}_task", "services/{service}/task-role/policy", "what that role may do", mounts),
  row("local.{service}_task_policy", "services/{service}/task-role/policy-document", "that policy", mounts),
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
  row(
    "var.{service}_image",
    "images/{service}",
    "the image to run",
    "the service is built, or its runtime has no image",
  ),

  row("output.file_system_id", "file_system_id", "the id of the file system", storage),
  row("output.access_point_ids", "access_point_ids", "the id of the access point by volume", storage),
  row(
    "output.file_system_security_group_id",
    "file_system_security_group_id",
    "the id of the security group of the mount targets",
    mountTargets,
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
