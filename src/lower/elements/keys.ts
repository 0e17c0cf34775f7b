import { CONTAINER_SETTINGS, PROCESS_SETTINGS, type Settings } from "../../aws/settings.js";
import type { KeyPattern } from "../../model/provenance.js";

// Places of nanokit.yml that several elements come from.

/** Where all is the repository's that has no component, but for what is named. */
export const SHARED = "infra.shared=true";
/** A VPC that is there already, by its id. */
export const NAMED_VPC_KEYS: readonly KeyPattern[] = ["infra.vpc", "networks.*.vpcId"];
export const VPC_KEYS: readonly KeyPattern[] = [...NAMED_VPC_KEYS, SHARED];
export const VPC = VPC_KEYS.join(" | ");
export const CLUSTER_KEYS: readonly KeyPattern[] = ["infra.cluster", SHARED];
export const CLUSTER = CLUSTER_KEYS.join(" | ");
/** What a repository makes for components although nothing of its own asks for it. */
export const PROVIDE_EFS = "infra.provide.efs=true";
export const PROVIDE_DISCOVERY = "infra.provide.discovery=true";
export const PROVIDE_BALANCER = "infra.provide.loadBalancer=true";
/** The key for all that an environment keeps. */
export const KMS_KEY = "infra.kmsKeyArn";
export const VOLUME_KEYS: readonly KeyPattern[] = ["services.*.volumes[*]", "cron.*.volumes[*]"];
/** What has a file system be mounted. */
export const VOLUME = VOLUME_KEYS.join(" | ");
/** What has a file system be there. */
export const STORED = `${VOLUME} | ${PROVIDE_EFS}`;
export const EXISTING_FILE_SYSTEM = "infra.efs.existing";
/** Of a file system made elsewhere, mount targets are made on demand. */
export const MOUNT_TARGETS = "infra.efs.mountTargets=true if infra.efs.existing";
export const PUBLISHED = "services.{published}.host";
/** What has a load balancer be there. */
export const FRONTED = `${PUBLISHED} | ${PROVIDE_BALANCER}`;
/** Hosts without a path, and with one. */
export const WHOLE_HOST = "services.{wholeHost}.host";
export const PATH = "services.{pathOwner}.host";
export const DNS = "infra.dns=aws";
/** A load balancer that is there already. */
export const BALANCER = "infra.loadBalancer.arn | infra.loadBalancer.listenerArn | infra.loadBalancer.shared=true";
export const BALANCER_KEYS: readonly KeyPattern[] = BALANCER.split(" | ");
/** That of the repository without a component. */
export const SHARED_BALANCER = "infra.loadBalancer.shared=true";
/** Of one that is there already, its HTTP listener. */
export const PLAIN_HTTP = "infra.loadBalancer.https=false";
/** Where rules stand among those of others. */
export const PRIORITIES: readonly KeyPattern[] = [
  ...BALANCER_KEYS,
  "infra.loadBalancer.priorities",
  "infra.provide.loadBalancer",
];
export const CERTIFICATE = "infra.certificateArn";
export const MOUNTS = "services.{service}.volumes[*]";
/** Where a group of mount targets is known to which tasks can be let in. */
export const NFS_GROUPS = `${MOUNT_TARGETS} | infra.efs.securityGroups[*] if infra.efs.existing`;
/** Four networks and a volume: with its own group a task has the five that AWS takes. */
export const CROWDED: readonly KeyPattern[] = [MOUNTS, "services.{service}.networks"];
/** A port that others on a network can reach. */
export const SERVER = "services.{server}.expose | services.{server}.port | services.{server}.ports[*]";
/** Likewise, one that they find by name. */
export const NAMED_SERVER = "services.{named}.expose | services.{named}.port | services.{named}.ports[{byTcp}]";

/** What has tasks run in private subnets: a network is private, and something is on such networks alone, because of its keys or of none. */
export const PRIVATE: readonly KeyPattern[] = [
  "networks.{private}.visibility=private",
  "services.{insideByDefault}! | services.{inside}.networks[{private}] | cron.{insideJob}!",
];
/** A database that ElastiCache runs. */
export const MANAGED_CACHE = "databases.{elasticache}.managed=true";
/** One that RDS runs. */
export const MANAGED_DATABASE = "databases.{rds}.managed=true";
/** What takes the container of a database away, and its service with it. */
export const NO_CONTAINER = "databases.{byAws}.managed";
/** What has private subnets be there: tasks in them, or databases that AWS runs. */
export const PRIVATE_SUBNETS: readonly KeyPattern[] = PRIVATE.map(
  (keys) => `${keys} | ${MANAGED_DATABASE} | ${MANAGED_CACHE}`,
);
/** What decides whether something runs in private subnets. */
export const INSIDE: readonly KeyPattern[] = [
  "networks.*.visibility",
  "services.{privately}",
  "services.*.networks",
  "cron.{insideJob}",
];
/** What has subnets of an existing VPC be found for private tasks alone: its public ones are named. */
export const INSIDE_OF_FOUND: readonly KeyPattern[] = PRIVATE.map((keys) => onlyIf("infra.subnets.public", keys));
/** What has the routes of named subnets be looked at. */
export const INSIDE_OF_LIST: readonly KeyPattern[] = PRIVATE.map((keys) =>
  onlyIf("infra.subnets[*]", `${keys} | services.{reached}.host`),
);

