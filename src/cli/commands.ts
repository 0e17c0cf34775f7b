import type { RunRequest } from "./arguments.js";
import type { Terminal } from "./terminal.js";
import type { CommandName, Usages } from "./usage/index.js";
import type { Input } from "./usage/usage.js";

/** The module of a command. Its exit code: 0 fine, 1 findings, 2 could not run. */
interface Command<N extends CommandName> {
  run(input: Input<Usages[N]>, terminal: Terminal): Promise<number>;
}

/** Each command is loaded when it is run, so that none pays for what another needs. */
const commands: { readonly [N in CommandName]: () => Promise<Command<N>> } = {
  synth: () => import("./commands/synth.js"),
  validate: () => import("./commands/validate.js"),
  images: () => import("./commands/images.js"),
};

/** Runs a command. Returns its exit code. */
export async function runCommand({ command, input }: RunRequest, terminal: Terminal): Promise<number> {
  const { run } = (await commands[command]()) as Command<CommandName>;
  return run({ ...input, env: process.env } as never, terminal);
}
