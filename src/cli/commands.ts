import type { RunRequest } from "./arguments.js";
import { guarded } from "./say.js";
import { processTerminal, type Terminal } from "./terminal.js";
import type { CommandName, Usages } from "./usage/index.js";
import type { Input } from "./usage/usage.js";

/** The module of a command. Its exit code: 0 fine, 1 findings, 2 could not run. */
interface Command<N extends CommandName> {
  run(input: Input<Usages[N]>, terminal: Terminal): Promise<number>;
}

/** Each command is loaded when it is run, so that none pays for what another needs. */
const commands: { readonly [N in CommandName]: () => Promise<Command<N>> } = {
  init: () => import("./commands/init.js"),
  synth: () => import("./commands/synth.js"),
  schema: () => import("./commands/schema.js"),
  validate: () => import("./commands/validate.js"),
  watch: () => import("./commands/watch.js"),
  check: () => import("./commands/check.js"),
  explain: () => import("./commands/explain.js"),
  images: () => import("./commands/images.js"),
  secrets: () => import("./commands/secrets.js"),
  adopt: () => import("./commands/adopt.js"),
  iam: () => import("./commands/iam.js"),
  graph: () => import("./commands/graph.js"),
  completion: () => import("./commands/completion.js"),
};

/** Runs a command. Returns its exit code. */
export function runCommand({ command, quiet, input }: RunRequest): Promise<number> {
  const terminal = processTerminal({ quiet });
  return guarded(async () => {
    const { run } = (await commands[command]()) as Command<CommandName>;
    return run({ ...input, env: process.env } as never, terminal);
  }, terminal);
}
