// Source of every row here unless it says otherwise: the EFS API as botocore's `efs` service model states it (service-2.json).

/** Longest directory of an access point, in characters. */
export const ACCESS_POINT_PATH_MAX = 100;

/** Deepest directory of an access point, in levels. */
export const ACCESS_POINT_LEVELS_MAX = 4;

const forbiddenInPath = /[$#<>;`|&?{}^*]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f]/;

/**
 * Why EFS refuses a directory as the root of an access point, in words that follow "the path"; undefined when it takes it.
 * Control characters other than the line feed are our own refusal: EFS would take them.
 */
export function accessPointPathProblem(path: string): string | undefined {
  if (!path.startsWith("/")) return "is not absolute: it must begin with /";
  if (path.length > ACCESS_POINT_PATH_MAX) {
    return `is ${path.length} characters long, and EFS allows ${ACCESS_POINT_PATH_MAX}`;
  }
  if (controlCharacter.test(path)) return "holds a control character";
  const [forbidden] = forbiddenInPath.exec(path) ?? [];
  if (forbidden !== undefined) return `holds ${forbidden}, which EFS does not allow`;
  return path === "/" ? undefined : levelsProblem(path.slice(1).split("/"));
}

function levelsProblem(levels: readonly string[]): string | undefined {
  if (levels.at(-1) === "") return "ends with /";
  if (levels.includes("")) return "holds //";
  if (levels.includes("..")) return "holds ..";
  const hidden = levels.find((level) => level.startsWith("."));
  if (hidden !== undefined) return `has a part that begins with a dot (${hidden})`;
  if (levels.length > ACCESS_POINT_LEVELS_MAX) {
    return `is ${levels.length} levels deep, and EFS allows ${ACCESS_POINT_LEVELS_MAX}`;
  }
  return undefined;
}

/** The folder of a file system that holds the locks of volumes. */
const LOCKS = "/nanokit-locks";

/**
 * The directory that holds the lock of a volume: one for each directory of data, so that all who use that one share the lock, whatever they
 * call it. Not within the data, as engines begin in an empty directory. Undefined where EFS would take no such path, and for the whole of
 * a file system, which has no place beside it.
 */
export function lockDirectory(path: string): string | undefined {
  if (path === "/" || accessPointPathProblem(path) !== undefined) return undefined;
  const directory = `${LOCKS}/${path.slice(1).replaceAll("%", "%25").replaceAll("/", "%2F")}`;
  return accessPointPathProblem(directory) === undefined ? directory : undefined;
}

/** Whether a directory is that of a lock. */
export function isLockDirectory(path: string): boolean {
  return path.startsWith(`${LOCKS}/`);
}

/** Mode of a directory that an access point makes: three or four octal digits. */
export const PERMISSIONS = /^[0-7]{3,4}$/;

/** Whether the owner of a directory with this mode (three or four octal digits) may enter it; without, only root can use it.
 * Source: EFS user guide, efs-access-points. */
export function ownerMayEnter(permissions: string): boolean {
  return /[1357]..$/.test(permissions);
}

/** Range of user and group ids. */
export const POSIX_ID = { min: 0, max: 4294967295 } as const;

/** A user and its group. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** Days without access after which EFS can move a file to a cheaper storage class. */
export const LIFECYCLE_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;

/** One of {@link LIFECYCLE_DAYS}. */
export type LifecycleDays = (typeof LIFECYCLE_DAYS)[number];

/** Whether EFS can move files after this many days. */
export function isLifecycleDays(days: number): days is LifecycleDays {
  return LIFECYCLE_DAYS.some((one) => one === days);
}

/** How EFS writes a number of days, one of {@link LIFECYCLE_DAYS}: `AFTER_1_DAY`, `AFTER_30_DAYS`. */
export function lifecycleValue(days: number): string {
  if (!isLifecycleDays(days)) throw new RangeError(`EFS has no transition after ${days} days`);
  return days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS`;
}

/** How EFS writes that the first access moves a file back to the standard class. */
export const BACK_ON_FIRST_ACCESS = "AFTER_1_ACCESS";

/** Range of provisioned throughput, in MiB/s; some regions stop earlier. */
export const THROUGHPUT_MIBPS = { min: 1, max: 3414 } as const;

/** Longest file system policy, in characters. */
export const POLICY_MAX_CHARACTERS = 20000;

/** TCP port of NFS, the only one that a mount target listens on. Source: EFS user guide, network-access. */
export const NFS_PORT = 2049;

/** Id of a file system. */
export const FILE_SYSTEM_ID = /^fs-[0-9a-f]{8,40}$/;
/** Id of a subnet. */
export const SUBNET_ID = /^subnet-[0-9a-f]{8,40}$/;
/** Id of a VPC. */
export const VPC_ID = /^vpc-[0-9a-f]{8,40}$/;
/** Id of a security group. */
export const SECURITY_GROUP_ID = /^sg-[0-9a-f]{8,40}$/;

/**
 * ARN of a KMS key, single-region (a UUID) or multi-region (`mrk-`). The provider takes an ARN only, and it must be the key's: EFS
 * answers with the key's ARN, so an alias would look like a changed key, and a changed key replaces the file system.
 * Source: botocore efs KmsKeyId; terraform-provider-aws internal/service/efs/file_system.go.
 */
export const KMS_KEY_ARN = {
  regex:
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
  means: "the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>)",
} as const;

/** What AWS calls its own key for file systems. Source: EFS user guide, encryption-at-rest. */
export const MANAGED_KEY = "aws/elasticfilesystem";

/** A key that a file system can be encrypted with: one of the account, or AWS's own, which nobody has to name to EFS. */
export const FILE_SYSTEM_KEY = {
  regex: new RegExp(`${KMS_KEY_ARN.regex.source}|^${MANAGED_KEY}$`),
  means: `${KMS_KEY_ARN.means}, or ${MANAGED_KEY}, the key of EFS itself`,
} as const;

/** The IAM actions of a client that mounts. Source: EFS user guide, iam-access-control-nfs-efs. */
export function mountActions(access: { readonly write: boolean; readonly root: boolean }): readonly string[] {
  return [
    "elasticfilesystem:ClientMount",
    ...(access.root ? ["elasticfilesystem:ClientRootAccess"] : []),
    ...(access.write ? ["elasticfilesystem:ClientWrite"] : []),
  ];
}

/**
 * Whether a client has to be let through as root (`elasticfilesystem:ClientRootAccess`), or else EFS takes root for nobody.
 * With an identity of the access point: when that is root. Without: always, as the container may begin as root, to `chown` what it then
 * writes as someone else; and root has to read what such a user owns even where the mount is read-only. A container that does not run as
 * root gains nothing by it. Source: EFS user guide, accessing-fs-nfs-permissions and efs-access-points.
 */
export function needsRootAccess(identity: Identity | undefined): boolean {
  return identity === undefined || identity.uid === 0 || identity.gid === 0;
}
