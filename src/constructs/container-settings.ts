import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS, PROCESS_SETTINGS } from "../aws/settings.js";
import type { TerraformJson } from "./json-document.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import type { TerraformString } from "./terraform-string.js";

/** A check that ECS runs inside a container. Times are in seconds. */
export interface ContainerHealthCheck extends SettingProps<typeof HEALTH_CHECK_SETTINGS> {
  /** Begins with `CMD`, or with `CMD-SHELL` and one command for the container's shell. */
  readonly command: readonly TerraformString[];
}

/** A directory in the memory of a task. */
export interface ContainerTmpfs {
  readonly containerPath: TerraformString;
  readonly sizeInMib: number;
  /** As mount(8) has them. @default those of docker */
  readonly mountOptions?: readonly TerraformString[];
}

/** A setting of the kernel, `net.core.somaxconn`. */
export interface SystemControl {
  readonly namespace: TerraformString;
  readonly value: TerraformString;
}

/** A limit of Linux for the processes of a container; -1 is none. */
export interface ContainerUlimit {
  readonly name: TerraformString;
  readonly softLimit: number;
  readonly hardLimit: number;
}

/** Capabilities of Linux, by the names of the ECS API, without `CAP_` in front. */
export interface ContainerCapabilities {
  /** Fargate adds `SYS_PTRACE` alone. */
  readonly add: readonly TerraformString[];
  /** Of those that docker gives; `ALL` for all. */
  readonly drop: readonly TerraformString[];
}

/** What a container may say about how its program runs, and how it is watched and stopped. */
export interface ContainerSettings
  extends SettingProps<typeof CONTAINER_SETTINGS>,
    SettingProps<typeof PROCESS_SETTINGS> {
  /** @default none; that of the image does not count on ECS */
  readonly healthCheck?: ContainerHealthCheck;
  /** Whether process 1 is one that reaps what ECS Exec leaves behind. @default false */
  readonly initProcess?: boolean;
  /** @default none */
  readonly tmpfs?: readonly ContainerTmpfs[];
  /** @default those of Fargate */
  readonly ulimits?: readonly ContainerUlimit[];
  /** @default those that docker gives */
  readonly capabilities?: ContainerCapabilities;
  /** Settings of the kernel for the network of the task. @default those of Fargate */
  readonly systemControls?: readonly SystemControl[];
  /** Keys are constants of letters, digits, `.`, `_`, `-` and `/`. @default none */
  readonly dockerLabels?: Readonly<Record<string, TerraformString>>;
}

/** The settings as part of a container definition. */
export function containerSettings(settings: ContainerSettings): { readonly [key: string]: TerraformJson } {
  const { healthCheck, initProcess, tmpfs = [], ulimits = [], capabilities, dockerLabels } = settings;
  const linuxParameters = {
    // Both lists, as ECS hands back both: a definition with one of them would be replaced in each apply.
    ...(capabilities && { capabilities: { add: capabilities.add, drop: capabilities.drop } }),
    ...(initProcess && { initProcessEnabled: true }),
    ...(tmpfs.length > 0 && { tmpfs: tmpfs.map(tmpfsJson) }),
  };
  return {
    ...(healthCheck && { healthCheck: healthCheckJson(healthCheck) }),
    ...settingAttributes(CONTAINER_SETTINGS, settings),
    ...settingAttributes(PROCESS_SETTINGS, settings),
    ...(ulimits.length > 0 && {
      ulimits: ulimits.map(({ name, softLimit, hardLimit }) => ({ name, softLimit, hardLimit })),
    }),
    ...(dockerLabels && { dockerLabels }),
    ...(Object.keys(linuxParameters).length > 0 && { linuxParameters }),
  };
}

function tmpfsJson({ containerPath, sizeInMib, mountOptions = [] }: ContainerTmpfs): TerraformJson {
  return { containerPath, size: sizeInMib, ...(mountOptions.length > 0 && { mountOptions }) };
}

function healthCheckJson(check: ContainerHealthCheck): TerraformJson {
  return { command: check.command, ...settingAttributes(HEALTH_CHECK_SETTINGS, check) };
}
