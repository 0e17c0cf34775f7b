import { formatOption, notesOption } from "./format.js";
import { sourceOptions, usage } from "./usage.js";

/** Why `--hcl` and `--json` do not go together. */
export const TWO_SYNTAXES = "`--hcl` and `--json` cannot be used together: a stack has one format.";

export const synth = usage({
  name: "synth",
  summary: "Write the Terraform JSON of each environment to generated/",
  options: {
    ...sourceOptions,
    output: {
      short: "o",
      value: "DIR",
      default: "generated",
      about: "Folder to write to (default: generated)",
      completes: "folder",
    },
    ...formatOption,
    ...notesOption,
    hcl: { about: "Write HCL for reviewers, cdk.tf, in place of cdk.tf.json" },
    json: { about: "Write JSON again, after --hcl" },
    module: { about: "Write modules, without provider and backend, for a root of your own to call" },
    root: { about: "Write roots again, after --module" },
  },
  about: [
    "Each environment becomes DIR/stacks/<name>-<env>/cdk.tf.json. If the file has an error, nothing is written.",
    "With --hcl it becomes cdk.tf instead, which means the same to Terraform, grouped by subject and formatted like terraform fmt. The file in the other format is removed; the state and all other files stay. Later runs write HCL too, until --json.",
    "With --module each environment becomes a module, and stays one in later runs, until --root makes it a root again. If the stack was applied before, the command says what has to be done.",
  ],
  examples: [
    "nanokit-tf synth",
    "nanokit-tf synth -e production -o out",
    "nanokit-tf synth --hcl",
    "nanokit-tf synth -e production --module",
    "terraform -chdir=generated/stacks/shop-stage init",
  ],
  refuse: ({ options: { module, root, hcl, json } }) => {
    if (hcl && json) return TWO_SYNTAXES;
    return module && root ? "`--module` and `--root` cannot be used together: a stack is one of the two." : undefined;
  },
});
