import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Format } from "./arguments.js";
import { CannotRun, hasErrors, type LoadOptions, load } from "./load.js";
import { type SynthOptions, synth } from "./synth.js";

/** Where a command writes, and how. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** What is said to a person. */
  err(text: string): void;
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Checks the file. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function runValidate(
  options: LoadOptions & { readonly format: Format },
  terminal: Terminal,
): Promise<number> {
  const { project, readable, source, diagnostics } = load(options);
  if (options.format === "json") {
    const { renderJson } = await import("../diagnostics/render-json.js");
    terminal.out(renderJson(diagnostics));
  } else {
    await print(diagnostics, terminal);
    if (project) {
      const names = project.environments.map(({ name }) => name).join(", ");
      terminal.err(`${source.path} is valid: ${project.name} (${names})\n`);
    }
  }
  return hasErrors(diagnostics) ? (readable ? 1 : 2) : 0;
}

/** Writes the stacks, and says which. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function runSynth(options: SynthOptions, terminal: Terminal): Promise<number> {
  const { diagnostics, exitCode, published } = await synth(options);
  await print(diagnostics, terminal);
  for (const { path, change } of published) {
    if (path.endsWith(".tf.json")) terminal.out(`${change.padEnd(7)} ${options.output}/${path}\n`);
  }
  return exitCode;
}

/** Prints how to build and push the images. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function runImages(
  { tag, ...options }: LoadOptions & { readonly tag: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const { project, readable, source, diagnostics } = load(options);
  await print(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const { imagesScript } = await import("../report/images.js");
  const script = imagesScript(project, tag === undefined ? {} : { tag });
  if (script === "") terminal.err(`${source.path} has no service that is built.\n`);
  terminal.out(script);
  return 0;
}

/** Runs a command, and words what kept it from running. */
export async function guarded(run: () => Promise<number>, terminal: Terminal): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CannotRun) terminal.err(`${error.message}\n`);
    else terminal.err(`Internal error, please report it: ${error instanceof Error ? error.stack : String(error)}\n`);
    return 2;
  }
}

async function print(diagnostics: readonly Diagnostic[], { err, color, width }: Terminal): Promise<void> {
  if (diagnostics.length === 0) return;
  const { renderText } = await import("../diagnostics/render-text.js");
  err(renderText(diagnostics, { color, width }));
}
