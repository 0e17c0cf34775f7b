import { filled } from "../diagnostics/lists.js";
import { type CommandName, usages } from "./usage/index.js";
import { type CommandUsage, commonOptions, type OptionUsage, type PositionalUsage } from "./usage/usage.js";

/** Columns that a line of the help has at most. */
const WIDTH = 80;

/** The help of the program, or of one command. Lines fit 80 columns. */
export function helpText(topic?: CommandName): string {
  return topic === undefined ? overview() : commandHelp(usages[topic]);
}

function overview(): string {
  const commands = Object.values(usages).map(({ name, summary }) => ({ left: name, right: summary }));
  return sections([
    ["nanokit-tf - Terraform JSON from nanokit.yml: Fargate services with data on EFS"],
    ["Usage", "  nanokit-tf <command> [options]"],
    ["Commands", ...table(commands)],
    [
      "Options",
      ...table([
        { left: "-h, --help", right: "Show this, or the help of a command" },
        { left: "-v, --version", right: "Show the version" },
        { left: "-q, --quiet", right: "Behind a command: say nothing but errors" },
      ]),
    ],
    [
      "Exit codes",
      ...table([
        { left: "0", right: "fine" },
        { left: "1", right: "the file has errors, or check found a difference" },
        { left: "2", right: "the command could not run" },
      ]),
    ],
    ["Examples", "  nanokit-tf validate", "  nanokit-tf help synth"],
  ]);
}

function commandHelp(usage: CommandUsage): string {
  const { name, summary, about, examples } = usage;
  const options = Object.entries({ ...usage.options, ...commonOptions });
  return sections([
    filled(`nanokit-tf ${name} - ${lowerFirst(summary)}`, WIDTH),
    ["Usage", ...usageLines(usage)],
    [
      "Options",
      ...table(options.map(([long, option]) => ({ left: optionText(long, option, "    "), right: option.about }))),
    ],
    ...about.map((paragraph) => filled(paragraph, WIDTH)),
    ["Examples", ...examples.map((example) => `  ${example}`)],
  ]);
}

/** `Write` to `write`; what is not a word of small letters, `IAM` for instance, stays. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function usageLines({ name, options, positionals = [] }: CommandUsage): readonly string[] {
  const start = `  nanokit-tf ${name}`;
  const words = [...positionals.map(positionalText), ...Object.entries(options).map(optionInUsage)];
  const lines = [start];
  for (const word of words) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length <= WIDTH) lines[lines.length - 1] = line;
    else lines.push(`${" ".repeat(start.length)} ${word}`);
  }
  return lines;
}

function positionalText({ name, optional, choices }: PositionalUsage): string {
  const text = choices ? choices.join("|") : name;
  return optional ? `[${text}]` : choices ? `(${text})` : text;
}

function optionInUsage([long, { short, value, choices, multiple }]: readonly [string, OptionUsage]): string {
  const name = short === undefined ? `--${long}` : `-${short}`;
  const what = value === undefined ? "" : ` ${choices ? choices.join("|") : value}`;
  return `[${name}${what}]${multiple ? "..." : ""}`;
}

function optionText(long: string, { short, value }: OptionUsage, withoutShort: string): string {
  return `${short === undefined ? withoutShort : `-${short}, `}--${long}${value === undefined ? "" : ` ${value}`}`;
}

interface Row {
  readonly left: string;
  readonly right: string;
}

/** Two columns; what does not fit into the second goes on below it. */
function table(rows: readonly Row[]): readonly string[] {
  const column = Math.max(...rows.map(({ left }) => left.length)) + 2;
  return rows.flatMap(({ left, right }) =>
    filled(right, WIDTH - column - 2).map((line, index) => `  ${(index === 0 ? left : "").padEnd(column)}${line}`),
  );
}

function sections(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
