import { existsSync } from "node:fs";
import { join } from "node:path";
import { nameScope, stackId } from "../aws/names.js";
import type { Project } from "../model/project.js";
import { STACK_FILES, STACKS } from "./stack-files.js";

/**
 * Whether a project is new to whoever runs the command: some stack of it was not written yet. The output is the only memory that there is,
 * so a file is new on every machine where nobody commits that.
 */
export function isFirstRun({ environments }: Project, output: string): boolean {
  return environments.some((environment) => {
    const folder = join(output, STACKS, stackId(environment.project, nameScope(environment)));
    return !Object.values(STACK_FILES).some((name) => existsSync(join(folder, name)));
  });
}
