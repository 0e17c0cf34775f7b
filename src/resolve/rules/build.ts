import { posix } from "node:path";
import type { Build } from "../../model/project.js";
import type { ServiceDocument, SidecarDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { type BuildFields, buildSettings, isArgumentName, pathProblem } from "../build.js";
import type { Context } from "../context.js";

/**
 * Refuses paths that leave the project, names that no Dockerfile can refer to, and a Dockerfile that is not there. `build` is what was
 * made of it, undefined where a path is wrong.
 */
export function checkBuild(
  entry: Entry<ServiceDocument | SidecarDocument>,
  build: Build | undefined,
  context: Context,
): void {
  const { diagnostics } = context;
  const settings = buildSettings(entry.value.value.fields, context.exists);
  for (const path of [settings.context, settings.dockerfile]) {
    const problem = path && pathProblem(path.value);
    if (path && problem !== undefined) diagnostics.report("NK370", path.location, { path: path.value, problem });
  }
  for (const { key } of settings.arguments?.values() ?? []) {
    if (!isArgumentName(key.value)) diagnostics.report("NK371", key.location, { name: key.value });
  }
  if (build) checkDockerfile(entry, build, context);
}

function checkDockerfile(
  { key, value }: Entry<ServiceDocument | SidecarDocument>,
  build: Build,
  { exists, diagnostics }: Context,
): void {
  const { dockerfile, context } = build;
  if (exists === undefined || exists(dockerfile)) return;
  const fields: BuildFields = value.value.fields;
  const { dockerfile: written } = buildSettings(fields, exists);
  const { location } = written ?? fields.build ?? fields.path ?? fields.runtime ?? key;
  // In compose, the Dockerfile's path goes from the context.
  const fromContext = written && posix.join(context, dockerfile);
  const instead = fromContext !== undefined && exists(fromContext) ? fromContext : undefined;
  diagnostics.report("NK372", location, { service: key.value, dockerfile, instead });
}
