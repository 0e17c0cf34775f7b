import { withoutFix } from "../../diagnostics/diagnostic.js";
import { tellFindings } from "../findings.js";
import { hasErrors, type Loaded, load, loadOptions } from "../load.js";
import { say } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Checks the file, and fixes it when asked to. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["validate"]>, terminal: Terminal): Promise<number> {
  const options = loadOptions(input);
  const { format, fix } = input.options;
  const first = load(options);
  const { project, readable, source, diagnostics } = fix
    ? await afterFixes(first, () => load(options), terminal)
    : first;
  await tellFindings(diagnostics, format, input.env, terminal);
  if (project && format === "text") {
    const names = project.environments.map(({ name }) => name).join(", ");
    say(`${source.path} is valid: ${project.name} (${names})\n`, terminal);
  }
  return hasErrors(diagnostics) ? (readable ? 1 : 2) : 0;
}

/** What is left when all that can be fixed is. Nothing of it is offered again: it was tried. */
async function afterFixes(before: Loaded, reload: () => Loaded, terminal: Terminal): Promise<Loaded> {
  if (!before.diagnostics.some(({ fix }) => fix)) return before;
  const { fixFile } = await import("../fix-file.js");
  const after = fixFile(before, terminal) ? reload() : before;
  return { ...after, diagnostics: after.diagnostics.map(withoutFix) };
}
