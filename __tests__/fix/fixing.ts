import { type CompileOptions, compile } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { applyFixes, type Fixed } from "../../src/fix/apply.js";

/** Fixes a text as `validate --fix` would. */
export function fixing(text: string, options: CompileOptions = {}): Fixed {
  return applyFixes(text, [(one) => compile({ path: "nanokit.yml", text: one }, options)]);
}

/** What is found in a text. */
export function findings(text: string, options: CompileOptions = {}): readonly Diagnostic[] {
  return compile({ path: "nanokit.yml", text }, options).diagnostics;
}

/** What a text means: its project without positions. */
export function meaning(text: string, options: CompileOptions = {}): string {
  const { project } = compile({ path: "nanokit.yml", text }, options);
  if (!project) throw new Error("the text has errors");
  return JSON.stringify(project, (key, value: unknown) => (key === "source" ? undefined : value));
}
