import { formatOption, notesOption } from "./format.js";
import { sourceOptions, usage } from "./usage.js";

export const validate = usage({
  name: "validate",
  summary: "Check the file, and fix it with --fix",
  options: {
    ...sourceOptions,
    ...formatOption,
    ...notesOption,
    fix: { about: "Correct what has one obvious fix, and write the file" },
  },
  about: [
    "Without --fix nothing is written.",
    "--fix corrects mistyped keys, names and choices, keys of other tools, a missing slash before a path, sizes that Fargate does not have, and more. It prints what it changed. Comments and layout stay. It makes no fix that would cause another error. The exit code depends on what is left.",
    "Errors come first, then warnings, then one line with their numbers. Notes are printed until the stacks are written to generated/, and with --notes.",
    "With json, sarif or github the findings go to standard output. github is for a step of GitHub Actions, which shows them at their lines; sarif is SARIF 2.1.0, for code scanning and editors.",
  ],
  examples: [
    "nanokit-tf validate",
    "nanokit-tf validate -e stage --format json",
    "nanokit-tf validate --format github",
    "nanokit-tf validate --format sarif > nanokit.sarif",
    "nanokit-tf validate --fix",
  ],
});
