import type { BackendType } from "../aws/backend-secrets.js";
import type { ContainerInsights } from "../aws/cluster.js";
import type { ContainerFile, ContainerFiles } from "../aws/container-files.js";
import type { Identity } from "../aws/efs.js";
import type { TaskSize } from "../aws/fargate.js";
import type { FlowLogTraffic } from "../aws/flow-logs.js";
import type { RoleSettings } from "../aws/iam.js";
import type { LogDelivery } from "../aws/logging.js";
import type { CacheEngine } from "../aws/managed-caches.js";
import type { ManagedEngine } from "../aws/managed-databases.js";
import type { Permission } from "../aws/permissions/index.js";
import type { PortRange } from "../aws/ports.js";
import type { Registry } from "../aws/registry.js";
import type {
  CONTAINER_SETTINGS,
  CompleteSettings,
  FILE_SYSTEM_SETTINGS,
  HEALTH_CHECK_SETTINGS,
  HTTPS_LISTENER_SETTINGS,
  LOAD_BALANCER_SETTINGS,
  LOG_GROUP_SETTINGS,
  PROCESS_SETTINGS,
  SettingValues,
  TARGET_GROUP_SETTINGS,
  TARGET_HEALTH_SETTINGS,
} from "../aws/settings.js";
import type { VolumeSeed } from "../aws/volume-seed.js";
import type { EndpointId } from "../aws/vpc-endpoints.js";
import type { SourceLocation } from "../diagnostics/source.js";

/**
 * What a nanokit.yml means on AWS, after every rule has passed: plain values, complete, sorted by name.
 * Strings are the user's own, raw: whoever emits them escapes them for Terraform.
 */
export interface Project {
  readonly name: string;
  /** The environments asked for, by name. One stack each. */
  readonly environments: readonly Environment[];
}

export interface Environment {
  readonly project: string;
  readonly name: string;
  /** Which part of the project this is, where several repositories have one each. @default the only one */
  readonly component?: string;
  /** Whether it uses what the repository without a component makes. @default it makes all of it for itself */
  readonly shared?: true;
  /** Absent: the provider takes the region from its own surroundings (AWS_REGION, a profile). */
  readonly region?: string;
  readonly network: Network;
  /** The name or the ARN of a cluster that is there already. @default one of its own */
  readonly cluster?: string;
  /** What Container Insights measures in a cluster that is made. @default what the account says of new clusters */
  readonly containerInsights?: ContainerInsights;
  /** Absent when no service has a volume. */
  readonly fileSystem?: FileSystem;
  /** The volumes that some service mounts. */
  readonly volumes: readonly Volume[];
  readonly services: readonly Service[];
  /** Databases that AWS runs, by name. @default none */
  readonly databases?: readonly ManagedDatabase[];
  /** Databases that AWS runs in memory, by name. @default none */
  readonly caches?: readonly ManagedCache[];
  /** Networks on which some service can be reached by another. @default none */
  readonly networks?: readonly string[];
  /** How services find each other by name. @default they do not */
  readonly discovery?: "service-connect";
  /** What lets the internet in; absent when no service has a public host, and none is made for components. */
  readonly loadBalancer?: LoadBalancer;
  /** The role by which the hosted zone is read and its records are made, whether there are some or not. @default whoever applies does it */
  readonly dnsRoleArn?: string;
  /** The customer's key that secrets are encrypted with. @default AWS's own, which takes no permission */
  readonly secretsKmsKeyArn?: string;
  /** The customer's key for logs and images; what is the file system's is said there. @default keys of AWS */
  readonly kmsKeyArn?: string;
  /** Whether an apply waits for the deployments that it began, and fails with them. @default false */
  readonly waitForDeployments?: boolean;
  /** Days that logs are kept of whatever says nothing else; 0: for ever. @default 30 */
  readonly logRetention?: number;
  /** How logs of jobs with an image of their own are delivered and kept; what services say is in each. @default as the account has it */
  readonly logging?: Logging;
  /** Images with a tag that a repository keeps, the latest ones. @default all */
  readonly keepImages?: number;
  /** Tags of everything, sorted by key, beside those of ours. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default nothing is asked of roles */
  readonly roles?: RoleSettings;
  /** The private DNS namespace in which jobs find services. @default no job asks for one */
  readonly privateNamespace?: string;
  /** By name. @default none */
  readonly cronJobs?: readonly CronJob[];
  /** Where Terraform keeps the state of the stack. @default the stack does not say */
  readonly backend?: Backend;
  /** Whether the stack is a module that a root of the user's calls: without provider and backend. @default it is a root itself */
  readonly module?: true;
}

