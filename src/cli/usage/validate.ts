import { sourceOptions, usage } from "./usage.js";

export const validate = usage({
  name: "validate",
  summary: "Check the file and write nothing",
  options: {
    ...sourceOptions,
    format: {
      value: "FORMAT",
      choices: ["text", "json"],
      default: "text",
      about: "text, to standard error (default), or json, to standard output",
    },
  },
  about: [],
  examples: ["nanokit-tf validate", "nanokit-tf validate -e stage --format json"],
});
