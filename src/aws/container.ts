// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f]/;

/** Longest path that Linux takes, in bytes, its ending NUL not counted. Source: linux/limits.h PATH_MAX. */
export const CONTAINER_PATH_MAX_BYTES = 4095;

/**
 * Why a container path cannot be mounted on, in words that follow "the path"; undefined when it can.
 * ECS states no rule for `containerPath`, so these are docker's: an absolute path other than the root, and a `:` would end it.
 * Source: github.com/moby/moby volume/mounts/linux_parser.go; docs.docker.com/engine/storage/bind-mounts. That it is normalised is
 * our rule: two spellings of one directory are otherwise two mounts on it.
 */
export function containerPathProblem(path: string): string | undefined {
  if (path === "") return "is empty";
  if (!path.startsWith("/")) return "is not absolute, as it does not begin with `/`";
  if (controlCharacter.test(path)) return "holds a control character";
  if (path.includes(":")) return "holds a colon";
  const parts = path.slice(1).split("/");
  if (parts.includes("..")) return "holds `..`";
  if (normalizedContainerPath(path) === "/")
    return "is the root of the container, and a mount there hides the whole image";
  if (parts.at(-1) === "") return "ends with `/`";
  if (parts.includes("") || parts.includes(".")) return "is not in its shortest form, as it holds `//` or `/./`";
  return Buffer.byteLength(path) > CONTAINER_PATH_MAX_BYTES ? "is longer than Linux allows" : undefined;
}

/** Where a program begins. Docker takes an absolute path alone. Source: github.com/moby/moby, daemon/container.go, verifyContainerSettings. */
export const WORKING_DIRECTORY = {
  regex: /^\/.*$/,
  means: "an absolute path in the container (/app)",
};

/** A user and its group, each by name or number. Source: ECS API, ContainerDefinition, user. */
export const CONTAINER_USER = {
  regex: /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
  means: "a user, by name or number, with its group after a colon (node, 1000, 1000:1000)",
};

/** The shortest form of an absolute path: no `//`, no `/./`, no `/` at the end. A `..` stays. */
export function normalizedContainerPath(path: string): string {
  return `/${path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
}

/** Whether a mount at `mount` hides `path`: it is the same directory or lies above it. Both in shortest form. */
export function hides(mount: string, path: string): boolean {
  return mount === path || path.startsWith(mount === "/" ? mount : `${mount}/`);
}

/** A directory of every container that a volume cannot take the place of. */
export interface SystemPath {
  readonly path: string;
  /** Whether a mount below it is refused too. */
  readonly below: boolean;
  /** Why, in words that follow "it". */
  readonly reason: string;
}

const programs = "holds the programs and libraries of the image, and a mount there hides them";
const kernel = "belongs to the kernel";

/** Directories that no mount may cover, for any image.
 * Source: Filesystem Hierarchy Standard 3.0, chapters 3 and 4; github.com/opencontainers/runtime-spec config-linux.md, "Default
 * Filesystems" (/proc, /sys, /dev). */
export const SYSTEM_PATHS: readonly SystemPath[] = [
  { path: "/bin", below: false, reason: programs },
  { path: "/sbin", below: false, reason: programs },
  { path: "/lib", below: false, reason: programs },
  { path: "/lib64", below: false, reason: programs },
  { path: "/usr", below: false, reason: programs },
  { path: "/usr/bin", below: false, reason: programs },
  { path: "/usr/sbin", below: false, reason: programs },
  { path: "/usr/lib", below: false, reason: programs },
  { path: "/usr/lib64", below: false, reason: programs },
  { path: "/usr/local", below: false, reason: programs },
  { path: "/usr/local/bin", below: false, reason: programs },
  { path: "/usr/local/sbin", below: false, reason: programs },
  { path: "/usr/local/lib", below: false, reason: programs },
  { path: "/boot", below: false, reason: "belongs to the machine and not to a container" },
  {
    path: "/etc",
    below: false,
    reason: "holds the image's users and settings, and Fargate writes hosts and resolv.conf into it",
  },
  { path: "/run", below: false, reason: "holds sockets and process ids that must not outlive the container" },
  { path: "/var/run", below: false, reason: "holds sockets and process ids that must not outlive the container" },
  { path: "/proc", below: true, reason: kernel },
  { path: "/sys", below: true, reason: kernel },
  { path: "/dev", below: true, reason: kernel },
];

/** The directory of {@link SYSTEM_PATHS} that a mount at this container path (in shortest form) would spoil, if any: itself, one above,
 * or one below it. */
export function systemPathAt(containerPath: string): SystemPath | undefined {
  return SYSTEM_PATHS.find(
    (system) => hides(containerPath, system.path) || (system.below && hides(system.path, containerPath)),
  );
}

/**
 * Why a container cannot have an environment variable of this name, in words that follow "it"; undefined when it can.
 * Dots and hyphens are fine (`discovery.type`). Source: POSIX.1-2017 Base Definitions 8.1 (`NAME=value`, NUL ends it); the ECS API
 * puts no further limit on KeyValuePair `name`.
 */
export function environmentNameProblem(name: string): string | undefined {
  if (name === "") return "has no name";
  if (name.includes("=")) return "holds =, which ends the name";
  return controlCharacter.test(name) ? "holds a control character" : undefined;
}

/** What `aws ecs execute-command` takes of the task's role. Source: AmazonECS developer guide, ecs-exec, "Using ECS Exec", "Permissions". */
export const EXEC_ACTIONS = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

/**
 * Names of containers that AWS adds to tasks: the proxy of Service Connect, and the agent of GuardDuty. Source: AmazonECS developer guide,
 * service-connect-concepts; GuardDuty user guide, how-runtime-monitoring-works-ecs-fargate.
 */
export const RESERVED_CONTAINER_NAMES = /^(?:ecs-service-connect-|aws-guardduty-agent)/;
