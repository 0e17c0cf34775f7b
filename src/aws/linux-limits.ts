/** Limits of processes. Source: ECS API, Ulimit, name. */
export const ULIMITS = [
  ...["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio"],
  ...["rttime", "sigpending", "stack"],
] as const;

/** Highest number of open files that Fargate takes. Its default is 65535. Source: AmazonECS developer guide, task definition parameters, "Resource limits". */
export const NOFILE_MAX = 1_048_576;

/** No limit, as docker and compose write it. */
export const UNLIMITED = -1;

/** Options of a tmpfs that ECS takes beside its size. Source: ECS API, Tmpfs, mountOptions; how values stand behind `=` is docker's, and unconfirmed on Fargate. */
const TMPFS_OPTIONS: ReadonlySet<string> = new Set([
  ...["defaults", "ro", "rw", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync", "async", "dirsync"],
  ...["atime", "noatime", "diratime", "nodiratime", "relatime", "norelatime", "strictatime", "nostrictatime"],
]);
/** Those with a value. */
const TMPFS_VALUES = /^(?:mode=[0-7]{3,4}|(?:uid|gid|nr_inodes)=\d{1,9})$/;

/** Whether ECS takes an option of a tmpfs. */
export function isTmpfsOption(option: string): boolean {
  return TMPFS_OPTIONS.has(option) || TMPFS_VALUES.test(option);
}

/** MiB of a tmpfs of which nothing is said. ECS wants a number; docker has half of the machine's memory, which a task shares with nobody. */
export const TMPFS_DEFAULT_MIB = 64;
