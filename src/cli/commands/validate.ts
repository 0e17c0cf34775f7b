import { hasErrors, load, loadOptions } from "../load.js";
import { say, sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Checks the file. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["validate"]>, terminal: Terminal): Promise<number> {
  const { project, readable, source, diagnostics } = load(loadOptions(input));
  if (input.options.format === "json") {
    const { renderJson } = await import("../../diagnostics/render-json.js");
    terminal.out(renderJson(diagnostics));
  } else {
    await sayDiagnostics(diagnostics, terminal);
    if (project) {
      const names = project.environments.map(({ name }) => name).join(", ");
      say(`${source.path} is valid: ${project.name} (${names})\n`, terminal);
    }
  }
  return hasErrors(diagnostics) ? (readable ? 1 : 2) : 0;
}
