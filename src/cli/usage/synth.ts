import { sourceOptions, usage } from "./usage.js";

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
  },
  about: [
    "Each environment becomes DIR/stacks/<name>-<env>/cdk.tf.json. With an error in the file nothing is written.",
  ],
  examples: [
    "nanokit-tf synth",
    "nanokit-tf synth -e production -o out",
    "terraform -chdir=generated/stacks/shop-stage init",
  ],
});
