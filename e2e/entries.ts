import path from "node:path";
import { isObject, type JsonObject, objectAt, stringAt } from "./json.js";
import { LARGE } from "./large.js";

/**
 * A subnet of the VPC that is made for an entry with `vpc: true`: three public ones in two zones, a private one with a way out through NAT
 * in one of these, and one without in a third.
 */
export const SUBNETS = ["public-a1", "public-a2", "public-b", "private-a", "private-c"] as const;

/** The ARNs that stand in stacks for a load balancer that exists, and for its listeners. */
export const EXISTING_BALANCER = {
  arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/edge/0123456789abcdef",
  https: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/edge/0123456789abcdef/0123456789abcdef",
  http: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/edge/0123456789abcdef/fedcba9876543210",
} as const;

/** What of such a load balancer a stack may name. */
export type BalancerName = keyof typeof EXISTING_BALANCER;

/** The name of such a subnet. */
export type SubnetName = (typeof SUBNETS)[number];

/** A stack to take through Terraform, and what it needs and is expected to make. */
export interface StackEntry {
  /** The folder that holds cdk.tf.json or `file`, relative to the project, with forward slashes. */
  readonly dir: string;
  /** A nanokit.yml in that folder, from which the stack is synthesized first. @default the folder holds the stack */
  readonly file?: SourceEntry;
  /** The name of a nanokit.yml that is made first. It takes long, and is in no sample. @default the folder holds one, or the stack */
  readonly made?: string;
  /** Whether the applied stack is taken on as HCL: planned again, with nothing to do, and destroyed. @default JSON all along */
  readonly hcl?: true;
  /** Terraform input variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The id that stands in the stack for a VPC that exists: one is made beforehand, and its id put there. */
  readonly vpcId?: string;
  /** Ids that stand in the stack for subnets of that VPC. */
  readonly subnets: Readonly<Record<string, SubnetName>>;
  /** Whether the VPC gets further subnets after apply, in zones that have some of the kind: nothing of the stack may change. @default it gets none */
  readonly moreSubnets?: true;
  /** The id that stands in the stack for a file system that exists: likewise. */
  readonly existingFileSystem?: string;
  /** The subnets of that VPC in which that file system has a mount target, made elsewhere. @default it has none */
  readonly mountTargetsIn?: readonly SubnetName[];
  /** The id that stands in the stack for a security group of that VPC: likewise. */
  readonly securityGroup?: string;
  /** How the stack names a load balancer of that VPC and security group that exists: by one of {@link EXISTING_BALANCER}, likewise. */
  readonly loadBalancer?: BalancerName | "any";
  /** The name of a public zone of Route 53 that exists: it is made beforehand. */
  readonly hostedZone?: string;
  /** The id that stands in the stack for that zone, for that in the first account where there are several. */
  readonly hostedZoneId?: string;
  /** The accounts that have a zone of that name. @default that of the stack */
  readonly hostedZoneAccounts?: readonly string[];
  /** The ARN that stands in the stack for a certificate that exists: one is made beforehand, and its ARN put there. */
  readonly certificate?: string;
  /** ARNs that stand in the stack for further certificates that exist: likewise. */
  readonly otherCertificates?: readonly string[];
  /** ARNs that stand in the stack for web ACLs that exist: likewise. */
  readonly webAcls?: readonly string[];
  /** Names of buckets that exist: they are made beforehand. */
  readonly buckets?: readonly string[];
  /** Ids that stand in the stack for Elastic IP addresses that exist: they are made beforehand. */
  readonly addresses?: readonly string[];
  /** The name of an ECS cluster that exists: it is made beforehand. */
  readonly cluster?: string;
  /** Names of secrets in Secrets Manager that exist: they are made beforehand. */
  readonly secrets?: readonly string[];
  /**
   * Folders of stacks that are modules: `dir` holds a root, written by hand, which calls them from folders of their names in it.
   * @default the stack is a root itself
   */
  readonly modules?: readonly string[];
  /** Whether VPC, file system and cluster were made by hand before, and the first apply takes them over. @default nothing is taken over */
  readonly adopt?: true;
  /** Folders of stacks that are applied before it in the same account, in this order, and destroyed after it. @default none */
  readonly after?: readonly string[];
  /** Whether the state is kept by a server. @default in the folder */
  readonly httpState?: true;
  readonly expect: Expectation;
}

/** A nanokit.yml to synthesize. */
export interface SourceEntry {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** Which of its environments to take. @default the only one */
  readonly environment?: string;
}

/** What the emulator is asked after apply. */
export interface Expectation {
  /** By container name: environment variables and their exact values, as ECS hands them to the container. */
  readonly environment: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How many mount targets there are. @default one per zone with a public subnet, for a stack in an existing VPC */
  readonly mountTargets?: number;
  /** Whether one of them is in the zone whose only subnet is private. @default none is */
  readonly privateMount?: true;
}

