import { environmentNameProblem } from "../../aws/container.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { isOwnVariable } from "../../schema/own-variables.js";
import type { WrittenVariables } from "../variables.js";

/** Refuses names that no variable of a container can have, and those that every container gets from us. */
export function checkVariableNames(env: WrittenVariables, diagnostics: Diagnostics): void {
  for (const { key } of env?.values() ?? []) {
    const problem = environmentNameProblem(key.value);
    if (problem !== undefined) diagnostics.report("NK303", key.location, { name: key.value, problem });
    else if (isOwnVariable(key.value)) diagnostics.report("NK304", key.location, { name: key.value });
  }
}
