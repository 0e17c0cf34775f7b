import { createHash } from "node:crypto";

/** What AWS allows in one kind of name. */
export interface NameLimit {
  /** The most characters it may have. */
  readonly max: number;
  /** What the whole of it looks like, length aside. */
  readonly pattern: RegExp;
  /** The characters, in words, to follow "may hold only". */
  readonly characters: string;
  /** Whether two names that differ only in letter case are one name to AWS. @default false */
  readonly ignoresCase?: true;
  readonly source: string;
}

const ecsName = { pattern: /^[A-Za-z0-9_-]+$/, characters: "letters, digits, _ and -" } as const;

/** Limits of the names that the output carries; one table. "botocore X" is the service model X of the AWS SDK, `service-2.json`. */
export const NAME_LIMITS = {
  efsCreationToken: {
    max: 64,
    pattern: /^.+$/su,
    characters: "any characters",
    source: "botocore efs, CreateFileSystemRequest CreationToken",
  },
  iamRole: {
    max: 64,
    pattern: /^[A-Za-z0-9_+=,.@-]+$/,
    characters: "letters, digits and _+=,.@-",
    ignoresCase: true,
    source: "botocore iam, roleNameType; CreateRole: unique ignoring case",
  },
  iamInlinePolicy: {
    max: 128,
    pattern: /^[A-Za-z0-9_+=,.@-]+$/,
    characters: "letters, digits and _+=,.@-",
    source: "botocore iam, policyNameType",
  },
  securityGroup: {
    max: 255,
    pattern: /^(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    characters: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, and may not begin with sg-",
    ignoresCase: true,
    source: "botocore ec2, CreateSecurityGroupRequest GroupName; unique per VPC ignoring case",
  },
  securityGroupDescription: {
    max: 255,
    pattern: /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/,
    characters: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
    source: "botocore ec2, CreateSecurityGroupRequest Description; provider validSecurityGroupRuleDescription",
  },
  logGroup: {
    max: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    characters: "letters, digits and .-_/#",
    source: "botocore logs, LogGroupName",
  },
  ecsCluster: { max: 255, ...ecsName, source: "botocore ecs, CreateClusterRequest clusterName" },
  ecsService: { max: 255, ...ecsName, source: "botocore ecs, CreateServiceRequest serviceName" },
  ecsContainer: { max: 255, ...ecsName, source: "botocore ecs, ContainerDefinition name" },
  ecsTaskFamily: { max: 255, ...ecsName, source: "terraform-provider-aws internal/service/ecs/task_definition.go" },
  ecsVolume: { max: 255, ...ecsName, source: "botocore ecs, Volume name" },
  tagKey: {
    max: 128,
    pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
    characters: "letters, digits, spaces and _.:/=+-@, and may not begin with aws:",
    source: "botocore ecs, TagKey; EC2 user guide, Using_Tags, tag restrictions",
  },
  tagValue: {
    max: 256,
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    characters: "letters, digits, spaces and _.:/=+-@",
    source: "botocore ecs, TagValue; EC2 user guide, Using_Tags, tag restrictions",
  },
} as const satisfies Readonly<Record<string, NameLimit>>;

/** A kind of name that {@link NAME_LIMITS} has a row for. */
export type NameKind = keyof typeof NAME_LIMITS;

/** Why AWS refuses a name of this kind, in words that follow "it"; undefined when it takes it. */
export function nameProblem(kind: NameKind, name: string): string | undefined {
  const limit: NameLimit = NAME_LIMITS[kind];
  if (name.length > limit.max) return `is ${name.length} characters long, and AWS takes ${limit.max}`;
  return limit.pattern.test(name) ? undefined : `may hold only ${limit.characters}`;
}

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
  const hash = createHash("sha256").update(name, "utf8").digest("hex").slice(0, HASH_LENGTH);
  const prefix = name.slice(0, Math.max(0, max - HASH_LENGTH - 1)).replace(/[^A-Za-z0-9]+$/, "");
  return (prefix === "" ? hash : `${prefix}-${hash}`).slice(0, max);
}

/** Id of a stack, and the folder of its output: `<project>-<env>`. */
export function stackId(project: string, env: string): string {
  return `${project}-${env}`;
}

/** What belongs to a whole environment (cluster, VPC): `nk-<project>-<env>`, at most 255 characters. */
export function environmentName(project: string, env: string): string {
  return shorten(`nk-${project}-${env}`, NAME_LIMITS.ecsCluster.max);
}

/** Name tag and creation token of the file system: `nk-efs-<project>-<env>`, at most 64 characters. */
export function fileSystemName(project: string, env: string): string {
  return shorten(`nk-efs-${project}-${env}`, NAME_LIMITS.efsCreationToken.max);
}

/** What belongs to one service (ECS service, task family, security group): `nk-<project>-<env>-<service>`, at most 255 characters. */
export function serviceResourceName(project: string, env: string, service: string): string {
  return shorten(`nk-${project}-${env}-${service}`, NAME_LIMITS.ecsService.max);
}

/** An IAM role: `nk-<project>-<env>-<role>`, at most 64 characters. The role is `execution` or `<service>-task`. */
export function roleName(project: string, env: string, role: string): string {
  return shorten(`nk-${project}-${env}-${role}`, NAME_LIMITS.iamRole.max);
}

/** The log group of a service: `/nanokit/<project>/<env>/<service>`, at most 512 characters. */
export function logGroupName(project: string, env: string, service: string): string {
  return shorten(`/nanokit/${project}/${env}/${service}`, NAME_LIMITS.logGroup.max);
}
