import { usage } from "./usage.js";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export const completion = usage({
  name: "completion",
  summary: "Print the script with which a shell completes this command",
  options: {},
  positionals: [{ name: "SHELL", choices: SHELLS }],
  about: [
    "Put the line of your shell, below, into the file that it reads when it starts: ~/.bashrc, ~/.zshrc (behind compinit) or ~/.config/fish/config.fish. Or write the script to a file where the shell looks for completions, and make it anew for each version of nanokit-tf.",
  ],
  examples: [
    'eval "$(nanokit-tf completion bash)"',
    'eval "$(nanokit-tf completion zsh)"',
    "nanokit-tf completion fish | source",
  ],
});
