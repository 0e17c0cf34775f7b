import type { Construct } from "constructs";
import { nameScope, stackId } from "../aws/names.js";
import type { Project } from "../model/project.js";
import { NanokitStack } from "./stack.js";

/** Adds a stack for each environment of the project to an app. */
export function lower(app: Construct, project: Project): readonly NanokitStack[] {
  return project.environments.map(
    (environment) => new NanokitStack(app, stackId(environment.project, nameScope(environment)), { environment }),
  );
}
