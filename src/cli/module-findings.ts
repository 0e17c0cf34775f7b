import { join } from "node:path";
import { nameScope, stackId } from "../aws/names.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import type { OutputFile } from "../lower/synth.js";
import type { Project } from "../model/project.js";
import { type JsonObject, listOf, objectAt } from "../stack/json.js";
import { madeStacks, readStack } from "../stack/read.js";
import { readIfThere } from "./files/read.js";
import { ownTerraformFiles } from "./own-backend.js";
import { STACKS } from "./stack-files.js";

/** Stacks that are to be modules, and where they lie. */
export interface Modules {
  readonly source: SourceFile;
  /** As the file gives it. */
  readonly loaded: Project;
  /** The same, with each stack in its form. */
  readonly project: Project;
  /** Folder of the output. */
  readonly output: string;
}

/** Reports what keeps stacks from being modules: a backend that the file names, and files beside them with what only a root may have. */
export function reportModules({ source, loaded, project, output }: Modules, diagnostics: Diagnostics): void {
  for (const { stack, backend } of modulesIn(loaded, project)) {
    if (backend) diagnostics.report("NK514", backend.source, { stack });
    const folder = `${STACKS}/${stack}`;
    for (const file of ownTerraformFiles(join(output, folder))) {
      const block = ofRoots(join(output, folder, file));
      const path = `${output}/${folder}/${file}`;
      if (block !== undefined) diagnostics.report("NK516", { file: source, start: 0, end: 0 }, { path, block });
    }
  }
}

function modulesIn(loaded: Project, { environments }: Project) {
  return loaded.environments.flatMap((environment, index) => {
    const { project, backend } = environment;
    return environments[index]?.module ? [{ stack: stackId(project, nameScope(environment)), backend }] : [];
  });
}

/** A block in a file that Terraform takes, or heeds, in a root alone. What cannot be read is Terraform's to refuse. */
function ofRoots(path: string): string | undefined {
  const reading = readStack([{ path, text: readIfThere(path) ?? "" }]);
  if (!reading.readable) return undefined;
  const { document } = reading.stack;
  const terraform = objectAt(document, "terraform");
  const inSettings = ["backend", "cloud"].find((name) => Object.hasOwn(terraform, name));
  return inSettings ?? ["provider", "import"].find((name) => Object.hasOwn(document, name));
}

/** Notes the providers that the callers of modules have to pass, beside the one that every module takes over. */
export function noteProviders(source: SourceFile, files: readonly OutputFile[], diagnostics: Diagnostics): void {
  for (const [stack, { document }] of madeStacks(files)) {
    const aliases = aliasesIn(document);
    if (aliases.length > 0) diagnostics.report("NK515", { file: source, start: 0, end: 0 }, { stack, aliases });
  }
}

function aliasesIn(document: JsonObject): readonly string[] {
  const aws = objectAt(objectAt(objectAt(document, "terraform"), "required_providers"), "aws");
  return listOf(aws.configuration_aliases).map(String);
}
