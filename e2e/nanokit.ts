import type { Lab } from "./lab.js";

const COMMAND_MS = 60_000;

/** Runs the command as users do, in a process of its own, from the sources. @throws Error with what it said */
export async function nanokit(
  { root, env, processes }: Pick<Lab, "root" | "env" | "processes">,
  args: readonly string[],
): Promise<string> {
  const { ok, stdout, log } = await processes.run(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], {
    cwd: root,
    env,
    timeoutMs: COMMAND_MS,
  });
  if (!ok) throw new Error(`nanokit-tf ${args.join(" ")}:\n${log}`);
  return stdout;
}
