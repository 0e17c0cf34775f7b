import { LOG_RETENTION_DAYS } from "./compute.js";
import { WORKING_DIRECTORY } from "./container.js";
import { HEALTH_CHECK_CODES, HEALTH_CHECK_PATH, TLS_POLICY_NAME } from "./load-balancer.js";

/** What the value of a setting may be, in the shapes of the language. */
export type SettingForm =
  | {
      readonly kind: "number";
      readonly integer: true;
      readonly minimum: number;
      readonly maximum: number;
      readonly oneOf?: readonly number[];
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "text"; readonly pattern: { readonly regex: RegExp; readonly means: string } };

/**
 * A key of nanokit.yml whose value goes to AWS as it is. Its row is all there is of it: the language, docs/language.md, the `Project`, the
 * prop of our construct, the attribute that is emitted and what `explain` says are made from it. A key that decides about more
 * than one attribute, or whose value is calculated with, is not of this kind. These look as if they were, and are not:
 *
 * - `aws.architecture`: has a place of its own in the task definition, is told to `docker build`, and other spellings are explained.
 * - `aws.spot`: chooses a capacity provider, which the cluster has to have too, and brings a rule about databases.
 * - `aws.ephemeralStorage`: `50Gi` becomes a number, in a block of its own.
 * - `aws.exec`: an attribute of the service, rights of its role, and what process 1 of the container is.
 * - `infra.efs.kmsKeyArn`: AWS's own key is written as no key at all, and without it another key counts.
 * - `infra.efs.throughput`: one value for two attributes, and elastic allows what bursting does not.
 * - `infra.efs.lifecycle`: days become words of EFS, in blocks of which each holds one.
 * - `infra.efs.backup`: a resource of its own. `infra.efs.protect`: what Terraform does, no attribute of AWS.
 */
export interface Setting {
  readonly form: SettingForm;
  /** What it becomes, in words. */
  readonly becomes: string;
  readonly doc: string;
  /** The value that counts when the key is not written. */
  readonly default?: number | boolean | string;
  /** Whether that value is emitted, because AWS or the provider has another or answers with it. @default false */
  readonly emitted?: true;
  /** What counts when the key is not written, in words, where that is no value. */
  readonly unwritten?: string;
  /** Name of the prop of our construct. @default the key */
  readonly prop?: string;
  /** Name of what is emitted. @default the prop */
  readonly attribute?: string;
}

/** Settings by their keys in nanokit.yml. */
export type Settings = Readonly<Record<string, Setting>>;

/** The value of a setting. */
export type SettingValue<S> = S extends { form: { kind: "boolean" } }
  ? boolean
  : S extends { form: { kind: "choice"; values: readonly (infer V)[] } }
    ? V
    : S extends { form: { kind: "number" } }
      ? number
      : S extends { form: { kind: "text" } }
        ? string
        : never;

/** The values that are written, by key. */
export type SettingValues<R> = { readonly [K in keyof R]?: SettingValue<R[K]> };

/** The values with the defaults that are emitted, by key. */
export type CompleteSettings<R> = {
  readonly [K in keyof R as R[K] extends { emitted: true } ? K : never]: SettingValue<R[K]>;
} & { readonly [K in keyof R as R[K] extends { emitted: true } ? never : K]?: SettingValue<R[K]> };

/** Bounds, both included. */
type WholeNumber = Extract<SettingForm, { readonly kind: "number" }>;

function whole(minimum: number, maximum: number): WholeNumber {
  return { kind: "number", integer: true, minimum, maximum };
}

function oneOf(values: readonly number[]): WholeNumber {
  return { ...whole(Math.min(...values), Math.max(...values)), oneOf: values };
}

/** `services.<service>.aws`: of the container. Source of all: ECS API, ContainerDefinition, and its parameters on Fargate. */
export const CONTAINER_SETTINGS = {
  stopTimeout: {
    form: whole(2, 120),
    becomes: "stop timeout of the container",
    doc: "Seconds between SIGTERM and SIGKILL.",
    default: 30,
  },
} as const satisfies Settings;

/**
 * `services.<service>`: what a container and all that runs in its image have. Source of all: ECS API, ContainerDefinition, and its parameters
 * on Fargate.
 */
export const PROCESS_SETTINGS = {
  workdir: {
    form: { kind: "text", pattern: WORKING_DIRECTORY },
    becomes: "working directory of the container",
    doc: "Directory that its program begins in.",
    unwritten: "the image's",
    prop: "workingDirectory",
  },
  readOnly: {
    form: { kind: "boolean" },
    becomes: "whether the container's own files are read-only",
    doc: "Whether its program can write to volumes and to `tmpfs` alone. Not with `aws.exec`, whose agent writes files of its own.",
    default: false,
    prop: "readonlyRootFilesystem",
  },
} as const satisfies Settings;

/**
 * `services.<service>.aws.healthCheck`, beside its command. ECS hands back all but the start period. Source of all: ECS API, HealthCheck.
 */
