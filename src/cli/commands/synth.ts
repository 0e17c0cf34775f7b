import { loadOptions } from "../load.js";
import { sayDiagnostics } from "../say.js";
import { type SynthOptions, synth } from "../synth.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Writes the stacks, and says which. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export function run(input: Input<Usages["synth"]>, terminal: Terminal): Promise<number> {
  return runSynth({ ...loadOptions(input), output: input.options.output }, terminal);
}

/** The same, for whoever has no command line to read. */
export async function runSynth(options: SynthOptions, terminal: Terminal): Promise<number> {
  const { diagnostics, exitCode, published } = await synth(options);
  await sayDiagnostics(diagnostics, terminal);
  for (const { path, change } of published) {
    if (path.endsWith(".tf.json")) terminal.out(`${change.padEnd(7)} ${options.output}/${path}\n`);
  }
  return exitCode;
}
