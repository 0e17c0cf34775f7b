import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { nameScope, stackId } from "../aws/names.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Project } from "../model/project.js";
import { objectAt } from "../stack/json.js";
import { readStack } from "../stack/read.js";
import { readIfThere } from "./files/read.js";
import { OWN_FILES, STACKS } from "./stack-files.js";

/**
 * Reports files of the user's that name a backend beside a stack that names one: Terraform takes one only. Override files may, as they are
 * there to change what stands elsewhere; what cannot be read is Terraform's to refuse.
 */
export function reportOwnBackends(output: string, { environments }: Project, diagnostics: Diagnostics): void {
  for (const environment of environments) {
    const { project, backend } = environment;
    if (backend === undefined) continue;
    const stack = stackId(project, nameScope(environment));
    const folder = join(output, STACKS, stack);
    const path = ownTerraformFiles(folder).find((file) => namesBackend(join(folder, file)));
    if (path === undefined) continue;
    diagnostics.report("NK606", backend.source, { path: `${output}/${STACKS}/${stack}/${path}` });
  }
}

/** Files of the user's in the folder of a stack that Terraform reads; override files are there to change what stands elsewhere. */
export function ownTerraformFiles(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const own: ReadonlySet<string> = new Set(OWN_FILES);
  return readdirSync(folder)
    .sort()
    .filter((name) => /\.tf(?:\.json)?$/.test(name) && !/(?:^|_)override\.tf/.test(name) && !own.has(name));
}

function namesBackend(path: string): boolean {
  const reading = readStack([{ path, text: readIfThere(path) ?? "" }]);
  if (!reading.readable) return false;
  const terraform = objectAt(reading.stack.document, "terraform");
  return "backend" in terraform || "cloud" in terraform;
}
