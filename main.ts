import { runSynth } from "./src/cli/commands/synth.js";
import { guarded } from "./src/cli/say.js";
import { processTerminal } from "./src/cli/terminal.js";

/**
 * The CDKTF app that `cdktf synth` runs (see cdktf.json): compiles nanokit.yml, lowers each environment to a stack, and writes the
 * stacks to the folder that cdktf names. `nanokit-tf synth` does the same.
 *
 * NANOKIT_FILE  the file to read; nanokit.yml when not set
 * NANOKIT_ENV   environments, separated by commas; every one on AWS when not set
 */
const { NANOKIT_FILE, NANOKIT_ENV, CDKTF_OUTDIR } = process.env;
const terminal = processTerminal();

process.exitCode = await guarded(
  () =>
    runSynth(
      {
        file: NANOKIT_FILE || undefined,
        environments: NANOKIT_ENV?.split(",")
          .map((name) => name.trim())
          .filter(Boolean),
        output: CDKTF_OUTDIR || "generated",
        processVariables: process.env,
      },
      terminal,
    ),
  terminal,
);
