import { dirname } from "node:path";
import { VERSIONS_FILE } from "../../hcl/settings.js";
import type { Published } from "../files/publish.js";
import { type Format, tellFindings } from "../findings.js";
import { loadOptions } from "../load.js";
import { say } from "../say.js";
import type { StackSyntax } from "../stack-files.js";
import { type SynthOptions, synth } from "../synth.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Writes the stacks, and says which. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export function run(input: Input<Usages["synth"]>, terminal: Terminal): Promise<number> {
  const { output, module, root, format, notes } = input.options;
  const form = module ? "module" : root ? "root" : undefined;
  const options: SynthOptions = { ...loadOptions(input), output, form, syntax: syntaxAsked(input.options) };
  return runSynth(options, terminal, { format, notes });
}

/** What options say of how stacks are written. */
export function syntaxAsked({ hcl, json }: { readonly hcl: boolean; readonly json: boolean }): StackSyntax | undefined {
  return hcl ? "hcl" : json ? "json" : undefined;
}

/** The same, for whoever has no command line to read. */
export async function runSynth(
  options: SynthOptions,
  terminal: Terminal,
  { format, notes }: { readonly format: Format; readonly notes: boolean } = { format: "text", notes: false },
): Promise<number> {
  const { diagnostics, exitCode, firstRun, published } = await synth(options);
  await tellFindings(diagnostics, format, options.processVariables, terminal, notes || firstRun ? "told" : "counted");
  // Standard output is for one thing: the findings, when a program is to read them.
  const list = (line: string) => (format === "text" ? terminal.out(line) : say(line, terminal));
  for (const { path, change } of published) {
    if (isListed(path, published)) list(`${change.padEnd(7)} ${options.output}/${path}\n`);
  }
  return exitCode;
}

/** A stack is one line, that of its description. What is beside it has one where it changes alone. */
function isListed(path: string, published: readonly Published[]): boolean {
  if (!path.endsWith(`/${VERSIONS_FILE}`)) return /\.tf(?:\.json)?$/.test(path);
  const inFolder = published.filter((one) => dirname(one.path) === dirname(path));
  const changes = inFolder.some(({ path: other, change }) => other === path && change !== "same");
  return changes && inFolder.every((one) => one.path === path || one.change === "same");
}
