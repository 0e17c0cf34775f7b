import { type Format, tellFindings } from "../findings.js";
import { loadOptions } from "../load.js";
import { say } from "../say.js";
import { type SynthOptions, synth } from "../synth.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Writes the stacks, and says which. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export function run(input: Input<Usages["synth"]>, terminal: Terminal): Promise<number> {
  const { output, hcl, format } = input.options;
  return runSynth({ ...loadOptions(input), output, hcl }, terminal, format);
}

/** The same, for whoever has no command line to read. */
export async function runSynth(options: SynthOptions, terminal: Terminal, format: Format = "text"): Promise<number> {
  const { diagnostics, exitCode, published } = await synth(options);
  await tellFindings(diagnostics, format, options.processVariables, terminal);
  // Standard output is for one thing: the findings, when a program is to read them.
  const list = (line: string) => (format === "text" ? terminal.out(line) : say(line, terminal));
  for (const { path, change } of published) {
    if (/\.tf(?:\.json)?$/.test(path)) list(`${change.padEnd(7)} ${options.output}/${path}\n`);
  }
  return exitCode;
}