/** A database that Amazon RDS runs. */
export interface ManagedDatabase {
  readonly name: string;
  readonly engine: ManagedEngine;
  /** As RDS takes it: `17`, `8.4`, or with a minor version, which is then kept. */
  readonly version: string;
  /** Whether RDS installs newer minor versions by itself. */
  readonly minorUpgrades: boolean;
  /** `db.t4g.micro` and the like. */
  readonly instanceClass: string;
  /** GiB. */
  readonly storage: number;
  /** Whether there is a standby in another zone. @default RDS makes none, and Terraform leaves one alone that is there */
  readonly standby?: boolean;
  readonly port: number;
  /** The administrator, as whom services connect. */
  readonly user: string;
  /** The database that is made with it. */
  readonly database: string;
  /** Days that RDS keeps its backups. */
  readonly backupDays: number;
  /** Whether Terraform and RDS refuse to destroy it. */
  readonly protect: boolean;
  /** When RDS changes the password: an expression of Secrets Manager, in UTC. */
  readonly passwordRotation: string;
  readonly source: SourceLocation;
}

/** A database that Amazon ElastiCache runs. */
export interface ManagedCache {
  readonly name: string;
  readonly engine: CacheEngine;
  /** Major and minor: `8.1`. */
  readonly version: string;
  /** The name of its group of parameters, one that AWS makes. */
  readonly parameters: string;
  /** `cache.t4g.micro` and the like. */
  readonly nodeType: string;
  /** 1 to 6: one that writes, and copies. */
  readonly nodes: number;
  readonly port: number;
  /** Days that ElastiCache keeps its backups. */
  readonly backupDays: number;
  /** Whether Terraform refuses to destroy it. */
  readonly protect: boolean;
  readonly source: SourceLocation;
}

/** A value of a backend's argument. */
export type BackendValue = string | boolean | readonly string[] | Readonly<Record<string, string>>;

/** Where Terraform keeps state. */
export interface Backend {
  readonly type: BackendType;
  /** The arguments, as Terraform calls them. No secret is among them. */
  readonly settings: Readonly<Record<string, BackendValue>>;
  /** The first Terraform that knows all of the arguments. @default any that takes the stack */
  readonly version?: string;
  /** What names the state, for findings about two that meet. */
  readonly source: SourceLocation;
}

/**
 * The load balancer of an environment. One that is made has HTTP on 80; HTTPS on 443 where there is a certificate, and then 80 redirects.
 */
export interface LoadBalancer
  extends SettingValues<typeof LOAD_BALANCER_SETTINGS>,
    SettingValues<typeof HTTPS_LISTENER_SETTINGS> {
  /** One that is there already: of the settings it has the certificates alone, which are added to its listener. @default it is made */
  readonly existing?: ExistingLoadBalancer;
  /** Whether components add rules to it. @default it is the stack's alone */
  readonly provided?: true;
  /** Whether it has no public address. @default the internet reaches it */
  readonly internal?: true;
  readonly certificate?: Certificate;
  /** ARNs of certificates for hosts that the first one is not for, sorted. @default none */
  readonly otherCertificates?: readonly string[];
  /** The ARN of the web ACL that looks at each request first. @default none does */
  readonly webAclArn?: string;
  /** The bucket that access logs go to. @default none are written */
  readonly accessLogs?: { readonly bucket: string; readonly prefix?: string };
  /** The Route 53 zone in which the hosts get alias records: its name, or its id; absent: DNS is someone else's. */
  readonly hostedZone?: string;
}

/** A load balancer that someone else owns, in the VPC of the environment. Rules and certificates are added to one listener of it. */
export interface ExistingLoadBalancer {
  /** Whether the listener is that for HTTPS, on port 443: otherwise it is that for HTTP, on port 80. */
  readonly https: boolean;
  /** Which one it is. @default that of the repository without a component, found by its name */
  readonly named?: NamedLoadBalancer;
}

/** A load balancer that the file names. */
export interface NamedLoadBalancer {
  /** The ARN of the load balancer, or that of its listener. */
  readonly names: "loadBalancer" | "listener";
  readonly arn: string;
  /** The group of the load balancer from which tasks take requests. */
  readonly securityGroupId: string;
}

