import { createHash } from "node:crypto";

/** What AWS allows in one kind of name. */
export interface NameLimit {
  /** The most characters it may have. */
  readonly max: number;
  /** What the whole of it looks like, length aside. */
  readonly pattern: RegExp;
  /** Whether two names that differ only in letter case are one name to AWS. @default false */
  readonly ignoresCase?: true;
  readonly source: string;
}

const ecsName = { pattern: /^[A-Za-z0-9_-]+$/ } as const;

/** Limits of the names that the output carries; one table. "botocore X" is the service model X of the AWS SDK, `service-2.json`. */
export const NAME_LIMITS = {
  efsCreationToken: {
    max: 64,
    pattern: /^.+$/su,
    source: "botocore efs, CreateFileSystemRequest CreationToken",
  },
  iamRole: {
    max: 64,
    pattern: /^[A-Za-z0-9_+=,.@-]+$/,
    ignoresCase: true,
    source: "botocore iam, roleNameType; CreateRole: unique ignoring case",
  },
  iamInlinePolicy: {
    max: 128,
    pattern: /^[A-Za-z0-9_+=,.@-]+$/,
    source: "botocore iam, policyNameType",
  },
  securityGroup: {
    max: 255,
    pattern: /^(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    ignoresCase: true,
    source: "botocore ec2, CreateSecurityGroupRequest GroupName; unique per VPC ignoring case",
  },
  securityGroupDescription: {
    max: 255,
    pattern: /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/,
    source: "botocore ec2, CreateSecurityGroupRequest Description; provider validSecurityGroupRuleDescription",
  },
  logGroup: {
    max: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    source: "botocore logs, LogGroupName",
  },
  ecsCluster: { max: 255, ...ecsName, source: "botocore ecs, CreateClusterRequest clusterName" },
  ecsService: { max: 255, ...ecsName, source: "botocore ecs, CreateServiceRequest serviceName" },
  ecsContainer: { max: 255, ...ecsName, source: "botocore ecs, ContainerDefinition name" },
  ecsTaskFamily: { max: 255, ...ecsName, source: "terraform-provider-aws internal/service/ecs/task_definition.go" },
  ecsVolume: { max: 255, ...ecsName, source: "botocore ecs, Volume name" },
  ecrRepository: {
    max: 256,
    pattern: /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    source: "botocore ecr, RepositoryName",
  },
  loadBalancer: {
    max: 32,
    pattern: /^(?!internal-)(?!-)[A-Za-z0-9-]+(?<!-)$/,
    source: "botocore elbv2, CreateLoadBalancer and CreateTargetGroup Name; unique in the region",
  },
  backupVault: {
    max: 50,
    pattern: /^[A-Za-z0-9_-]{2,}$/,
    source: "botocore backup, BackupVaultName; BackupPlanName takes no more",
  },
  dbInstance: {
    max: 63,
    pattern: /^[a-z](?:-?[a-z0-9])*$/,
    source: "botocore rds, CreateDBInstance DBInstanceIdentifier; stored in lower case, unique in account and region",
  },
  dbSubnetGroup: {
    max: 255,
    pattern: /^(?!default$)[a-z0-9._ -]+$/,
    source: "botocore rds, CreateDBSubnetGroup DBSubnetGroupName; stored in lower case",
  },
  replicationGroup: {
    max: 40,
    pattern: /^[a-z](?:-?[a-z0-9])*$/,
    source:
      "botocore elasticache, CreateReplicationGroup ReplicationGroupId; stored in lower case, unique in the region",
  },
  cacheSubnetGroup: {
    max: 255,
    pattern: /^(?!default$)[a-z0-9-]+$/,
    source: "botocore elasticache, CreateCacheSubnetGroup CacheSubnetGroupName; stored in lower case",
  },
  schedule: {
    max: 64,
    pattern: /^[0-9A-Za-z_.-]+$/,
    source: "botocore scheduler, Name and ScheduleGroupName",
  },
  privateNamespace: {
    max: 253,
    pattern: /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/,
    ignoresCase: true,
    source: "botocore servicediscovery, NamespaceNamePrivate and ServiceName; RFC 1035, 2.3.4",
  },
  queue: {
    max: 80,
    pattern: /^[A-Za-z0-9_-]+$/,
    source: "SQS API, CreateQueue QueueName",
  },
  tagKey: {
    max: 128,
    pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
    source: "botocore ecs, TagKey; EC2 user guide, Using_Tags, tag restrictions",
  },
  tagValue: {
    max: 256,
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    source: "botocore ecs, TagValue; EC2 user guide, Using_Tags, tag restrictions",
  },
} as const satisfies Readonly<Record<string, NameLimit>>;

/**
 * What the keys of a nanokit.yml look like (project, environment, service and volume names): they can stand in a Terraform
 * address, and in every AWS name that {@link NAME_LIMITS} lists and this product derives from them.
 * Source: developer.hashicorp.com/terraform/language/syntax/configuration#identifiers; a leading `_` would be legal there, but
 * a leading digit or `-` would not.
 */
export const KEY_PATTERN = /^[A-Za-z][A-Za-z0-9_-]*$/;

/**
 * The most characters a key may have. Long AWS names are shortened, but three things hold keys as they are: a volume's directory
 * (`/<volume>`, EFS takes 100 characters), the log group (`/nanokit/<project>/<env>/<service>`, 512), the stack's folder
 * (`<project>-<env>`, 255 bytes on common file systems). The tightest is 99. A service's key is also the host name by which others
 * reach it, and a DNS label has 63 characters (RFC 1035, 2.3.4), so that is the limit for all keys.
 */
export const KEY_MAX = 63;

const HASH_LENGTH = 8;

/**
 * The name when it has at most `max` characters. Otherwise its beginning, `-` and eight hexadecimal digits of the SHA-256 of the
 * whole name, at most `max` characters together: the same on every machine, and two names that are long in the same way differ.
 */
export function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  const hash = hashOf(name);
  const prefix = name.slice(0, Math.max(0, max - HASH_LENGTH - 1)).replace(/[^A-Za-z0-9]+$/, "");
  return (prefix === "" ? hash : `${prefix}-${hash}`).slice(0, max);
}

