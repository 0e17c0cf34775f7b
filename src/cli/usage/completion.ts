import { sourceOptions, usage } from "./usage.js";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export const completion = usage({
  name: "completion",
  summary: "Print the script for completion in your shell",
  options: {
    environments: { about: "Print the environments of the file instead: the scripts ask for them" },
    file: sourceOptions.file,
  },
  positionals: [{ name: "SHELL", choices: SHELLS, optional: true }],
  about: [
    "Put the line of your shell, below, into the file that it reads when it starts: ~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish. Or write the script to a file where the shell looks for completions, and write it again for each new version of nanokit-tf.",
  ],
  examples: [
    'eval "$(nanokit-tf completion bash)"',
    'eval "$(nanokit-tf completion zsh)"',
    "nanokit-tf completion fish | source",
  ],
  refuse: ({ options: { environments, file }, positionals }) => {
    if (environments) return positionals.length > 0 ? "`--environments` takes no SHELL." : undefined;
    if (file !== undefined) return "`--file` is only for `--environments`.";
    return positionals.length === 0 ? "`completion` needs SHELL: bash, zsh or fish." : undefined;
  },
});
