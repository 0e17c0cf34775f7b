import { nameScope, stackId } from "../aws/names.js";
import { isModuleHcl } from "../hcl/header.js";
import type { Project } from "../model/project.js";
import { objectAt } from "../stack/json.js";
import { parsedObject } from "./manifest.js";
import { isVersions, type StackText, stackTexts } from "./stack-files.js";

/** What a stack is to Terraform: a root, which is applied where it lies, or a module, which a root of the user's calls. */
export type StackForm = "root" | "module";

/** The form of a stack as it lies in the output; undefined where it is not there yet. */
export function formIn(output: string, stack: string): StackForm | undefined {
  return formOf(stackTexts(output, stack));
}

/** The form that the files of a stack say they have; a root where nobody can tell. Undefined where none describes it. */
export function formOf(texts: readonly StackText[]): StackForm | undefined {
  const descriptions = texts.filter((text) => !isVersions(text));
  if (descriptions.length === 0) return undefined;
  return descriptions.some(isModule) ? "module" : "root";
}

function isModule({ path, text }: StackText): boolean {
  if (!path.endsWith(".json")) return isModuleHcl(text);
  // Whole files are read only where there is something to find.
  if (!/"form"\s*:\s*"module"/.test(text)) return false;
  return objectAt(objectAt(parsedObject(text) ?? {}, "//"), "metadata").form === "module";
}

/**
 * The project with each of its stacks in a form. A module has no backend: where a file names one nevertheless, it is refused before anything
 * is made of it.
 */
export function inForms(project: Project, formOf: (stack: string) => StackForm): Project {
  const environments = project.environments.map((environment) => {
    if (formOf(stackId(environment.project, nameScope(environment))) === "root") return environment;
    const { backend: _, ...rest } = environment;
    return { ...rest, module: true as const };
  });
  return { ...project, environments };
}