function hashOf(name: string): string {
  return createHash("sha256").update(name, "utf8").digest("hex").slice(0, HASH_LENGTH);
}

/**
 * What a component of a project looks like. Names are made so that a component's never are those of its environment, which has keys with `_`
 * and with two hyphens: see {@link NameScope}.
 */
export const COMPONENT_PATTERN = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** One repository of several in an environment. */
interface ComponentScope {
  readonly environment: string;
  readonly component: string;
}

/**
 * Where a name is given: an environment, or one component of it. Names of a component begin with `<env>--<component>`, and go on with a
 * second pair of hyphens before a key: no key begins with a hyphen, and no component has two together, so
 * `nk-shop-stage--web--api` is the service `api` of the component `web`, and never anything of another component or of none.
 */
export type NameScope = string | ComponentScope;

/** The scope of the names of an environment as a file describes it. */
export function nameScope({ name, component }: { readonly name: string; readonly component?: string }): NameScope {
  return component === undefined ? name : { environment: name, component };
}

/** A scope at the end of a name, or before what no key holds. */
function whole(scope: NameScope): string {
  return typeof scope === "string" ? scope : `${scope.environment}--${scope.component}`;
}

/** A scope before a hyphen and a key, or one of our own words. */
function ahead(scope: NameScope): string {
  return typeof scope === "string" ? scope : `${whole(scope)}-`;
}

/** Id of a stack, and the folder of its output: `<project>-<env>`. */
export function stackId(project: string, env: NameScope): string {
  return `${project}-${whole(env)}`;
}

/** What belongs to a whole environment (cluster, VPC): `nk-<project>-<env>`, at most 255 characters. */
export function environmentName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${whole(env)}`, NAME_LIMITS.ecsCluster.max);
}

/** Name tag and creation token of the file system: `nk-efs-<project>-<env>`, at most 64 characters. */
export function fileSystemName(project: string, env: NameScope): string {
  return shorten(`nk-efs-${project}-${whole(env)}`, NAME_LIMITS.efsCreationToken.max);
}

/**
 * The security group of all tasks with volumes: `nk-<project>-<env>.file-system-clients`, at most 255 characters. With a `.`, which no key
 * holds, it is never that of a service.
 */
export function fileSystemClientsName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${whole(env)}.file-system-clients`, NAME_LIMITS.securityGroup.max);
}