/** What decides of which kinds an existing VPC has to have subnets. */
export const KINDS_OF_EXISTING: readonly KeyPattern[] = VPC_KEYS.flatMap((vpc) =>
  [...INSIDE, "services.{outside}", "cron.{outsideJob}"].map((keys) => onlyIf(vpc, keys)),
);

/** Places that count only where another one is written. */
export function onlyIf(condition: KeyPattern, alternatives: KeyPattern): KeyPattern {
  return alternatives
    .split(" | ")
    .map((pattern) => `${pattern} if ${condition}`)
    .join(" | ");
}

export const ENDPOINTS = "infra.endpoints=true";
/** What decides which tasks have an execution role of their own. */
export const OWN_EXECUTION: readonly KeyPattern[] = [
  "services.*.secrets",
  "secrets",
  "services.*.registry",
  "services.{teller}.depends_on",
  "databases.*.managed",
  "databases.*.rootPassword",
  "databases.*.url",
  "services.*.aws.executionRole",
  "cron.*.image",
  "cron.*.secrets",
  "cron.{clientOfSome}.depends_on",
];

/** What has private tasks use the service of AWS that an endpoint is for, beside passwords of databases. */
const USED_BESIDE_DATABASES = [
  "services.{user}.secrets.{kept}",
  "secrets.{kept}",
  "services.{entered}.aws.exec=true",
  "services.{loggedIn}.registry",
  "services.{accompanied}.sidecars",
  "services.{dynamodbUser}.permissions[*].dynamodb",
  "services.{s3User}.permissions[*].s3",
  "services.{snsUser}.permissions[*].sns",
  "services.{sqsUser}.permissions[*].sqs",
  "services.{pulling}!",
  "cron.{pullingJob}!",
  "cron.{userJob}.secrets.{keptByJob}",
].join(" | ");

/** What has private tasks use the service of AWS that an endpoint is for. The password of what RDS runs is in Secrets Manager. */
export const USED: readonly KeyPattern[] = [
  `${USED_BESIDE_DATABASES} | services.{entrustedUser}.depends_on[{rds}] | services.{entrustedUser}.depends_on.{rds} | cron.{entrustedJob}.depends_on[{rds}]`,
  [
    USED_BESIDE_DATABASES,
    "databases.{usedByAws}.managed=true",
    // Of a container that it would find, the password may be there too.
    ...["infra.secrets=secretsmanager", "databases.{foundAnyway}.rootPassword.from=secretsmanager"].map((kept) =>
      onlyIf(
        kept,
        "services.{entrustedUser}.depends_on[{foundAnyway}] | services.{entrustedUser}.depends_on.{foundAnyway} | cron.{entrustedJob}.depends_on[{foundAnyway}]",
      ),
    ),
  ].join(" | "),
];

/** What has a task that uses it be private: another one that is has nothing to do with that endpoint. */
export const USED_INSIDE: readonly KeyPattern[] = [
  "networks.{usedOn}.visibility=private",
  "services.{user}! | cron.{usingJob}!",
  // Without `networks` it would be on the default one: where that is private too, taking out the list leaves it private, and emptying it does not.
  "services.{userByDefault}! | services.{userByKey}.networks[{usedOn}] | services.{userByOneKey}.networks[{usedOn}] if services.{userByOneKey}.networks | cron.{usingJob}!",
];
export const NAT_ADDRESSES = "infra.nat.addresses";

/** The settings of the VPC that tasks are told of. */
export const PLACE: readonly KeyPattern[] = [
  ...VPC_KEYS,
  "infra.subnets",
  "infra.zones",
  "networks.{on}.visibility",
  "infra.nat if networks.{on}.visibility=private",
  "infra.endpoints if networks.{on}.visibility=private",
];