export type Certificate =
  | { readonly kind: "existing"; readonly arn: string }
  /** Made by ACM and validated through Route 53. The first domain has at most 64 characters; the others are sorted. */
  | { readonly kind: "managed"; readonly domains: readonly string[] };

/** A job on a schedule: a Fargate task of its own for every run. */
export interface CronJob {
  readonly name: string;
  /** As the file says it: `0 3 * * *`, `@daily`. */
  readonly schedule: string;
  /** Of EventBridge Scheduler: `cron(0 3 * * ? *)`, `rate(2 hours)`. */
  readonly expression: string;
  /** A second schedule, on weekdays, where the first is on days of the month. @default none */
  readonly weekdayExpression?: string;
  /** IANA name. @default UTC */
  readonly timezone?: string;
  /** The service whose image, size, variables, secrets, volumes and roles it has, or an image of its own. */
  readonly run:
    | { readonly kind: "service"; readonly service: string }
    | ({
        readonly kind: "image";
        readonly image: string;
        readonly networks: readonly string[];
        /** Sorted by name. @default none */
        readonly secrets?: readonly Secret[];
        /** Sorted by container path. At least one. @default none */
        readonly mounts?: readonly Mount[];
        /** What is put into its container before it begins: secrets. @default nothing */
        readonly files?: ServiceFiles;
        /** The user that its volumes enforce. @default the image's own */
        readonly user?: string;
        /** Databases of whose connection it is told, sorted. @default none */
        readonly databases?: readonly string[];
        /** Those of them that it reaches only because AWS runs them: it would not find their containers. Sorted. @default none */
        readonly databasesByAws?: readonly string[];
        /** Sorted by name. @default none */
        readonly databaseHosts?: readonly DatabaseHost[];
      } & Placed);
  /** Replaces the image's entry point; absent: the image's own, with the command as its arguments. */
  readonly entryPoint?: readonly string[];
  readonly command: readonly string[];
  /** Sorted by name. Over a service's own. */
  readonly environment: readonly EnvironmentVariable[];
  /** The services that it finds by their names in private DNS, sorted. @default none */
  readonly dependsOn?: readonly string[];
  /** What its tasks are large. @default that of its service, or the smallest that Fargate has */
  readonly size?: TaskSize;
  /** Where it is written down that it could not be started: the queue of the environment, or the ARN of another. @default nowhere */
  readonly deadLetterQueue?: true | string;
  /** How often, and for how many seconds, it is tried to be started. @default 3 times within 300 seconds */
  readonly retries?: JobRetries;
  /** Whether it runs; everything of it is there all the same. */
  readonly enabled: boolean;
  readonly source: SourceLocation;
}

/** How a job is started that could not be started at once. */
export interface JobRetries {
  /** Further attempts, 0 to 185. */
  readonly attempts: number;
  /** Seconds after the time of the schedule, 60 to 86400. */
  readonly maximumAge: number;
}

/** Where tasks run. */
export interface Placed {
  /** Whether in private subnets, without a public address. @default in public ones, with one each */
  readonly private?: true;
}

export type Network = DedicatedNetwork | ExistingNetwork;

/** A VPC of this project and environment alone. */
export interface DedicatedNetwork {
  readonly kind: "dedicated";
  /** IPv4 range of the VPC, /16 to /24. */
  readonly cidr: string;
  /** Names of Availability Zones (`eu-west-1a`), sorted. Empty: two of the region's, picked when Terraform plans. */
  readonly zones: readonly string[];
  /** Subnets without public addresses, one in each zone. @default none: no task runs in them */
  readonly private?: PrivateSubnets;
  /** Where its traffic is recorded. @default nowhere */
  readonly flowLogs?: FlowLogs;
}

/** Records of the traffic in a VPC: in a log group, in a bucket, or in both. */
export interface FlowLogs {
  readonly traffic: FlowLogTraffic;
  /** Days that a log group keeps them; 0: for ever. @default no log group has them */
  readonly retention?: number;
  /** The name of the bucket that they are written to. @default none */
  readonly bucket?: string;
}

/** How tasks in private subnets reach what is outside of the VPC. */
export interface PrivateSubnets {
  /** @default none */
  readonly nat?: Nat;
  /** The services of AWS that tasks reach within the VPC, sorted. @default none */
  readonly endpoints?: readonly EndpointId[];
}

