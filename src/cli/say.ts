import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { bySeverity } from "../diagnostics/severity.js";
import { CannotRun } from "./cannot-run.js";
import type { Terminal } from "./terminal.js";

/** Nobody reads more of them, and wording a hundred thousand takes longer than finding them. */
const MOST_FINDINGS = 1000;

/** How findings are said. */
export interface Saying {
  /**
   * What becomes of notes: they are told, or counted. Without it, warnings are left out too: the command is asked about something else
   * than the file, which `validate` and `synth` have told of.
   * @default errors alone
   */
  readonly notes?: "told" | "counted";
  /** Rows of the screen that there are for them. @default any number */
  readonly rows?: number | undefined;
}

/** Words findings for a person, on standard error, the worst first. With `--quiet` these are the errors alone. */
export async function sayDiagnostics(
  diagnostics: readonly Diagnostic[],
  terminal: Terminal,
  { notes, rows }: Saying = {},
): Promise<void> {
  const errorsAlone = terminal.quiet || notes === undefined;
  const said = bySeverity(errorsAlone ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics);
  if (said.length === 0) return;
  const { renderText } = await import("../diagnostics/render-text.js");
  const { color, width } = terminal;
  const how = { notes: notes === "counted" ? "counted" : "together", ...(rows !== undefined && { rows }) } as const;
  terminal.err(renderText(said, { color, width, most: MOST_FINDINGS, ...how }));
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