/** What belongs to one service (ECS service, task family, security group): `nk-<project>-<env>-<service>`, at most 255 characters. */
export function serviceResourceName(project: string, env: NameScope, service: string): string {
  return shorten(`nk-${project}-${ahead(env)}-${service}`, NAME_LIMITS.ecsService.max);
}

/**
 * The security group of a network: `nk-<project>-<env>/<network>`, at most 255 characters. With a `/`, which no key holds, it is never that
 * of a service.
 */
export function networkGroupName(project: string, env: NameScope, network: string): string {
  return shorten(`nk-${project}-${whole(env)}/${network}`, NAME_LIMITS.securityGroup.max);
}

/**
 * An IAM role: `nk-<project>-<env>-<role>`, at most 64 characters. The role is `execution` or `<service>-task`. One with a path other than
 * `/` has a hash of it at the end: IAM takes a name once, whatever its path, and the role with the new path is made before the old one goes.
 */
export function roleName(project: string, env: NameScope, role: string, path = "/"): string {
  const name = `nk-${project}-${ahead(env)}-${role}`;
  return shorten(path === "/" ? name : `${name}-${hashOf(path)}`, NAME_LIMITS.iamRole.max);
}

/** The role with which ECS starts the tasks of one service: `<service>.execution`. With a `.`, which no key holds, it is never one for all. */
export function executionRoleName(project: string, env: NameScope, service: string, path?: string): string {
  return roleName(project, env, `${service}.execution`, path);
}

/** What the names of all log groups of an environment begin with. */
export function logGroupPrefix(project: string, env: NameScope): string {
  return `${projectLogGroups(project)}${whole(env)}/`;
}

/** What the names of all log groups of a project begin with. */
export function projectLogGroups(project: string): string {
  return `/nanokit/${project}/`;
}

/**
 * The log group of the flow logs of a VPC: `/nanokit/<project>/<env>.flow-logs`. Not beside those of the services, to all of which the role
 * that starts tasks may write; with a `.`, which no key holds, it is that of no other environment.
 */
export function flowLogGroupName(project: string, env: NameScope): string {
  return `${projectLogGroups(project)}${whole(env)}.flow-logs`;
}

/** What the directories of an environment begin with on a file system that others use too: no two scopes have one within another's. */
export function directoryPrefix(project: string, env: NameScope): string {
  return `/nanokit/${project}/${whole(env)}/`;
}

/**
 * The ECR repository of a service: `nk-<project>-<env>/<service>`, of a component `nk-<project>-<env>/<component>/<service>`, in lower case, at most 256 characters. Keys may hold what ECR does
 * not take (`a__b`, a hyphen at the end): such a part has it taken out, and ends in a hash of what it was.
 */
export function repositoryName(project: string, env: NameScope, service: string): string {
  const folders = typeof env === "string" ? [env] : [env.environment, env.component];
  const taken = [`nk-${project}-${folders.join("/")}`, service]
    .flatMap((path) => path.split("/"))
    .map((part) => repositoryPart(part.toLowerCase()));
  return shorten(taken.join("/"), NAME_LIMITS.ecrRepository.max);
}

function repositoryPart(part: string): string {
  if (NAME_LIMITS.ecrRepository.pattern.test(part)) return part;
  const cleaned = part.replace(/[^a-z0-9]+/g, "-").replace(/-$/, "");
  return `${cleaned}-${hashOf(part)}`;
}

/** What a service is called by others: `api`, or `api.web` where it is one of the component `web`. No key holds a `.`. */
export function hostName(service: string, component?: string): string {
  return [service, ...(component === undefined ? [] : [component])].join(".").toLowerCase();
}

/**
 * The private DNS namespace in which jobs find services: `nk-<project>-<env>.internal`, in lower case, at most 63 characters before the dot.
 * ICANN keeps `internal` for private use (resolution 2024.07.29.06).
 */
export function privateNamespaceName(project: string, env: NameScope): string {
  return `${dnsLabel(`nk-${project}-${whole(env)}`)}.internal`;
}

/** What a service is called in that namespace: its key in lower case. Two keys that differ in case alone are refused. */
export function privateServiceName(service: string): string {
  return dnsLabel(service);
}