/** NAT gateways: one in the first zone, or one in each. */
export interface Nat {
  readonly mode: "single" | "per-zone";
  /** Elastic IP addresses that are there already, by the key of the zone: its name, or `first` and `second`. Empty: new ones. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** A VPC that someone else owns. Nothing of it is changed. */
export interface ExistingNetwork {
  readonly kind: "existing";
  /** Its id, or the name that it is found by. */
  readonly vpcId: string;
  /** Whether it is the one that the repository without a component makes, found by its name. @default it is known by its id */
  readonly byName?: true;
  /** Subnets of both kinds to use, sorted. Empty: every subnet of the VPC; its routes tell of which kind it is. */
  readonly subnetIds: readonly string[];
  /** Tags that those of both kinds have, sorted by key. @default they may have any */
  readonly subnetTags?: Readonly<Record<string, string>>;
  /** Whether, of all that are found, one in each zone and of each kind is used. @default where tags tell some of them */
  readonly onePerZone?: true;
  /** Those of tasks with public addresses, sorted. @default told by their routes */
  readonly publicSubnetIds?: readonly string[];
  /** Tags that these have, sorted by key. @default they may have any */
  readonly publicSubnetTags?: Readonly<Record<string, string>>;
  /** Those of tasks without public addresses, sorted. @default told by their routes */
  readonly privateSubnetIds?: readonly string[];
  /** Tags that these have, sorted by key. @default they may have any */
  readonly privateSubnetTags?: Readonly<Record<string, string>>;
}

export type FileSystem = ManagedFileSystem | ExistingFileSystem;

export type Throughput =
  | { readonly mode: "bursting" }
  /** With the volumes whose `performance` asks for it, sorted; none where it is said of the file system. */
  | { readonly mode: "elastic"; readonly volumes?: readonly string[] }
  /** Throughput in MiB/s, 1 to 3414. */
  | { readonly mode: "provisioned"; readonly mibps: number };

/** When EFS moves a file to a cheaper storage class, in days without access; absent: never. */
export interface StorageLifecycle {
  readonly toInfrequentAccessDays?: number;
  readonly toArchiveDays?: number;
  /** Whether the first access moves a file back to the standard class. */
  readonly backOnFirstAccess: boolean;
}

/** How AWS Backup copies a file system. */
export interface BackupPlan {
  /** As AWS Backup writes it, `cron(0 5 * * ? *)`, in UTC. */
  readonly schedule: string;
  /** As the file says it, `0 5 * * *`; the default where it says nothing. */
  readonly crontab: string;
  /** How long it keeps a recovery point, and each copy of it. */
  readonly retentionDays: number;
  /** Where each recovery point is copied to. @default nowhere */
  readonly copyTo?:
    | { readonly kind: "region"; readonly region: string }
    | { readonly kind: "vault"; readonly arn: string };
}

/** The file system that the stack creates. */
export interface ManagedFileSystem extends CompleteSettings<typeof FILE_SYSTEM_SETTINGS> {
  readonly kind: "managed";
  /** `nk-efs-<project>-<env>`, at most 64 characters: Name tag and creation token. */
  readonly name: string;
  /** The customer's key that encrypts it and its recovery points. @default those of AWS */
  readonly kmsKeyArn?: string;
  readonly throughput: Throughput;
  readonly lifecycle: StorageLifecycle;
  /** Whether AWS makes its daily backups, kept for 35 days. Beside a plan it makes none: both would be paid. */
  readonly backup: boolean;
  /** @default none */
  readonly backupPlan?: BackupPlan;
  /** Whether Terraform refuses to destroy it (`prevent_destroy`). */
  readonly protect: boolean;
}

/** A file system made elsewhere. Its own settings and policy stay as they are. */
export interface ExistingFileSystem {
  readonly kind: "existing";
  /** Its id, or the name that it is found by. */
  readonly fileSystemId: string;
  /** Whether it is the one that the repository without a component makes, found by its name. @default it is known by its id */
  readonly byName?: true;
  /** Whether the stack makes the mount targets. */
  readonly mountTargets: boolean;
  /** Groups on the mount targets it has, sorted; NFS from the services is let into each of them. */
  readonly securityGroupIds: readonly string[];
}

export type { Identity };

/** One directory of the file system, behind one access point. */
export interface Volume {
  readonly name: string;
  /** Directory on the file system, absolute. */
  readonly path: string;
  /** Who owns the directory when EFS first makes it. */
  readonly owner: Identity;
  /** Its mode then: three or four octal digits. */
  readonly permissions: string;
  /** Directory of the lock that a service takes before it begins, when one does. */
  readonly lock?: string;
  /** When set, every file operation through the access point is made as this user, whoever the container runs as. */
  readonly identity?: Identity;
  readonly source: SourceLocation;
}

export interface Mount {
  readonly volume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
  readonly source: SourceLocation;
}

/** An image given by its reference, or one that the pipeline builds and names through a Terraform variable. */
export type Image =
  | {
      readonly kind: "reference";
      readonly reference: string;
      /** Where the file has `build` beside it, of which nothing is made then. @default it has none */
      readonly besideBuild?: true;
    }
  | {
      readonly kind: "variable";
      readonly reason: "build" | "runtime";
      /** The service that it is built for, which runs it too. @default the service or the sidecar itself, for which there is a repository by its name */
      readonly of?: string;
    };

/** What `docker build` is to do. Paths are relative to the folder of nanokit.yml, in shortest form: `.`, `web/Dockerfile`. */
export interface Build {
  readonly context: string;
  readonly dockerfile: string;
  /** Sorted by name. */
  readonly arguments: readonly BuildArgument[];
}

/** A build argument: its value, or the variable of the environment that holds it, when it is not to be shown. */
export type BuildArgument =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly variable: string };

