import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** A check that ECS runs inside a container. Times are in seconds. */
export interface ContainerHealthCheck {
  /** Begins with `CMD`, or with `CMD-SHELL` and one command for the container's shell. */
  readonly command: readonly TerraformString[];
  /** From one check to the next, 5 to 300. @default 30 */
  readonly interval?: number;
  /** After which a check has failed, 2 to 60. @default 5 */
  readonly timeout?: number;
  /** Failures in a row that make the container unhealthy, 1 to 10. @default 3 */
  readonly retries?: number;
  /** After the start, in which failures do not count, 0 to 300. @default none */
  readonly startPeriod?: number;
}

/** What a container may say about how it is watched and stopped. */
export interface ContainerSettings {
  /** @default none; that of the image does not count on ECS */
  readonly healthCheck?: ContainerHealthCheck;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. @default 30 */
  readonly stopTimeout?: number;
  /** Whether process 1 is one that reaps what ECS Exec leaves behind. @default false */
  readonly initProcess?: boolean;
}

/** The settings as part of a container definition. Of a health check ECS hands back all but the start period. */
export function containerSettings({ healthCheck, stopTimeout, initProcess }: ContainerSettings): {
  readonly [key: string]: TerraformJson;
} {
  return {
    ...(healthCheck && { healthCheck: healthCheckJson(healthCheck) }),
    ...(stopTimeout !== undefined && { stopTimeout }),
    ...(initProcess && { linuxParameters: { initProcessEnabled: true } }),
  };
}

function healthCheckJson(check: ContainerHealthCheck): TerraformJson {
  return {
    command: check.command,
    interval: check.interval ?? 30,
    timeout: check.timeout ?? 5,
    retries: check.retries ?? 3,
    ...(check.startPeriod !== undefined && { startPeriod: check.startPeriod }),
  };
}

/** How a container waits for another to have succeeded, as part of its definition. */
export function startsAfter(containerName: TerraformString): { readonly [key: string]: TerraformJson } {
  return { dependsOn: [{ containerName, condition: literal("SUCCESS") }] };
}
