import { synth } from "./synth.js";
import { sourceOptions, usage } from "./usage.js";

export const watch = usage({
  name: "watch",
  summary: "Check the file and write the stacks again whenever it changes",
  options: {
    ...sourceOptions,
    output: synth.options.output,
    hcl: synth.options.hcl,
    "no-synth": { about: "Check the file alone and write nothing" },
  },
  about: [
    "Stays until Ctrl-C. With an error in the file it says so, leaves what was written, and waits; when the error is mended it goes on. Watched are the file, the one with variables, and those whose presence tells a runtime, package.json for instance, whether they are there yet or not.",
    "Exit code: 0 when you end it.",
  ],
  examples: ["nanokit-tf watch", "nanokit-tf watch -e stage --no-synth", "nanokit-tf watch --hcl"],
  refuse: ({ options }) =>
    options["no-synth"] && options.hcl ? "`--no-synth` writes nothing, so `--hcl` says nothing." : undefined,
});
