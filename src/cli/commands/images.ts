import type { Project } from "../../model/project.js";
import { imagesScript } from "../../report/images.js";
import { CannotRun } from "../cannot-run.js";
import { load, loadOptions } from "../load.js";
import { builtIn, type SaveOptions, saveImages } from "../saved-images.js";
import { say, sayDiagnostics } from "../say.js";
import { formIn } from "../stack-form.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/**
 * Prints how to build and push the images, or writes down which run. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run.
 */
export async function run(input: Input<Usages["images"]>, terminal: Terminal): Promise<number> {
  const { project, readable, source, diagnostics } = load(loadOptions(input));
  await sayDiagnostics(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const { tag, save, output, service } = input.options;
  refuseUnknown(service, project);
  const services = service.length > 0 ? service : undefined;
  if (project.environments.every((environment) => builtIn(environment).length === 0)) {
    say(`${source.path} has no service that is built.\n`, terminal);
  } else if (save && tag !== undefined) printSaved(project, { output, tag, ...(services && { services }) }, terminal);
  else terminal.out(imagesScript(project, { ...(tag !== undefined && { tag }), ...(services && { services }) }));
  return 0;
}

/** @throws CannotRun for a service or a sidecar that is built nowhere */
function refuseUnknown(services: readonly string[], { environments }: Project): void {
  const built = new Set(environments.flatMap(builtIn));
  const unknown = services.find((name) => !built.has(name));
  if (unknown === undefined) return;
  const owner = environments
    .flatMap(({ services: all }) => all.flatMap((one) => [one, ...(one.sidecars ?? [])]))
    .map(({ name, image }) => (name === unknown && image.kind === "variable" ? image.of : undefined))
    .find((of) => of !== undefined);
  if (owner !== undefined) throw new CannotRun(`\`${unknown}\` runs the image of \`${owner}\`: name that one.`);
  const known = built.size === 0 ? "" : `: ${[...built].sort().join(", ")}`;
  throw new CannotRun(`No service or sidecar \`${unknown}\` is built. Name one that is${known}.`);
}

function printSaved(project: Project, options: SaveOptions, terminal: Terminal): void {
  for (const { path, stack, change, replaced } of saveImages(project, options)) {
    terminal.out(`${change.padEnd(7)} ${options.output}/${path}\n`);
    if (formIn(options.output, stack) === "module") {
      say(`${stack} is a module and reads this file itself. A tag that the root passes wins over it.\n`, terminal);
    }
    for (const variable of replaced) say(`${variable} is no longer in it: it would win over the tag.\n`, terminal);
  }
}
