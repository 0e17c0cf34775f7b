import { join } from "node:path";
import { builtImages } from "../aws/built-images.js";
import { nameScope, stackId } from "../aws/names.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import { stableJson } from "../lower/stable-json.js";
import type { Environment, Project } from "../model/project.js";
import type { JsonObject } from "../stack/json.js";
import { CannotRun } from "./cannot-run.js";
import { type Published, publish } from "./files/publish.js";
import { readIfThere } from "./files/read.js";
import { parsedObject } from "./manifest.js";
import { SAVED_IMAGES, STACK_FILES, STACKS } from "./stack-files.js";

/** What {@link saveImages} is told. */
export interface SaveOptions {
  /** Folder of the output. */
  readonly output: string;
  readonly tag: string;
  /** Services and sidecars whose tag it is. @default all that are built */
  readonly services?: readonly string[];
}

/** A file that was written, and the references in it that the tag took the place of. */
export interface SavedImages extends Published {
  readonly stack: string;
  readonly replaced: readonly string[];
}

/**
 * Writes down the tag of built images beside the stacks of a project. What else stands there stays, but a whole reference of such a
 * service, which would win over its tag.
 *
 * @throws CannotRun where a stack is not there yet, or its file cannot be read
 */
export function saveImages(project: Project, options: SaveOptions): readonly SavedImages[] {
  const files = project.environments.flatMap((environment) => {
    const services = builtIn(environment).filter((name) => options.services?.includes(name) ?? true);
    return services.length === 0 ? [] : [savedFile(environment, services, options)];
  });
  const published = publish(options.output, files);
  return published.flatMap((one, index) => {
    const { replaced = [], stack = "" } = files[index] ?? {};
    return [{ ...one, replaced, stack }];
  });
}

/** The services and sidecars of an environment whose image is built, and named by a variable. */
export function builtIn({ services }: Environment): readonly string[] {
  return builtImages(services).map(({ name }) => name);
}

function savedFile(environment: Environment, services: readonly string[], { output, tag }: SaveOptions) {
  const stack = stackId(environment.project, nameScope(environment));
  const folder = `${STACKS}/${stack}`;
  const isThere = Object.values(STACK_FILES).some((file) => readIfThere(join(output, folder, file)) !== undefined);
  if (!isThere) throw new CannotRun(`${output}/${folder} holds no stack yet. Run \`nanokit-tf synth\` first.`);
  const path = `${folder}/${SAVED_IMAGES}`;
  const before = savedIn(output, path) ?? {};
  const replaced = services.map((service) => `${service}_image`).filter((variable) => Object.hasOwn(before, variable));
  const kept = Object.entries(before).filter(([variable]) => !replaced.includes(variable));
  const tags = services.map((service) => [`${service}_image_tag`, tag] as const);
  return { path, text: stableJson(Object.fromEntries([...kept, ...tags])), replaced, stack };
}

/** What stands in a file of saved images; undefined where there is none. @throws CannotRun for what is no JSON object */
function savedIn(output: string, path: string): JsonObject | undefined {
  const text = readIfThere(join(output, path));
  if (text === undefined) return undefined;
  const saved = parsedObject(text);
  if (saved === undefined)
    throw new CannotRun(`${output}/${path} is no JSON object, and Terraform cannot read it either.`);
  return saved;
}

/** Notes saved images of what is not built any more: Terraform warns of them in each plan. */
export function noteSavedImages(
  output: string,
  { environments }: Project,
  source: SourceFile,
  diagnostics: Diagnostics,
): void {
  for (const environment of environments) {
    const path = `${STACKS}/${stackId(environment.project, nameScope(environment))}/${SAVED_IMAGES}`;
    const saved = parsedObject(readIfThere(join(output, path)) ?? "") ?? {};
    const asked = new Set(builtIn(environment).flatMap((service) => [`${service}_image_tag`, `${service}_image`]));
    for (const variable of Object.keys(saved)) {
      if (!/_image(?:_tag)?$/.test(variable) || asked.has(variable)) continue;
      diagnostics.report("NK607", { file: source, start: 0, end: 0 }, { path: `${output}/${path}`, variable });
    }
  }
}