/** A part of a name in DNS: at most 63 characters, and none that ends with a hyphen, which a key may: that one has a hash. */
function dnsLabel(text: string): string {
  const label = shorten(text.toLowerCase(), DNS_LABEL_MAX);
  return label.endsWith("-") ? shorten(`${label.replace(/-+$/, "")}-${hashOf(text)}`, DNS_LABEL_MAX) : label;
}

/** Source: RFC 1035, 2.3.4. */
const DNS_LABEL_MAX = 63;

/**
 * What Service Connect knows a service by, once in its namespace: its key, or `_<component>--<service>`, at most 63 characters. No key begins
 * with `_`, and no component has two hyphens together.
 */
export function discoveryName(service: string, component?: string): string {
  const name = component === undefined ? service : `_${component}--${service}`;
  return shorten(name.toLowerCase(), DISCOVERY_NAME_MAX);
}

/**
 * What Service Connect knows a further port of a service by: its number, and what it knows the service by, at most 63 characters. No key and
 * no {@link discoveryName} begins with a digit.
 */
export function portDiscoveryName(port: number, service: string, component?: string): string {
  return shorten(`${port}-${discoveryName(service, component)}`, DISCOVERY_NAME_MAX);
}

/** Source: botocore ecs, ServiceConnectService discoveryName, 64; botocore servicediscovery, ServiceName, 63 in a part. */
const DISCOVERY_NAME_MAX = 63;

/** The log group of a service: `/nanokit/<project>/<env>/<service>`, at most 512 characters. */
export function logGroupName(project: string, env: NameScope, service: string): string {
  return shorten(`${logGroupPrefix(project, env)}${service}`, NAME_LIMITS.logGroup.max);
}

/**
 * The load balancer of an environment: `nk-<project>-<env>`, at most 32 characters. A name that AWS would not take, as a key may hold
 * `_` or end with `-`, gets a hash, so that two of them stay apart. So does that of a component: two hyphens are not taken everywhere.
 */
export function loadBalancerName(project: string, env: NameScope): string {
  const name = `nk-${project}-${whole(env)}`;
  const { max, pattern } = NAME_LIMITS.loadBalancer;
  const taken = typeof env === "string" && name.length <= max && pattern.test(name);
  return taken ? name : hashedName(readable(name, env), name);
}

/**
 * The security group of the load balancer: `nk-<project>-<env>.load-balancer`, at most 255 characters. With a `.`, which no key holds, it
 * is never that of a service.
 */
export function loadBalancerGroupName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${whole(env)}.load-balancer`, NAME_LIMITS.securityGroup.max);
}

/** The security group of VPC endpoints: `nk-<project>-<env>.endpoints`, at most 255 characters, and never that of a service either. */
export function endpointsGroupName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${whole(env)}.endpoints`, NAME_LIMITS.securityGroup.max);
}

/**
 * The target group of a service: `nk-<project>-<env>-<service>` and a hash of that and of what a change of replaces the group (port, VPC),
 * at most 32 characters. The new group is made before the old one goes, and no two groups of a region may have one name.
 */
export function targetGroupName(project: string, env: NameScope, service: string, replacedWith: string): string {
  const name = `nk-${project}-${ahead(env)}-${service}`;
  return hashedName(readable(name, env), `${name} ${replacedWith}`);
}

/** What is shown of a name before its hash: the names of load balancers and target groups of a component have no two hyphens together. */
function readable(name: string, scope: NameScope): string {
  return typeof scope === "string" ? name : name.replaceAll(/-{2,}/g, "-");
}

function hashedName(name: string, hashed: string): string {
  const room = NAME_LIMITS.loadBalancer.max - HASH_LENGTH - 1;
  return `${name.replaceAll("_", "-").slice(0, room).replace(/-+$/, "")}-${hashOf(hashed)}`;
}

/**
 * The plan for the backups of an environment, and the vault that they go into: `nk-<project>-<env>`, at most 50 characters. A vault has the
 * key that it was made with for good, so with a customer's key its name ends in a hash of it: the new vault is made beside the old one,
 * which AWS deletes only once it is empty.
 */
export function backupName(project: string, env: NameScope, kmsKeyArn?: string): string {
  const ofKey = kmsKeyArn && `nk-${project}-${ahead(env)}-${hashOf(kmsKeyArn)}`;
  return shorten(ofKey ?? `nk-${project}-${whole(env)}`, NAME_LIMITS.backupVault.max);
}

