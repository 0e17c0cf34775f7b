import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS } from "../aws/settings.js";
import type { TerraformJson } from "./json-document.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** A check that ECS runs inside a container. Times are in seconds. */
export interface ContainerHealthCheck extends SettingProps<typeof HEALTH_CHECK_SETTINGS> {
  /** Begins with `CMD`, or with `CMD-SHELL` and one command for the container's shell. */
  readonly command: readonly TerraformString[];
}

/** What a container may say about how it is watched and stopped. */
export interface ContainerSettings extends SettingProps<typeof CONTAINER_SETTINGS> {
  /** @default none; that of the image does not count on ECS */
  readonly healthCheck?: ContainerHealthCheck;
  /** Whether process 1 is one that reaps what ECS Exec leaves behind. @default false */
  readonly initProcess?: boolean;
}

/** The settings as part of a container definition. */
export function containerSettings(settings: ContainerSettings): { readonly [key: string]: TerraformJson } {
  const { healthCheck, initProcess } = settings;
  return {
    ...(healthCheck && { healthCheck: healthCheckJson(healthCheck) }),
    ...settingAttributes(CONTAINER_SETTINGS, settings),
    ...(initProcess && { linuxParameters: { initProcessEnabled: true } }),
  };
}

function healthCheckJson(check: ContainerHealthCheck): TerraformJson {
  return { command: check.command, ...settingAttributes(HEALTH_CHECK_SETTINGS, check) };
}

/** How a container waits for another to have succeeded, as part of its definition. */
export function startsAfter(containerName: TerraformString): { readonly [key: string]: TerraformJson } {
  return { dependsOn: [{ containerName, condition: literal("SUCCESS") }] };
}