/** What decides about the rules by which tasks reach mount targets: a service begins after them. */
export const NFS_RULES: readonly KeyPattern[] = [
  "infra.efs.existing",
  "infra.efs.mountTargets",
  "infra.efs.securityGroups",
  "infra.shared",
];

/** What decides whether a service runs under a lock, beside its image and its volumes. */
export const LOCKS: readonly KeyPattern[] = [
  "volumes.{mounted}.efs.lock",
  "volumes.{mounted}.efs.sharedWriters",
  "volumes.{mounted}.efs.path",
];

/** What decides whether services find each other, and how. */
export const NAMES: readonly KeyPattern[] = [
  "infra.discovery",
  "infra.shared",
  "infra.provide.discovery",
  "services.{neighbour}!",
  NO_CONTAINER,
  "services.{neighbour}.expose",
  "services.{neighbour}.port",
  "services.{neighbour}.ports",
  "services.{neighbour}.networks",
  "services.{apart}.networks",
];

/** The keys of settings that only pass through, by the block that they stand in. */
export function settingKeys(block: string, settings: Settings): readonly KeyPattern[] {
  return Object.keys(settings).map((key) => `${block}.${key}`);
}

/** What decides how output of the containers of a service is delivered. */
export const DELIVERY: readonly KeyPattern[] = ["infra.logging.mode", "infra.logging.buffer"];
/** What decides whether log groups stay. */
export const KEPT_LOGS = "infra.logging.keep";

/** The same, with what a service says. */
export function deliveryKeys(service: string): readonly KeyPattern[] {
  return [`${service}.logging.mode`, `${service}.logging.buffer`, ...DELIVERY];
}

/** What a task definition is made from, beside its containers. */
export function taskKeys(service: string): readonly KeyPattern[] {
  return [
    "name",
    `${service}.cpu`,
    `${service}.memory`,
    `${service}.volumes`,
    `${service}.files`,
    `${service}.secrets`,
    `${service}.networks`,
    `${service}.aws.architecture`,
    `${service}.aws.ephemeralStorage`,
    `${service}.aws.taskRole`,
    `${service}.aws.executionRole`,
    "volumes.{filled}.seed",
    EXISTING_FILE_SYSTEM,
    SHARED,
  ];
}

/** What is told of the databases that a service depends on, or a job with an image of its own. */
export const TOLD: readonly KeyPattern[] = [
  "databases.{told}!",
  "databases.{told}.engine",
  "databases.{told}.managed",
  "databases.{told}.env",
  "databases.{told}.rootPassword",
  "databases.{told}.secrets",
  "databases.{told}.url",
  "databases.{told}.networks",
];

/** What tells a service of the databases that it depends on. */
export function toldKeys(service: string): readonly KeyPattern[] {
  return [`${service}.depends_on[{told}]`, `${service}.depends_on.{told}`, ...TOLD];
}

/** What the container of a service is made from. A job in the image of the service has all of it but the command. */
export function containerKeys(service: string): readonly KeyPattern[] {
  return [
    "name",
    "infra.region",
    `${service}.image`,
    `${service}.imageOf`,
    "services.{built}.build",
    `${service}.runtime`,
    `${service}.env`,
    `${service}.secrets`,
    "secrets",
    `${service}.registry`,
    "infra.secrets",
    `${service}.volumes`,
    `${service}.files`,
    `${service}.networks`,
    "volumes.{mounted}.efs.uid",
    "volumes.{mounted}.efs.gid",
    "volumes.{filled}.seed",
    `${service}.user`,
    ...settingKeys(service, PROCESS_SETTINGS),
    `${service}.init`,
    `${service}.tmpfs`,
    `${service}.ulimits`,
    `${service}.cap_add`,
    `${service}.cap_drop`,
    `${service}.sysctls`,
    `${service}.labels`,
    ...deliveryKeys(service),
    ...settingKeys(`${service}.aws`, CONTAINER_SETTINGS),
    `${service}.aws.exec`,
    "infra.discovery",
    "infra.shared",
    CERTIFICATE,
    ...BALANCER_KEYS,
    "infra.loadBalancer.https",
    "infra.dns",
    "services.{sibling}!",
    "services.{sibling}.image",
    "services.{sibling}.port",
    "services.{sibling}.expose",
    "services.{sibling}.ports",
    "services.{sibling}.host",
    "services.{sibling}.aws.targetGroup.port",
    "services.{sibling}.networks",
    NO_CONTAINER,
    ...toldKeys(service),
  ];
}

/** What names and limits every IAM role of an environment. */
export const ROLE_KEYS: readonly KeyPattern[] = ["name", "infra.roles"];
