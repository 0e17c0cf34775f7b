import { outputOption, sourceOptions, usage } from "./usage.js";

export const check = usage({
  name: "check",
  summary: "Compare the committed output with what the file gives",
  options: {
    ...sourceOptions,
    ...outputOption,
    against: {
      value: "REV",
      about:
        "Compare with the output in a git revision: a branch, a tag, a commit (default: with the files as they are)",
    },
    format: {
      value: "FORMAT",
      choices: ["text", "markdown", "json"],
      default: "text",
      about: "text (default), markdown for a comment on a pull request, or json",
    },
  },
  about: [
    "Shows what the file would change in the output, by resource and attribute. Changes that lose data, interrupt a service or open access come first. It writes nothing and does not ask AWS: terraform plan decides.",
    "Exit code 0: no difference. 1: there is one, or the file has errors. 2: could not run.",
  ],
  examples: [
    "nanokit-tf check",
    "nanokit-tf check --against origin/main --format markdown",
    "nanokit-tf check -e production --format json",
  ],
  refuse: ({ options: { against } }) =>
    against !== undefined && (against === "" || against.startsWith("-"))
      ? `\`${against}\` is not a git revision.`
      : undefined,
});
