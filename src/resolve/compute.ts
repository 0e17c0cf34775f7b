import { EPHEMERAL_STORAGE_GIB, healthCommandProblem, wholeGib } from "../aws/compute.js";
import { parseMemory } from "../aws/quantity.js";
import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS, LOG_GROUP_SETTINGS } from "../aws/settings.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Located } from "../diagnostics/source.js";
import type { Compute, HealthCheck } from "../model/project.js";
import type { AwsSettingsDocument } from "../schema/aws-settings.js";
import { writtenSettings } from "./settings.js";

/** What a service asks of Fargate beyond its size, under `aws`; undefined when it asks for nothing. */
export function resolveCompute(
  settings: Located<AwsSettingsDocument> | undefined,
  diagnostics: Diagnostics,
): Compute | undefined {
  const fields = settings?.value.fields ?? {};
  const { architecture, spot, ephemeralStorage, healthCheck, exec } = fields;
  const disk = ephemeralStorage && resolveDisk(ephemeralStorage, diagnostics);
  const check = healthCheck && resolveHealthCheck(healthCheck.value, diagnostics);
  const compute = {
    ...(architecture ? { architecture: architecture.value } : {}),
    ...(spot ? { spot: spot.value } : {}),
    ...(disk === undefined ? {} : { ephemeralStorage: disk }),
    ...(check ? { healthCheck: check } : {}),
    ...(exec ? { exec: exec.value } : {}),
    ...writtenSettings({ ...CONTAINER_SETTINGS, ...LOG_GROUP_SETTINGS }, fields),
  };
  return Object.keys(compute).length === 0 ? undefined : compute;
}

function resolveDisk({ value, location }: Located<number | string>, diagnostics: Diagnostics): number | undefined {
  if (typeof value === "number") return value;
  const { minimum, maximum } = EPHEMERAL_STORAGE_GIB;
  const gib = wholeGib(parseMemory(value));
  if (gib !== undefined && gib >= minimum && gib <= maximum) return gib;
  diagnostics.report("NK375", location, { found: value, minimum, maximum });
  return undefined;
}

type HealthCheckDocument = NonNullable<AwsSettingsDocument["fields"]["healthCheck"]>["value"];

function resolveHealthCheck({ fields }: HealthCheckDocument, diagnostics: Diagnostics): HealthCheck | undefined {
  const { command: written } = fields;
  if (!written) return undefined;
  const { value, location } = written;
  const command = typeof value === "string" ? ["CMD-SHELL", value] : value.map((word) => word.value);
  const problem = healthCommandProblem(command);
  if (problem !== undefined) {
    if (typeof value === "string") diagnostics.report("NK373", location, { key: "command" });
    else diagnostics.report("NK376", location, { problem });
    return undefined;
  }
  return { command, ...writtenSettings(HEALTH_CHECK_SETTINGS, fields) };
}
