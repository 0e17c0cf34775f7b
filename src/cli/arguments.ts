import { parseArgs } from "node:util";

export type Format = "text" | "json";

/** The commands that have a help of their own. */
export type Topic = "synth" | "validate" | "images";

/** What the command line asks for. */
export type Request =
  | { readonly command: "help"; readonly topic?: Topic }
  | { readonly command: "version" }
  | ({ readonly command: "synth"; readonly output: string } & Common)
  | ({ readonly command: "validate"; readonly format: Format } & Common)
  | ({ readonly command: "images"; readonly tag: string | undefined } & Common)
  /** The words make no sense; the message says why. */
  | { readonly command: "misused"; readonly message: string };

interface Common {
  readonly file: string | undefined;
  readonly envFile: string | undefined;
  readonly environments: readonly string[] | undefined;
}

const common = {
  file: { type: "string", short: "f" },
  env: { type: "string", short: "e", multiple: true },
  "env-file": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the words after the command's name. Pure: it neither prints nor exits. */
export function parseCommandLine(words: readonly string[]): Request {
  const [command, ...rest] = words;
  try {
    switch (command) {
      case undefined:
      case "help":
      case "-h":
      case "--help":
        return helpOn(rest[0]);
      case "-v":
      case "--version":
        return { command: "version" };
      case "synth":
        return parseSynth(rest);
      case "validate":
        return parseValidate(rest);
      case "images":
        return parseImages(rest);
      default:
        return { command: "misused", message: `There is no command \`${command}\`.` };
    }
  } catch (error) {
    // parseArgs throws for unknown options and missing values; its first sentence says what.
    return { command: "misused", message: (error as Error).message.split(". ")[0]?.concat(".") ?? "" };
  }
}

function helpOn(topic: string | undefined): Request {
  return topic === "synth" || topic === "validate" || topic === "images"
    ? { command: "help", topic }
    : { command: "help" };
}

function parseSynth(args: string[]): Request {
  const { values } = parseArgs({ args, options: { ...common, output: { type: "string", short: "o" } } });
  if (values.help) return { command: "help", topic: "synth" };
  return { command: "synth", output: values.output ?? "generated", ...chosen(values) };
}

function parseValidate(args: string[]): Request {
  const { values } = parseArgs({ args, options: { ...common, format: { type: "string" } } });
  if (values.help) return { command: "help", topic: "validate" };
  const format = values.format ?? "text";
  if (format !== "text" && format !== "json") {
    return { command: "misused", message: `There is no format \`${format}\`; there are text and json.` };
  }
  return { command: "validate", format, ...chosen(values) };
}

/** Source: github.com/distribution/reference, regexp.go, tag. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

function parseImages(args: string[]): Request {
  const { values } = parseArgs({ args, options: { ...common, tag: { type: "string", short: "t" } } });
  if (values.help) return { command: "help", topic: "images" };
  if (values.tag !== undefined && !TAG.test(values.tag)) {
    const message = `\`${values.tag}\` is not a tag: letters, digits and _.-, at most 128, and it begins with none of .-`;
    return { command: "misused", message };
  }
  return { command: "images", tag: values.tag, ...chosen(values) };
}

function chosen(values: { file?: string; env?: string[]; "env-file"?: string }): Common {
  return { file: values.file, envFile: values["env-file"], environments: values.env };
}