/** The id that stands for the VPC where an entry says no other. */
export const DEFAULT_VPC_ID = "vpc-0123456789abcdef0";

const KEYS = [
  "dir",
  "file",
  "environment",
  "made",
  "hcl",
  "variables",
  "vpc",
  "vpcId",
  "subnets",
  "moreSubnets",
  "existingFileSystem",
  "mountTargetsIn",
  "securityGroup",
  "loadBalancer",
  "hostedZone",
  "hostedZoneId",
  "hostedZoneAccounts",
  "certificate",
  "otherCertificates",
  "addresses",
  "buckets",
  "cluster",
  "webAcls",
  "secrets",
  "modules",
  "adopt",
  "after",
  "httpState",
  "expect",
];
const PUBLIC_ZONES = 2;

/** What an entry is called: its folder, and below it the environment where it names one. */
export function entryName({ dir, file }: Pick<StackEntry, "dir" | "file">): string {
  return file?.environment === undefined ? dir : `${dir}/${file.environment}`;
}

/** Reads `e2e/stacks.json`. Throws where it is not what it should be: it is ours. */
export function readEntries(document: unknown): StackEntry[] {
  if (!Array.isArray(document)) throw new Error("stacks.json is not a list");
  return document.map((entry: unknown, index) => {
    if (!isObject(entry)) throw new Error(`stacks.json[${index}] is not an object`);
    return readEntry(entry, `stacks.json[${index}]`);
  });
}

/** An entry for a stack that needs nothing and of which nothing particular is expected. */
export function plainEntry(dir: string): StackEntry {
  return { dir, variables: {}, subnets: {}, expect: { environment: {} } };
}

function readEntry(entry: JsonObject, where: string): StackEntry {
  const unknown = Object.keys(entry).filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) throw new Error(`${where} has unknown keys: ${unknown.join(", ")}`);
  const file = sourceEntry(entry);
  const made = madeEntry(entry, where);
  const dir =
    made !== undefined ? `e2e/${made}` : file === undefined ? stringAt(entry, "dir") : path.posix.dirname(file.path);
  if (dir === undefined) throw new Error(`${where} has no dir and no file`);
  if (made !== undefined && ("dir" in entry || file)) throw new Error(`${where} is made, and has a dir or a file`);
  if (file !== undefined && "dir" in entry) throw new Error(`${where} has both a dir and a file`);
  if (file === undefined && "environment" in entry) throw new Error(`${where} has an environment and no file`);
  if (entry.adopt === true && !file) throw new Error(`${where} adopts, and has no file for the command to read`);
  const inVpc = entry.vpc === true;
  const fileSystem = stringAt(entry, "existingFileSystem");
  const securityGroup = stringAt(entry, "securityGroup");
  const hostedZone = stringAt(entry, "hostedZone");
  const hostedZoneId = stringAt(entry, "hostedZoneId");
  const certificate = stringAt(entry, "certificate");
  const cluster = stringAt(entry, "cluster");
  if (entry.moreSubnets === true && !inVpc) throw new Error(`${where} has more subnets and no VPC to make them in`);
  if (securityGroup !== undefined && !inVpc) throw new Error(`${where} has a security group and no VPC to make it in`);
  return {
    dir,
    ...(file !== undefined && { file }),
    ...(made !== undefined && { made }),
    ...(entry.hcl === true && { hcl: true as const }),
    variables: strings(objectAt(entry, "variables"), `${where}.variables`),
    subnets: subnets(objectAt(entry, "subnets"), `${where}.subnets`),
    expect: expectation(objectAt(entry, "expect"), `${where}.expect`, inVpc && fileSystem === undefined),
    ...(inVpc && { vpcId: stringAt(entry, "vpcId") ?? DEFAULT_VPC_ID }),
    ...(entry.moreSubnets === true && { moreSubnets: true as const }),
    ...(fileSystem !== undefined && { existingFileSystem: fileSystem }),
    ...(entry.mountTargetsIn !== undefined && {
      mountTargetsIn: stringList(entry.mountTargetsIn, `${where}.mountTargetsIn`).map((name) =>
        subnetName(name, where),
      ),
    }),
    ...(securityGroup !== undefined && { securityGroup }),
    ...(entry.loadBalancer !== undefined && { loadBalancer: balancerName(entry.loadBalancer, where) }),
    ...(hostedZone !== undefined && { hostedZone }),
    ...(hostedZoneId !== undefined && { hostedZoneId }),
    ...(entry.hostedZoneAccounts !== undefined && {
      hostedZoneAccounts: stringList(entry.hostedZoneAccounts, `${where}.hostedZoneAccounts`),
    }),
    ...(cluster !== undefined && { cluster }),
    ...(certificate !== undefined && { certificate }),
    ...(entry.otherCertificates !== undefined && {
      otherCertificates: stringList(entry.otherCertificates, `${where}.otherCertificates`),
    }),
    ...(entry.addresses !== undefined && { addresses: stringList(entry.addresses, `${where}.addresses`) }),
    ...(entry.buckets !== undefined && { buckets: stringList(entry.buckets, `${where}.buckets`) }),
    ...(entry.webAcls !== undefined && { webAcls: stringList(entry.webAcls, `${where}.webAcls`) }),
    ...(entry.modules !== undefined && { modules: stringList(entry.modules, `${where}.modules`) }),
    ...(entry.adopt === true && { adopt: true as const }),
    ...(entry.after !== undefined && { after: stringList(entry.after, `${where}.after`) }),
    ...(entry.httpState === true && { httpState: true as const }),
    ...(entry.secrets !== undefined && { secrets: stringList(entry.secrets, `${where}.secrets`) }),
  };
}

