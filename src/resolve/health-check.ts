import { healthCommandProblem } from "../aws/compute.js";
import { HEALTH_CHECK_SETTINGS } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type { HealthCheck, Mount } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import { wholeWithin } from "./durations.js";

type HealthCheckDocument = NonNullable<ServiceDocument["fields"]["healthCheck"]>["value"];

/** The times of a check and its retries, each with what ECS calls it. */
export const CHECK_NUMBERS = [
  ["interval", "interval"],
  ["timeout", "timeout"],
  ["retries", "retries"],
  ["start_period", "startPeriod"],
] as const;

/** The check of a container as ECS runs it; undefined where there is none. Numbers that ECS does not take are left out. */
export function resolveHealthCheck({ fields }: HealthCheckDocument, mounts: readonly Mount[]): HealthCheck | undefined {
  const command = testCommand(fields);
  if (!command || healthCommandProblem(command) !== undefined) return undefined;
  const written = CHECK_NUMBERS.flatMap(([key, name]) => {
    const value = fields[key] && wholeWithin(fields[key].value, HEALTH_CHECK_SETTINGS[name].form);
    return value === undefined ? [] : [[name, value] as const];
  });
  const writes = mounts.some(({ readOnly }) => !readOnly);
  const patience =
    writes && !fields.start_period ? { startPeriod: HEALTH_CHECK_SETTINGS.startPeriod.form.maximum } : {};
  return { command, ...patience, ...Object.fromEntries(written) };
}

/** A text runs in a shell, as in compose. Undefined for a check that is none. */
export function testCommand({ test, disable }: HealthCheckDocument["fields"]): readonly string[] | undefined {
  if (!test || disable?.value) return undefined;
  const { value } = test;
  if (typeof value === "string") return value.trim() === "NONE" ? undefined : ["CMD-SHELL", value];
  const words = value.map((word: Located<string>) => word.value);
  return words[0] === "NONE" ? undefined : words;
}
