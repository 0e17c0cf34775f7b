import { formatOption, notesOption } from "./format.js";
import { sourceOptions, usage } from "./usage.js";

/** Why `--hcl` and `--json` do not go together. */
export const TWO_SYNTAXES = "`--hcl` and `--json` are two ways to write one stack: give one of them.";

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
    json: { about: "Write JSON where HCL is" },
    module: { about: "Write modules without provider and backend, which a root of yours calls" },
    root: { about: "Write roots where modules are, which Terraform applies where they lie" },
  },
  about: [
    "Each environment becomes DIR/stacks/<name>-<env>/cdk.tf.json. With an error in the file nothing is written.",
    "With --hcl it becomes cdk.tf, which means the same to Terraform, grouped by subject and formatted like terraform fmt. The file of the other format is removed; state and all other files stay. It stays HCL in the runs to come, until --json.",
    "With --module each environment becomes a module, and stays one in the runs to come, until --root makes a root of it again. Either is told with what has to be done for a stack that was applied.",
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
    return module && root ? "`--module` and `--root` are two forms of one stack: give one of them." : undefined;
  },
});