export type { TaskSize };

export type UpdateStrategy = "recreate" | "rolling";

export interface Service extends Placed {
  readonly name: string;
  /** Whether the file says it as a database. @default it is a service there */
  readonly database?: true;
  /** Databases of whose connection it is told, sorted. @default none */
  readonly databases?: readonly string[];
  /** Those of them that it reaches only because AWS runs them: it would not find their containers. Sorted. @default none */
  readonly databasesByAws?: readonly string[];
  /** Variables with the host names of databases that AWS runs, which Terraform knows when they are there. Sorted by name. @default none */
  readonly databaseHosts?: readonly DatabaseHost[];
  readonly image: Image;
  /** Replaces the image's entry point; absent: the image's own. */
  readonly entryPoint?: readonly string[];
  /** Arguments of the entry point. @default the image's own; none where `entryPoint` is given */
  readonly command?: readonly string[];
  /** The lock under which its program runs. @default none */
  readonly lock?: ServiceLock;
  /** The user that the container runs as, `uid:gid` or by name; absent: the image's own. */
  readonly user?: string;
  /** Environment variables, sorted by name, the injected ones included but for those of `siblings`. */
  readonly environment: readonly EnvironmentVariable[];
  /**
   * Variables with the URLs of services that it can reach, sorted by name. One list for all that reach the same: its own is in it, and
   * those are that it sets itself, in `environment` or `secrets`; it gets neither.
   */
  readonly siblings: readonly SiblingUrl[];
  /** The port that the container listens on. */
  readonly port?: number;
  /** What an entry of `ports` says of that port. @default there is none */
  readonly portEntry?: Pick<Port, "scheme" | "source">;
  /** What it listens on beside that, sorted; no two have a port of one protocol in common. @default nothing */
  readonly ports?: readonly Port[];
  readonly size: TaskSize;
  /** Tasks to run; 0 keeps everything but the tasks. */
  readonly instances: number;
  readonly updateStrategy: UpdateStrategy;
  /** Sorted by container path. */
  readonly mounts: readonly Mount[];
  /** Services that this one is created after, sorted. */
  readonly dependsOn: readonly string[];
  /** Networks of the environment that it is on, sorted. @default none */
  readonly networks?: readonly string[];
  /** Its part in Service Connect: a server is reached by its key in lower case, and both reach servers so. @default none */
  readonly connect?: "client" | "server";
  /** How the internet reaches it. Only a service with a port has one. @default not at all */
  readonly route?: Route;
  /** @default the number of tasks stays at `instances` */
  readonly scaling?: Scaling;
  /** Sorted by name. @default none */
  readonly secrets?: readonly Secret[];
  /** What its containers may do in AWS, beside what its volumes and `aws.exec` need, in the order of the file. @default nothing */
  readonly permissions?: readonly Permission[];
  /** The role of its containers that is there already: its name, with its path, or its ARN. @default one of its own */
  readonly taskRole?: string;
  /** The role with which ECS starts its tasks that is there already; likewise. @default one that is made */
  readonly executionRole?: string;
  /** How ECS gets at its image. @default as anybody, or by the rights that an image in ECR takes */
  readonly registry?: Registry;
  /** How its image is built; the stack makes an ECR repository for it. @default its image is made elsewhere */
  readonly build?: Build;
  /** What runs to its end before the service starts, with the same image and volumes: an entry point. @default none */
  readonly preparation?: readonly string[];
  /** What is put into its container, and into those of its jobs, before they begin. @default nothing */
  readonly files?: ServiceFiles;
  /** The volumes that it fills before its container begins, sorted. At least one. @default none */
  readonly seeds?: readonly VolumeSeed[];
  /** What runs beside its container, sorted by name. @default nothing */
  readonly sidecars?: readonly Sidecar[];
  /** The sidecars that its container waits for, and what runs before that. Sorted by container. @default none */
  readonly waits?: readonly Wait[];
  /** @default that of Fargate */
  readonly compute?: Compute;
  /** @default that of its image and of Fargate */
  readonly process?: Process;
  /** Whether it has a name in private DNS, by which jobs find it. @default it has none */
  readonly registered?: true;
  /** How its logs are delivered and kept, with what is said of all. @default as the account has it */
  readonly logging?: Logging;
  readonly source: SourceLocation;
}

