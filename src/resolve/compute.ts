import { EPHEMERAL_STORAGE_GIB, healthCommandProblem, wholeGib } from "../aws/compute.js";
import { parseMemory } from "../aws/quantity.js";
import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS, LOG_GROUP_SETTINGS } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type { Compute, HealthCheck, Mount } from "../model/project.js";
import type { AwsSettingsDocument } from "../schema/aws-settings.js";
import type { ServiceDocument } from "../schema/language.js";
import { resolveHealthCheck } from "./health-check.js";
import { writtenSettings } from "./settings.js";

/** What a service asks of Fargate beyond its size, under `aws` and as its health check; undefined when it asks for nothing. */
export function resolveCompute(
  { aws, healthCheck: ofService, logging }: ServiceDocument["fields"],
  mounts: readonly Mount[],
): Compute | undefined {
  const fields = aws?.value.fields ?? {};
  const { architecture, spot, ephemeralStorage, healthCheck, exec } = fields;
  const retention = logging?.value.fields.retention;
  const disk = ephemeralStorage && diskSize(ephemeralStorage.value);
  const check = ofService
    ? resolveHealthCheck(ofService.value, mounts)
    : healthCheck && resolveAwsHealthCheck(healthCheck.value);
  const compute = {
    ...(architecture ? { architecture: architecture.value } : {}),
    ...(spot ? { spot: spot.value } : {}),
    ...(disk === undefined ? {} : { ephemeralStorage: disk }),
    ...(check ? { healthCheck: check } : {}),
    ...(exec ? { exec: exec.value } : {}),
    ...writtenSettings({ ...CONTAINER_SETTINGS, ...LOG_GROUP_SETTINGS }, fields),
    ...(retention && { logRetention: retention.value }),
  };
  return Object.keys(compute).length === 0 ? undefined : compute;
}

/** GiB of a task's disk: a number, or a text with a unit. Undefined for what no task has. */
export function diskSize(written: number | string): number | undefined {
  if (typeof written === "number") return written;
  const { minimum, maximum } = EPHEMERAL_STORAGE_GIB;
  const gib = wholeGib(parseMemory(written));
  return gib !== undefined && gib >= minimum && gib <= maximum ? gib : undefined;
}

type HealthCheckDocument = NonNullable<AwsSettingsDocument["fields"]["healthCheck"]>["value"];

function resolveAwsHealthCheck({ fields }: HealthCheckDocument): HealthCheck | undefined {
  const command = fields.command && healthCommand(fields.command.value);
  if (!command || healthCommandProblem(command) !== undefined) return undefined;
  return { command, ...writtenSettings(HEALTH_CHECK_SETTINGS, fields) };
}

/** A text runs in a shell, as in compose. */
export function healthCommand(written: string | readonly Located<string>[]): readonly string[] {
  return typeof written === "string" ? ["CMD-SHELL", written] : written.map(({ value }) => value);
}
