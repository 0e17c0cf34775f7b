import { type Diagnostic, withoutFix } from "../../diagnostics/diagnostic.js";
import type { Project } from "../../model/project.js";
import { tellFindings } from "../findings.js";
import { hasErrors, type Loaded, load, loadOptions } from "../load.js";
import { say } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import { type Input, outputOption } from "../usage/usage.js";

/** Checks the file, and fixes it when asked to. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["validate"]>, terminal: Terminal): Promise<number> {
  const options = loadOptions(input);
  const { format, fix, notes } = input.options;
  const first = load(options);
  const { project, readable, source, diagnostics } = fix
    ? await afterFixes(first, () => load(options), terminal)
    : first;
  const told = notes || (project !== undefined && (await isNew(project, diagnostics)));
  await tellFindings(diagnostics, format, input.env, terminal, told ? "told" : "counted");
  if (project && format === "text") {
    const names = project.environments.map(({ name }) => name).join(", ");
    say(`${source.path} is valid: ${project.name} (${names})\n`, terminal);
  }
  return hasErrors(diagnostics) ? (readable ? 1 : 2) : 0;
}

/** Whether notes are still news. Where the output is looked for is loaded for files that have some. */
async function isNew(project: Project, diagnostics: readonly Diagnostic[]): Promise<boolean> {
  if (!diagnostics.some(({ severity }) => severity === "note")) return false;
  const { isFirstRun } = await import("../first-run.js");
  return isFirstRun(project, outputOption.output.default);
}

/** What is left when all that can be fixed is. Nothing of it is offered again: it was tried. */
async function afterFixes(before: Loaded, reload: () => Loaded, terminal: Terminal): Promise<Loaded> {
  if (!before.diagnostics.some(({ fix }) => fix)) return before;
  const { fixFile } = await import("../fix-file.js");
  const after = fixFile(before, terminal) ? reload() : before;
  return { ...after, diagnostics: after.diagnostics.map(withoutFix) };
}
