import { secretsScript } from "../../report/secrets.js";
import { load, loadOptions } from "../load.js";
import { say, sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Prints how to make what services read. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["secrets"]>, terminal: Terminal): Promise<number> {
  const { project, readable, source, diagnostics } = load(loadOptions(input));
  await sayDiagnostics(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const script = secretsScript(project);
  if (script === "") say(`Nothing in ${source.path} reads a secret.\n`, terminal);
  else terminal.out(script);
  return 0;
}
