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
  /** Absent: the provider takes the region from its own surroundings (AWS_REGION, a profile). */
  readonly region?: string;
  readonly network: Network;
  /** Absent when no service has a volume. */
  readonly fileSystem?: FileSystem;
  /** The volumes that some service mounts. */
  readonly volumes: readonly Volume[];
  readonly services: readonly Service[];
}

export type Network = DedicatedNetwork | ExistingNetwork;

/** A VPC of this project and environment alone. */
export interface DedicatedNetwork {
  readonly kind: "dedicated";
  /** IPv4 range of the VPC, /16 to /24. */
  readonly cidr: string;
  /** Names of Availability Zones (`eu-west-1a`), sorted. Empty: two of the region's, picked when Terraform plans. */
  readonly zones: readonly string[];
}

/** A VPC that someone else owns. Nothing of it is changed. */
export interface ExistingNetwork {
  readonly kind: "existing";
  readonly vpcId: string;
  /** Subnets to use, sorted. Empty: every subnet with a route to an internet gateway. */
  readonly subnetIds: readonly string[];
}

export type FileSystem = ManagedFileSystem | ExistingFileSystem;

export type PerformanceMode = "generalPurpose" | "maxIO";

export type Throughput =
  | { readonly mode: "bursting" | "elastic" }
  /** Throughput in MiB/s, 1 to 3414. */
  | { readonly mode: "provisioned"; readonly mibps: number };

/** When EFS moves a file to a cheaper storage class, in days without access; absent: never. */
export interface StorageLifecycle {
  readonly toInfrequentAccessDays?: number;
  readonly toArchiveDays?: number;
  /** Whether the first access moves a file back to the standard class. */
  readonly backOnFirstAccess: boolean;
}

/** The file system that the stack creates. */
export interface ManagedFileSystem {
  readonly kind: "managed";
  /** `nk-efs-<project>-<env>`, at most 64 characters: Name tag and creation token. */
  readonly name: string;
  readonly encrypted: boolean;
  readonly kmsKeyArn?: string;
  readonly performanceMode: PerformanceMode;
  readonly throughput: Throughput;
  readonly lifecycle: StorageLifecycle;
  /** Whether AWS Backup keeps daily copies (35 days). */
  readonly backup: boolean;
  /** Whether Terraform refuses to destroy it (`prevent_destroy`). */
  readonly protect: boolean;
}

/** A file system made elsewhere. Its own settings and policy stay as they are. */
export interface ExistingFileSystem {
  readonly kind: "existing";
  readonly fileSystemId: string;
  /** Whether the stack makes the mount targets. */
  readonly mountTargets: boolean;
  /** Groups on the mount targets it has, sorted; NFS from the services is let into each of them. */
  readonly securityGroupIds: readonly string[];
}

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** One directory of the file system, behind one access point. */
export interface Volume {
  readonly name: string;
  /** Directory on the file system, absolute. */
  readonly path: string;
  /** Who owns the directory when EFS first makes it. */
  readonly owner: Identity;
  /** Its mode then: three or four octal digits. */
  readonly permissions: string;
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
  | { readonly kind: "reference"; readonly reference: string }
  | { readonly kind: "variable"; readonly reason: "build" | "runtime" };

/** A size that Fargate has. */
export interface TaskSize {
  /** CPU units; 1024 make one vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

export type UpdateStrategy = "recreate" | "rolling";

export interface Service {
  readonly name: string;
  readonly image: Image;
  /** Replaces the image's entry point; absent: the image's own. */
  readonly entryPoint?: readonly string[];
  /** `uid:gid` that the container runs as; absent: the image's own user. */
  readonly user?: string;
  /** Environment variables, sorted by name, the injected ones included. */
  readonly environment: readonly EnvironmentVariable[];
  /** The port that the container listens on. */
  readonly port?: number;
  readonly size: TaskSize;
  /** Tasks to run; 0 keeps everything but the tasks. */
  readonly instances: number;
  readonly updateStrategy: UpdateStrategy;
  /** Sorted by container path. */
  readonly mounts: readonly Mount[];
  /** Services that this one is created after, sorted. */
  readonly dependsOn: readonly string[];
  readonly source: SourceLocation;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}