/** The vault for copies in another region: `nk-<project>-<env>-copies`, at most 50 characters. */
export function backupCopiesName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${ahead(env)}-copies`, NAME_LIMITS.backupVault.max);
}

/**
 * A database that RDS runs: `nk-<project>-<env>-<database>`, at most 63 characters. RDS takes lower case alone, and no two hyphens together:
 * a name of another form has a hash, so that two of them stay apart.
 */
export function databaseInstanceName(project: string, env: NameScope, database: string): string {
  return lowerCaseName(`nk-${project}-${ahead(env)}-${database}`, NAME_LIMITS.dbInstance);
}

/** The subnets that databases of an environment may be in: `nk-<project>-<env>`, in lower case, at most 255 characters. */
export function databaseSubnetsName(project: string, env: NameScope): string {
  return lowerCaseName(`nk-${project}-${whole(env)}`, NAME_LIMITS.dbSubnetGroup);
}

/** The security group of a database: `nk-<project>-<env>.database-<database>`. With a `.`, which no key holds, it is never that of a service. */
export function databaseGroupName(project: string, env: NameScope, database: string): string {
  return shorten(`nk-${project}-${whole(env)}.database-${database}`, NAME_LIMITS.securityGroup.max);
}

/** A cache that ElastiCache runs: `nk-<project>-<env>-<database>`, at most 40 characters, in lower case, with a hash where it is of another form. */
export function cacheName(project: string, env: NameScope, database: string): string {
  return lowerCaseName(`nk-${project}-${ahead(env)}-${database}`, NAME_LIMITS.replicationGroup);
}

/** The subnets that caches of an environment may be in: `nk-<project>-<env>`, in lower case, at most 255 characters. */
export function cacheSubnetsName(project: string, env: NameScope): string {
  return lowerCaseName(`nk-${project}-${whole(env)}`, NAME_LIMITS.cacheSubnetGroup);
}

/** The security group of a cache: `nk-<project>-<env>.cache-<database>`, and never that of a service or of another kind of database. */
export function cacheGroupName(project: string, env: NameScope, database: string): string {
  return shorten(`nk-${project}-${whole(env)}.cache-${database}`, NAME_LIMITS.securityGroup.max);
}

function lowerCaseName(name: string, { max, pattern }: NameLimit): string {
  if (name.length <= max && pattern.test(name)) return name;
  const cleaned = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `${cleaned.slice(0, max - HASH_LENGTH - 1).replace(/-+$/, "")}-${hashOf(name)}`;
}

/** The group of the schedules of an environment: `nk-<project>-<env>`, at most 64 characters. */
export function scheduleGroupName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${whole(env)}`, NAME_LIMITS.schedule.max);
}

/** The queue for starts of jobs that failed: `nk-<project>-<env>-dead-letters`, at most 80 characters. */
export function deadLetterQueueName(project: string, env: NameScope): string {
  return shorten(`nk-${project}-${ahead(env)}-dead-letters`, NAME_LIMITS.queue.max);
}

/** The second schedule of a job, `<job>.weekdays`, at most 64 characters; the first has the job's key. No key holds a `.`. */
export function weekdayScheduleName(job: string): string {
  return shorten(`${job}.weekdays`, NAME_LIMITS.schedule.max);
}

/** What a job has its names of, where a service has its key: no key begins with `_`, so the two never meet. */
export function jobKey(job: string): string {
  return `_${job}`;
}

/** What belongs to one job (task family, security group): `nk-<project>-<env>-_<job>`, at most 255 characters. */
export function jobResourceName(project: string, env: NameScope, job: string): string {
  return serviceResourceName(project, env, jobKey(job));
}

/** The role of a job with an image of its own: `nk-<project>-<env>-_<job>`, at most 64 characters. */
export function jobRoleName(project: string, env: NameScope, job: string, path?: string): string {
  return roleName(project, env, jobKey(job), path);
}

/** The log group of a job with an image of its own: `/nanokit/<project>/<env>/_<job>`, at most 512 characters. */
export function jobLogGroupName(project: string, env: NameScope, job: string): string {
  return logGroupName(project, env, jobKey(job));
}
