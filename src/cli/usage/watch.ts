import { notesOption } from "./format.js";
import { synth, TWO_SYNTAXES } from "./synth.js";
import { sourceOptions, usage } from "./usage.js";

export const watch = usage({
  name: "watch",
  summary: "Check the file and write the stacks again whenever it changes",
  options: {
    ...sourceOptions,
    output: synth.options.output,
    hcl: synth.options.hcl,
    json: synth.options.json,
    ...notesOption,
    "no-synth": { about: "Only check the file, write nothing" },
  },
  about: [
    "Runs until Ctrl-C. When the file has an error, it reports it, keeps the last output and waits; when the error is fixed, it continues. It watches the file, the file with variables, and files that tell which runtime is used, for example package.json, also before they exist.",
    "Exit code: 0 when you end it.",
  ],
  examples: ["nanokit-tf watch", "nanokit-tf watch -e stage --no-synth", "nanokit-tf watch --hcl"],
  refuse: ({ options: { hcl, json, "no-synth": noSynth } }) => {
    if (hcl && json) return TWO_SYNTAXES;
    const given = hcl ? "--hcl" : json ? "--json" : undefined;
    return noSynth && given ? `\`--no-synth\` writes nothing, so \`${given}\` has no effect.` : undefined;
  },
});