/** A container that runs beside that of a service in each of its tasks: it shares network, volumes and size of the task. */
export interface Sidecar {
  /** Unique among the containers of the task. */
  readonly name: string;
  readonly image: Image;
  /** How its image is built, in a repository by its name. @default its image is made elsewhere */
  readonly build?: Build;
  /** @default as anybody, or by the rights that an image in ECR takes */
  readonly registry?: Registry;
  /** @default the image's own */
  readonly entryPoint?: readonly string[];
  /** @default the image's own; none where `entryPoint` is given */
  readonly command?: readonly string[];
  /** @default the one that its volumes enforce, or the image's own */
  readonly user?: string;
  /** Sorted by name; nothing is injected. */
  readonly environment: readonly EnvironmentVariable[];
  /** Sorted by name. @default none */
  readonly secrets?: readonly Secret[];
  /** What is put into it before it begins. @default nothing */
  readonly files?: ServiceFiles;
  /** Of volumes that the service mounts, sorted by container path. */
  readonly mounts: readonly Mount[];
  /** CPU units of the task's. @default what the others leave */
  readonly cpu?: number;
  /** MiB of the task's memory. @default what the others leave */
  readonly memory?: number;
  /** Its health check and its stop timeout. @default none */
  readonly compute?: Compute;
  /** @default that of its image and of Fargate */
  readonly process?: Process;
  /** Whether the task stops when it ends. */
  readonly essential: boolean;
  /** Sorted by container. @default nothing */
  readonly waits?: readonly Wait[];
  /** @default as the account has it */
  readonly logging?: LogDelivery;
  readonly source: SourceLocation;
}

/** What a container waits for in its own task before it starts. */
export interface Wait {
  readonly container: string;
  readonly condition: "START" | "HEALTHY" | "SUCCESS";
}

/** Files of the repository, and of secrets, that are in the containers of a service, or in a sidecar. At least one. */
export interface ServiceFiles extends ContainerFiles {
  readonly files: readonly ServiceFile[];
}

export interface ServiceFile extends ContainerFile {
  /** The key of the entry that brought it; of a secret, its path. */
  readonly source: SourceLocation;
}

/** Ports of a container that others reach. */
export interface Port extends PortRange {
  /** Once in the service. @default it has none */
  readonly name?: string;
  /** How a URL to it begins. @default as the image tells */
  readonly scheme?: PortScheme;
  readonly source: SourceLocation;
}

/** How a URL to a port begins that the file says it of. */
export type PortScheme = "http" | "tcp";

/** A lock that a service takes before its program begins, and holds until that ends. */
export interface ServiceLock {
  /** The volume whose lock it is. */
  readonly volume: string;
  /** The program and its arguments: the entry point that the file names, or that of the image with its command. */
  readonly program: readonly string[];
}

/** Where the internet reaches a service. */
export interface Route {
  /** In the order written: the first that is no wildcard is the main one. At least one. */
  readonly hosts: readonly Host[];
  /** The port that requests go to, one by TCP. @default the service's own */
  readonly port?: number;
  /** How the load balancer treats the tasks. @default nothing is asked for */
  readonly targetGroup?: TargetGroup;
}