export const HEALTH_CHECK_SETTINGS = {
  interval: {
    form: whole(5, 300),
    becomes: "interval of that check",
    doc: "Seconds from one check to the next.",
    default: 30,
    emitted: true,
  },
  timeout: {
    form: whole(2, 60),
    becomes: "timeout of that check",
    doc: "Seconds after which a check counts as failed.",
    default: 5,
    emitted: true,
  },
  retries: {
    form: whole(1, 10),
    becomes: "retries of that check",
    doc: "Failed checks in a row that make the container unhealthy.",
    default: 3,
    emitted: true,
  },
  startPeriod: {
    form: whole(0, 300),
    becomes: "start period of that check",
    doc: "Seconds after the start in which failures do not count.",
    unwritten: "none",
  },
} as const satisfies Settings;

/** `services.<service>.aws`: of the log group. */
export const LOG_GROUP_SETTINGS = {
  logRetention: {
    form: oneOf(LOG_RETENTION_DAYS),
    becomes: "retention of the log group",
    doc: "Days that logs are kept; 0 keeps them for ever. Without it, what `infra.logRetention` says.",
    default: 30,
    emitted: true,
    prop: "logRetentionInDays",
    attribute: "retentionInDays",
  },
} as const satisfies Settings;

/** `services.<service>.aws.targetGroup`: of the target group. Source: Elastic Load Balancing, Application Load Balancers, "Target group attributes". */
export const TARGET_GROUP_SETTINGS = {
  slowStart: {
    form: whole(30, 900),
    becomes: "slow start of the target group",
    doc: "Seconds over which a new task gets its share of the requests, and not all of it at once.",
    unwritten: "none",
  },
} as const satisfies Settings;

/**
 * `services.<service>.aws.targetGroup.healthCheck`. Anything but an error of the server is a sign of life by default: whoever redirects, asks
 * for a password or has nothing at `/` is alive all the same. Source of all: Elastic Load Balancing API, CreateTargetGroup, and Matcher.
 */
export const TARGET_HEALTH_SETTINGS = {
  path: {
    form: { kind: "text", pattern: HEALTH_CHECK_PATH },
    becomes: "path of the health check of the target group",
    doc: "Path that the load balancer asks for.",
    default: "/",
    emitted: true,
  },
  codes: {
    form: { kind: "text", pattern: HEALTH_CHECK_CODES },
    becomes: "codes of that check",
    doc: "Answers that are a sign of life: codes and ranges of codes from 200 to 499.",
    default: "200-499",
    emitted: true,
    attribute: "matcher",
  },
  interval: {
    form: whole(5, 300),
    becomes: "interval of that check",
    doc: "Seconds from one check to the next; more than `timeout`.",
    default: 15,
    emitted: true,
  },
  timeout: {
    form: whole(2, 120),
    becomes: "timeout of that check",
    doc: "Seconds without an answer after which a check counts as failed.",
    default: 5,
    emitted: true,
  },
  healthyThreshold: {
    form: whole(2, 10),
    becomes: "threshold of that check",
    doc: "Good answers in a row after which a task gets requests.",
    default: 2,
    emitted: true,
  },
  unhealthyThreshold: {
    form: whole(2, 10),
    becomes: "threshold of that check",
    doc: "Failed checks in a row after which ECS replaces a task.",
    default: 3,
    emitted: true,
  },
} as const satisfies Settings;

/** `infra.loadBalancer`: of the load balancer. Source: Elastic Load Balancing, Application Load Balancers, "Load balancer attributes". */
export const LOAD_BALANCER_SETTINGS = {
  idleTimeout: {
    form: whole(1, 4000),
    becomes: "idle timeout of the load balancer",
    doc: "Seconds after which a connection on which nothing is sent is closed. A request that takes longer to answer fails with 504.",
    unwritten: "60",
  },
  deletionProtection: {
    form: { kind: "boolean" },
    becomes: "deletion protection of the load balancer",
    doc: "Whether AWS refuses to delete the load balancer. Nothing is lost with it but its address.",
    default: false,
    emitted: true,
    attribute: "enableDeletionProtection",
  },
} as const satisfies Settings;

/** `infra.loadBalancer`: of its HTTPS listener. Source: Elastic Load Balancing, Application Load Balancers, "Security policies". */
export const HTTPS_LISTENER_SETTINGS = {
  tlsPolicy: {
    form: { kind: "text", pattern: TLS_POLICY_NAME },
    becomes: "TLS policy of the HTTPS listener",
    doc: "Security policy of AWS: which versions and ciphers of TLS are spoken. The default has TLS 1.2 and 1.3.",
    default: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    emitted: true,
    attribute: "sslPolicy",
  },
} as const satisfies Settings;

/** `infra.efs`: of the file system. Source of all: EFS API, CreateFileSystem. */
export const FILE_SYSTEM_SETTINGS = {
  encrypted: {
    form: { kind: "boolean" },
    becomes: "encryption at rest",
    doc: "Whether data is encrypted at rest. It can never be changed on a file system that exists.",
    default: true,
    emitted: true,
  },
  performanceMode: {
    form: { kind: "choice", values: ["generalPurpose", "maxIO"] },
    becomes: "performance mode",
    doc: "Performance mode. It can never be changed on a file system that exists.",
    default: "generalPurpose",
    emitted: true,
  },
} as const satisfies Settings;
