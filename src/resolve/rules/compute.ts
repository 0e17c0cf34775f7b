import { EPHEMERAL_STORAGE_GIB, healthCommandProblem } from "../../aws/compute.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { ServiceDocument } from "../../schema/language.js";
import { diskSize, healthCommand } from "../compute.js";

/** Refuses disks that no task has, and health checks that ECS does not run. */
export function checkCompute({ aws }: ServiceDocument["fields"], diagnostics: Diagnostics): void {
  const { ephemeralStorage, healthCheck } = aws?.value.fields ?? {};
  if (ephemeralStorage && diskSize(ephemeralStorage.value) === undefined) {
    diagnostics.report("NK375", ephemeralStorage.location, {
      found: String(ephemeralStorage.value),
      ...EPHEMERAL_STORAGE_GIB,
    });
  }
  const command = healthCheck?.value.fields.command;
  if (!command) return;
  const problem = healthCommandProblem(healthCommand(command.value));
  if (problem === undefined) return;
  if (typeof command.value === "string") diagnostics.report("NK373", command.location, { key: "command" });
  else diagnostics.report("NK376", command.location, { problem });
}
