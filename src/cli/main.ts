import { parseCommandLine } from "./arguments.js";

/** The `nanokit-tf` command. Each command loads what it needs, and no more. */
async function main(words: readonly string[]): Promise<number> {
  const request = parseCommandLine(words);
  switch (request.command) {
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
    default: {
      const [{ guarded, runImages, runSynth, runValidate }, { processTerminal }] = await Promise.all([
        import("./commands.js"),
        import("./terminal.js"),
      ]);
      const terminal = processTerminal();
      const { env } = process;
      return guarded(() => {
        switch (request.command) {
          case "synth":
            return runSynth({ ...request, processVariables: env }, terminal);
          case "validate":
            return runValidate({ ...request, processVariables: env }, terminal);
          case "images":
            return runImages({ ...request, processVariables: env }, terminal);
        }
      }, terminal);
    }
  }
}

process.exitCode = await main(process.argv.slice(2));
