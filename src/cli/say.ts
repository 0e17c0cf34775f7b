import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { CannotRun } from "./cannot-run.js";
import type { Terminal } from "./terminal.js";

/** Nobody reads more of them, and wording a hundred thousand takes longer than finding them. */
const MOST_FINDINGS = 1000;

/** What a command tells that is asked about something else than the file: errors and warnings, and no notes, which `validate` has. */
export function withoutNotes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== "note");
}

/** Words findings for a person, on standard error; the errors alone when all else is to be left unsaid. */
export async function sayDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): Promise<void> {
  const said = terminal.quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  if (said.length === 0) return;
  const { renderText } = await import("../diagnostics/render-text.js");
  const { color, width } = terminal;
  terminal.err(renderText(said, { color, width, most: MOST_FINDINGS }));
}

/** Says what is good to know, on standard error. */
export function say(text: string, { err, quiet }: Terminal): void {
  if (!quiet) err(text);
}

/** Runs a command, and words what kept it from running. */
export async function guarded(run: () => Promise<number>, { err }: Terminal): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CannotRun) err(`${error.message}\n`);
    else err(`Internal error, please report it: ${error instanceof Error ? error.stack : String(error)}\n`);
    return 2;
  }
}
