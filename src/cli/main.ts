import { parseCommandLine } from "./arguments.js";
import { guardedStream } from "./guarded-stream.js";

/** The `nanokit-tf` command. Each command loads what it needs, and no more. */
async function main(words: readonly string[]): Promise<number> {
  const request = parseCommandLine(words);
  switch (request.kind) {
    case "help": {
      const { helpText } = await import("./help.js");
      guardedStream(process.stdout).write(helpText(request.topic));
      return 0;
    }
    case "version": {
      const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
      guardedStream(process.stdout).write(`${manifest.version}\n`);
      return 0;
    }
    case "misused": {
      const { message, command, unknown } = request;
      const likely = unknown && (await import("./likely-words.js")).likelyWord(unknown);
      const hint = likely === undefined ? "" : `${likely}\n`;
      const help = command === undefined ? "--help` to see all commands" : `${command} --help\` to see its options`;
      process.stderr.write(`${message}\n${hint}Run \`nanokit-tf ${help}.\n`);
      return 2;
    }
    case "run": {
      const { runCommand } = await import("./commands.js");
      return runCommand(request);
    }
  }
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
