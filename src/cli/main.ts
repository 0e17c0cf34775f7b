import { parseCommandLine } from "./arguments.js";

/** The `nanokit-tf` command. Each command loads what it needs, and no more. */
async function main(words: readonly string[]): Promise<number> {
  const request = parseCommandLine(words);
  switch (request.kind) {
    case "help": {
      const { helpText } = await import("./help.js");
      process.stdout.write(helpText(request.topic));
      return 0;
    }
    case "version": {
      const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
      process.stdout.write(`${manifest.version}\n`);
      return 0;
    }
    case "misused":
      process.stderr.write(`${request.message}\nRun \`nanokit-tf --help\` for what there is.\n`);
      return 2;
    case "run": {
      const [{ runCommand }, { guarded }, { processTerminal }] = await Promise.all([
        import("./commands.js"),
        import("./say.js"),
        import("./terminal.js"),
      ]);
      const terminal = processTerminal({ quiet: request.quiet });
      return guarded(() => runCommand(request, terminal), terminal);
    }
  }
}

process.exitCode = await main(process.argv.slice(2));
