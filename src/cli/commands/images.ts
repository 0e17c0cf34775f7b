import { imagesScript } from "../../report/images.js";
import { load, loadOptions } from "../load.js";
import { say, sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Prints how to build and push the images. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["images"]>, terminal: Terminal): Promise<number> {
  const { project, readable, source, diagnostics } = load(loadOptions(input));
  await sayDiagnostics(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const { tag } = input.options;
  const script = imagesScript(project, tag === undefined ? {} : { tag });
  if (script === "") say(`${source.path} has no service that is built.\n`, terminal);
  terminal.out(script);
  return 0;
}
