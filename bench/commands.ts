import path from "node:path";

/** A command whose whole process is timed. */
export interface Command {
  readonly name: string;
  readonly what: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** Where things are. */
export interface Places {
  /** The project: what is built, and the example. */
  readonly root: string;
  /** A folder for what commands write. */
  readonly scratch: string;
  readonly node: string;
  /** The script of cdktf-cli, if there is one. */
  readonly cdktfCli: string | undefined;
}

/** The commands of the bench, in the order in which each round runs them. */
export function commands({ root, scratch, node, cdktfCli }: Places): Command[] {
  const cli = path.join(root, "dist", "cli.cjs");
  const inProject = (name: string, what: string, ...args: string[]): Command => {
    return { name, what, file: node, args, cwd: root };
  };
  const ours = [
    inProject("node", "node -e 0 (the floor)", "-e", "0"),
    inProject("help", "node dist/cli.cjs --help", cli, "--help"),
    inProject("validate", "node dist/cli.cjs validate", cli, "validate"),
    inProject("synth", "node dist/cli.cjs synth", cli, "synth", "-o", path.join(scratch, "synth")),
    inProject("require cdktf", "node -e \"require('cdktf')\"", "-e", "require('cdktf')"),
    inProject("empty cdktf app", "an app with one empty stack", path.join(root, "bench", "empty-app.cjs"), scratch),
  ];
  if (cdktfCli === undefined) return ours;
  return [...ours, inProject("cdktf synth", "cdktf synth", cdktfCli, "synth", "-o", path.join(scratch, "cdktf-cli"))];
}