function balancerName(value: unknown, where: string): BalancerName {
  if (value === "arn" || value === "https" || value === "http") return value;
  throw new Error(`${where}.loadBalancer is not one of ${Object.keys(EXISTING_BALANCER).join(", ")}`);
}

function sourceEntry(entry: JsonObject): SourceEntry | undefined {
  const path = stringAt(entry, "file");
  const environment = stringAt(entry, "environment");
  return path === undefined ? undefined : { path, ...(environment !== undefined && { environment }) };
}

function madeEntry(entry: JsonObject, where: string): string | undefined {
  const made = stringAt(entry, "made");
  if (made !== undefined && !Object.hasOwn(LARGE, made)) throw new Error(`${where} is made by nothing: ${made}`);
  return made;
}

function expectation(expect: JsonObject, where: string, mountsPerZone: boolean): Expectation {
  const environment = Object.entries(objectAt(expect, "environment")).map(
    ([container, values]) => [container, strings(isObject(values) ? values : {}, `${where}.${container}`)] as const,
  );
  const mountTargets = expect.mountTargets ?? (mountsPerZone ? PUBLIC_ZONES : undefined);
  return {
    environment: Object.fromEntries(environment),
    ...(typeof mountTargets === "number" && { mountTargets }),
    ...(expect.privateMount === true && { privateMount: true as const }),
  };
}

function strings(values: JsonObject, where: string): Record<string, string> {
  for (const [key, value] of Object.entries(values)) {
    if (typeof value !== "string") throw new Error(`${where}.${key} is not a string`);
  }
  return values as Record<string, string>;
}

function stringList(value: unknown, where: string): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new Error(`${where} is not a list of strings`);
}

function subnets(values: JsonObject, where: string): Record<string, SubnetName> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, subnetName(value, `${where}.${id}`)]));
}

function subnetName(value: unknown, where: string): SubnetName {
  const name = SUBNETS.find((known) => known === value);
  if (name === undefined) throw new Error(`${where} is not one of ${SUBNETS.join(", ")}`);
  return name;
}

/** The entries that a sample may draw: what takes long runs by name, and with all. */
export function samplable(entries: readonly StackEntry[]): readonly StackEntry[] {
  return entries.filter(({ made }) => made === undefined);
}

/** Stacks chosen by folder or name; `unknown` holds the wishes that nothing answers to. */
export interface Selection {
  readonly entries: readonly StackEntry[];
  readonly unknown: readonly string[];
}

/**
 * Chooses stacks.
 *
 * @param listed the entries of stacks.json
 * @param generated the folders of stacks below generated/
 * @param wanted what the user asked for; empty means all
 * @param isStack whether a folder holds a stack
 */
export function selectStacks(
  listed: readonly StackEntry[],
  generated: readonly string[],
  wanted: readonly string[],
  isStack: (dir: string) => boolean,
): Selection {
  const plain = generated.filter((dir) => listed.every((entry) => entry.dir !== dir)).map(plainEntry);
  const all = [...plain, ...listed];
  if (wanted.length === 0) return { entries: all, unknown: [] };
  const answers = wanted.map((wish) => answersTo(wish, all, isStack));
  return {
    entries: [...new Set(answers.flat())],
    unknown: wanted.filter((_, index) => answers[index]?.length === 0),
  };
}

function answersTo(wish: string, all: readonly StackEntry[], isStack: (dir: string) => boolean): StackEntry[] {
  const dir = path.posix.normalize(wish).replace(/\/$/, "");
  const known = all.filter((entry) => [entry.dir, path.posix.basename(entry.dir), entryName(entry)].includes(dir));
  return known.length === 0 && isStack(dir) ? [plainEntry(dir)] : known;
}
