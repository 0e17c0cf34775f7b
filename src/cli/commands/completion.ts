import { bashCompletion } from "../completion/bash.js";
import { fishCompletion } from "../completion/fish.js";
import { completedCommands } from "../completion/words.js";
import { zshCompletion } from "../completion/zsh.js";
import { environmentNames } from "../environment-names.js";
import type { Terminal } from "../terminal.js";
import type { SHELLS } from "../usage/completion.js";
import type { Usages } from "../usage/index.js";
import { usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** Prints the script for a shell, or what the script asks for. */
export async function run({ options, positionals }: Input<Usages["completion"]>, terminal: Terminal): Promise<number> {
  if (options.environments) {
    for (const name of environmentNames(options.file ?? "nanokit.yml")) terminal.out(`${name}\n`);
    return 0;
  }
  const shell = positionals[0] as (typeof SHELLS)[number]; // the parser lets no other through
  terminal.out(scripts[shell](completedCommands(Object.values(usages))));
  return 0;
}
