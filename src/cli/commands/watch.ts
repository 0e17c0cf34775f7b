import { setTimeout as pause } from "node:timers/promises";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { FileWatch } from "../file-watch.js";
import { isFirstRun } from "../first-run.js";
import { hasErrors, type LoadOptions, load, loadOptions } from "../load.js";
import { guarded, say, sayDiagnostics } from "../say.js";
import { synth } from "../synth.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";
import { syntaxAsked } from "./synth.js";

/** Milliseconds before a change is looked into: what saves several files at once is done by then. */
const SETTLE_MS = 20;

/** Clears the screen and what was scrolled off it. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/** What became of the file, and what to say when all is well. */
interface Result {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether notes are still news. */
  readonly firstRun: boolean;
  readonly lines: readonly string[];
}

/** Checks the file and writes the stacks, now and whenever something changes, until it is interrupted. Returns 0. */
export async function run(input: Input<Usages["watch"]>, terminal: Terminal): Promise<number> {
  const interruption = interrupted();
  let changed = next();
  const watch = new FileWatch(() => changed.tell());
  say(`Watching ${input.options.file ?? "nanokit.yml"}. Ctrl-C ends.\n`, terminal);
  let failed = false;
  for (;;) {
    changed = next();
    const files = new Set<string>();
    const asked = (path: string) => {
      files.add(path);
      // Before it is looked at, so that no change is missed.
      watch.add(path);
    };
    failed = await round({ ...loadOptions(input), asked }, input, terminal, failed);
    watch.keep(files);
    await Promise.race([changed.told, interruption.told]);
    if (interruption.happened()) break;
    await pause(SETTLE_MS);
    if (terminal.showsResults) terminal.out(CLEAR);
  }
  watch.keep(new Set());
  return 0;
}

/** One look at everything. Whatever goes wrong is said, and nothing ends the watch. Returns whether something is wrong. */
async function round(
  options: LoadOptions,
  { options: asked }: Input<Usages["watch"]>,
  terminal: Terminal,
  failedBefore: boolean,
): Promise<boolean> {
  const code = await guarded(async () => {
    const { output, "no-synth": noSynth, notes } = asked;
    const { diagnostics, firstRun, lines } = noSynth
      ? validated(options, output)
      : await written({ ...options, output, syntax: syntaxAsked(asked) });
    const rows = rowsLeft(terminal, lines);
    await sayDiagnostics(diagnostics, terminal, { notes: notes || firstRun ? "told" : "counted", rows });
    if (hasErrors(diagnostics)) return 1;
    if (failedBefore) say("Fixed.\n", terminal);
    for (const line of lines) terminal.out(`${line}\n`);
    if (lines.length === 0) say("The output stays the same.\n", terminal);
    return 0;
  }, terminal);
  if (code !== 0) say("Waiting for a change.\n", terminal);
  return code !== 0;
}

/** Rows for the findings, so that the worst of them does not scroll away: without the lines that follow, another word, and the cursor's row. */
function rowsLeft({ height, showsResults }: Terminal, lines: readonly string[]): number | undefined {
  return showsResults && height !== undefined ? Math.max(1, height - Math.max(1, lines.length) - 2) : undefined;
}

function validated(options: LoadOptions, output: string): Result {
  const { project, source, diagnostics } = load(options);
  const names = project?.environments.map(({ name }) => name).join(", ");
  const firstRun = project !== undefined && isFirstRun(project, output);
  return { diagnostics, firstRun, lines: project ? [`${source.path} is valid: ${project.name} (${names})`] : [] };
}

async function written(options: Parameters<typeof synth>[0]): Promise<Result> {
  const { diagnostics, firstRun, published } = await synth(options);
  const stacks = published.filter(({ path, change }) => change !== "same" && /\.tf(?:\.json)?$/.test(path));
  return {
    diagnostics,
    firstRun,
    lines: stacks.map(({ path, change }) => `${change.padEnd(7)} ${options.output}/${path}`),
  };
}

/** Something that is told once. */
interface Once {
  readonly told: Promise<void>;
  tell(): void;
}

function next(): Once {
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}

/** Ctrl-C, being asked to end, or nobody left who reads; a round that is under way is finished first. Asked twice, the process ends at once. */
function interrupted(): { readonly told: Promise<void>; happened(): boolean } {
  let happened = false;
  const once = next();
  const end = () => {
    happened = true;
    once.tell();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  process.stdout.once("error", end);
  return { told: once.told, happened: () => happened };
}
