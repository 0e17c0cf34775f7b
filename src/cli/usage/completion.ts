import { usage } from "./usage.js";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export const completion = usage({
  name: "completion",
  summary: "Print the script for completion in your shell",
  options: {},
  positionals: [{ name: "SHELL", choices: SHELLS }],
  about: [
    "Put the line of your shell, below, into the file that it reads when it starts: ~/.bashrc, ~/.zshrc (behind compinit) or ~/.config/fish/config.fish. Or write the script to a file where the shell looks for completions, and make it again for each new version of nanokit-tf.",
  ],
  examples: [
    'eval "$(nanokit-tf completion bash)"',
    'eval "$(nanokit-tf completion zsh)"',
    "nanokit-tf completion fish | source",
  ],
});