/** What a service asks of its target group. Times in seconds; absent: the default. */
export interface TargetGroup extends SettingValues<typeof TARGET_GROUP_SETTINGS> {
  readonly healthCheck?: SettingValues<typeof TARGET_HEALTH_SETTINGS>;
  readonly gracePeriod?: number;
  readonly deregistrationDelay?: number;
  /** How long a cookie leads to the same task. */
  readonly stickiness?: number;
}

/** A public host name or a path of one, and the place of its rule on the load balancer's listener. */
export interface Host {
  /** In lower case. A wildcard begins with `*.`. */
  readonly name: string;
  /** Begins with `/`; with all below it. @default all of the host that is not another's path */
  readonly path?: string;
  /** 1 to 50000, unique among those of the environment on the listener, and made from the service and the name alone: another host never moves it. A longer path comes first. */
  readonly priority: number;
}

/** Bounds of autoscaling, and the averages that it aims at, in percent. */
export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
}

/** An environment variable, or a file, whose value ECS reads when a task starts. */
export interface Secret {
  readonly name: string;
  /** Where it is a file in the container, and no variable. @default it is a variable */
  readonly file?: string;
  readonly from: /** The name of an SSM parameter (`/a/b`) or its ARN. */
    | { readonly store: "ssm"; readonly id: string }
    /** The name of a Secrets Manager secret or its ARN, and the key within its JSON. */
    | { readonly store: "secretsmanager"; readonly id: string; readonly jsonKey?: string }
    /** A database of the stack that AWS runs: the password that RDS made, and changes, in a secret of its own in Secrets Manager. */
    | { readonly store: "rds"; readonly id: string };
}

/** What a service asks of Fargate beyond its size. Each: absent means AWS's own default. */
export interface Compute extends SettingValues<typeof CONTAINER_SETTINGS>, SettingValues<typeof LOG_GROUP_SETTINGS> {
  readonly architecture?: "x86_64" | "arm64";
  /** Whether spare capacity is used, which AWS may take back with two minutes' notice. */
  readonly spot?: boolean;
  /** GiB of local disk, 21 to 200. */
  readonly ephemeralStorage?: number;
  readonly healthCheck?: HealthCheck;
  /** Whether `aws ecs execute-command` may enter the container. */
  readonly exec?: boolean;
}

/** What a service asks of Linux and of docker for its container. Each: absent means the image's own, or what Fargate has. */
export interface Process extends SettingValues<typeof PROCESS_SETTINGS> {
  /** Whether process 1 reaps what has ended. @default what `aws.exec` says */
  readonly init?: boolean;
  /** Sorted by path. */
  readonly tmpfs?: readonly Tmpfs[];
  /** Sorted by name. */
  readonly ulimits?: readonly Ulimit[];
  readonly capabilities?: Capabilities;
  /** Settings of the kernel, sorted by name. */
  readonly sysctls?: readonly Label[];
  /** Sorted by name. */
  readonly labels?: readonly Label[];
}

/** What becomes of logs. Absent: AWS's own default. */
export interface Logging extends LogDelivery {
  /** Whether the log group stays when Terraform no longer has it. */
  readonly keep?: true;
}

/** A directory in memory. */
export interface Tmpfs {
  readonly containerPath: string;
  readonly mib: number;
  readonly options: readonly string[];
}

/** A limit of Linux; -1 is none. */
export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** Capabilities of Linux, as ECS names them and sorted, beside those that a container has by default. */
export interface Capabilities {
  readonly add: readonly string[];
  /** `ALL` stands alone. */
  readonly drop: readonly string[];
}

/** A label of docker, or a setting of the kernel. */
export interface Label {
  readonly name: string;
  readonly value: string;
}

/** A check that runs inside the container. Times in seconds. */
export interface HealthCheck extends SettingValues<typeof HEALTH_CHECK_SETTINGS> {
  /** As ECS takes it: `["CMD-SHELL", "curl -f http://localhost/"]`. */
  readonly command: readonly string[];
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

/** A variable with the host name of a database that AWS runs. */
export interface DatabaseHost {
  readonly name: string;
  readonly database: string;
  /** What stands before and behind it. @default it stands alone */
  readonly around?: readonly [before: string, behind: string];
}

/** A variable with the URL of another service. */
export interface SiblingUrl extends EnvironmentVariable {
  readonly service: string;
}
