import { environmentNameProblem } from "../aws/container.js";
import type { EnvironmentVariable } from "../model/project.js";
import { isOwnVariable } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";

/** `env` of a service or a job, as it is written. */
export type WrittenVariables = ReadonlyMap<string, Entry<string>> | undefined;

/** The variables of a container that the file sets: those with a name that can be set and that is not one of ours. */
export function settableVariables(env: WrittenVariables): readonly EnvironmentVariable[] {
  return [...(env?.values() ?? [])]
    .filter(({ key }) => environmentNameProblem(key.value) === undefined && !isOwnVariable(key.value))
    .map(({ key, value }) => ({ name: key.value, value: value.value }));
}
