import { type ParseArgsConfig, parseArgs } from "node:util";
import { type CommandName, isCommand, type Usages, usages } from "./usage/index.js";
import { type CommandUsage, commonOptions, type Input, type OptionUsage, type OptionUsages } from "./usage/usage.js";

/** What the command line asks for. */
export type Request =
  | { readonly kind: "help"; readonly topic?: CommandName }
  | { readonly kind: "version" }
  | RunRequest
  /** The words make no sense; the message says why. */
  | {
      readonly kind: "misused";
      readonly message: string;
      /** The command whose help has the right words. @default the help of all */
      readonly command?: CommandName;
      readonly unknown?: UnknownWord;
    };

/** A word that there is not, and those that there are. */
export interface UnknownWord {
  /** As it was written, with its dashes. */
  readonly word: string;
  readonly among: "commands" | "options";
  /** Without dashes. */
  readonly known: readonly string[];
}

/** A command to run, with what it takes. */
export type RunRequest = {
  readonly [N in CommandName]: {
    readonly kind: "run";
    readonly command: N;
    readonly quiet: boolean;
    readonly input: Omit<Input<Usages[N]>, "env">;
  };
}[CommandName];

/** Reads the words after the command's name. Pure: it neither prints nor exits. */
export function parseCommandLine(words: readonly string[]): Request {
  const [command, ...rest] = words;
  switch (command) {
    case undefined:
    case "help":
    case "-h":
    case "--help":
      return helpOn(rest);
    case "-v":
    case "--version":
      return { kind: "version" };
    default:
      return isCommand(command) ? parseCommand(command, rest) : noCommand(command);
  }
}

function helpOn([topic]: readonly string[]): Request {
  if (topic === undefined || topic.startsWith("-")) return { kind: "help" };
  return isCommand(topic) ? { kind: "help", topic } : noCommand(topic);
}

function noCommand(word: string): Request {
  const unknown = { word, among: "commands", known: Object.keys(usages) } as const;
  return { kind: "misused", message: `There is no command \`${word}\`.`, unknown };
}

function parseCommand(command: CommandName, args: string[]): Request {
  const usage: CommandUsage = usages[command];
  const { options, positionals, problem: wrongOption } = parseWords(usage, args);
  if (wrongOption !== undefined) return { kind: "misused", command, ...wrongOption };
  if (options.help) return { kind: "help", topic: command };
  const problem = emptyValue(usage, options) ?? wrongChoice(usage, options) ?? wrongWords(usage, positionals);
  const message = problem ?? usage.refuse?.({ options: options as never, positionals });
  if (message !== undefined) return { kind: "misused", message, command };
  // The usage says which options there are, and of what type; that is what the type of the command's input is made of.
  return { kind: "run", command, quiet: options.quiet === true, input: { options, positionals } } as RunRequest;
}

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

interface ParsedWords {
  readonly options: Values;
  readonly positionals: readonly string[];
  /** What is wrong with the first option that does not exist, or that is used in a wrong way. */
  readonly problem: WrongOption | undefined;
}

interface WrongOption {
  readonly message: string;
  readonly unknown?: UnknownWord;
}

/** Reads the words. The parser is not strict: it would throw sentences of its own. */
function parseWords(usage: CommandUsage, args: string[]): ParsedWords {
  const all: OptionUsages = { ...usage.options, ...commonOptions };
  const parsed = parseArgs({ args, options: parserOptions(all), allowPositionals: true, strict: false, tokens: true });
  const { values, positionals, tokens } = parsed;
  const given = tokens.filter((token) => token.kind === "option");
  const problems = given.map(
    (token, index) => optionProblem(token, all) ?? repeated(token, given.slice(0, index), all),
  );
  const options = Object.entries(all).map(([name, option]) => {
    const absent = option.value === undefined ? false : option.multiple ? [] : option.default;
    return [name, values[name] ?? absent] as const;
  });
  const problem = problems.find((one) => one !== undefined);
  return { options: Object.fromEntries(options) as Values, positionals, problem };
}

/** An option as it was written. */
interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionProblem({ name, rawName, value, inlineValue }: OptionToken, all: OptionUsages): WrongOption | undefined {
  const option = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!option) {
    const unknown = { word: rawName, among: "options", known: Object.keys(all) } as const;
    return { message: `Unknown option '${rawName}'.`, unknown };
  }
  const message = wrongValue({ rawName, value, inlineValue }, option);
  return message === undefined ? undefined : { message };
}

/** Of an option that has one value a second would win without a word. */
function repeated(
  { name, rawName }: OptionToken,
  before: readonly OptionToken[],
  all: OptionUsages,
): WrongOption | undefined {
  const option = Object.hasOwn(all, name) ? all[name] : undefined;
  if (option?.value === undefined || option.multiple || !before.some((one) => one.name === name)) return undefined;
  return { message: `\`${rawName}\` is given twice: write it once.` };
}

function wrongValue(
  { rawName, value, inlineValue }: Omit<OptionToken, "name">,
  option: OptionUsage,
): string | undefined {
  if (option.value === undefined) return value === undefined ? undefined : `\`${rawName}\` takes no value.`;
  if (value === undefined) return `\`${rawName}\` needs a value: \`${rawName} ${option.value}\`.`;
  const isOption = !inlineValue && value.length > 1 && value.startsWith("-");
  if (!isOption) return undefined;
  const joined = rawName.startsWith("--") ? `${rawName}=${value}` : `${rawName}${value}`;
  return `\`${rawName}\` needs a value. If \`${value}\` is the value, write \`${joined}\`.`;
}

function parserOptions(usages: OptionUsages): NonNullable<ParseArgsConfig["options"]> {
  const options = Object.entries(usages).map(([name, { value, short, multiple }]) => {
    const type: "string" | "boolean" = value === undefined ? "boolean" : "string";
    return [name, { type, ...(short === undefined ? {} : { short }), ...(multiple ? { multiple } : {}) }] as const;
  });
  return Object.fromEntries(options);
}

/** An empty value is mostly a variable of a shell that is not set, and would name the working directory. */
function emptyValue({ options: usages }: CommandUsage, options: Values): string | undefined {
  for (const [name, { value }] of Object.entries(usages)) {
    if (givenFor(options, name).includes("")) return `--${name} is empty: it needs ${value}.`;
  }
  return undefined;
}

function givenFor(options: Values, name: string): readonly (string | boolean)[] {
  return [(Object.hasOwn(options, name) ? options[name] : undefined) ?? []].flat();
}

function wrongChoice({ options: usages }: CommandUsage, options: Values): string | undefined {
  for (const [name, { choices }] of Object.entries(usages)) {
    const given = givenFor(options, name);
    const wrong = given.find((value) => typeof value === "string" && choices && !choices.includes(value));
    if (wrong !== undefined && choices) return `There is no ${name} \`${wrong}\`; there are ${andList(choices)}.`;
  }
  return undefined;
}

function wrongWords(usage: CommandUsage, given: readonly string[]): string | undefined {
  const { name, positionals: usages = [] } = usage;
  const extra = given[usages.length];
  if (extra !== undefined) return `Unexpected argument '${extra}'.${meantOption(usage, extra)}`;
  for (const [index, { name: what, optional, choices }] of usages.entries()) {
    const word = given[index];
    if (word === undefined && !optional) return `\`${name}\` needs ${what}${choices ? `: ${andList(choices)}` : ""}.`;
    if (word !== undefined && choices && !choices.includes(word)) {
      return `There is no ${what} \`${word}\`; there are ${andList(choices)}.`;
    }
  }
  return undefined;
}

/** How a file or an environment is named that was given as a word of its own. */
function meantOption({ name, options }: CommandUsage, word: string): string {
  if (!/\.ya?ml$/i.test(word))
    return Object.hasOwn(options, "env") && /^[A-Za-z][\w-]*$/.test(word)
      ? ` An environment is named with -e: \`nanokit-tf ${name} -e ${word}\`.`
      : "";
  const isCompose = Object.hasOwn(options, "from-compose");
  const option = isCompose ? "--from-compose" : Object.hasOwn(options, "file") ? "-f" : undefined;
  return option === undefined ? "" : ` A file is named with ${option}: \`nanokit-tf ${name} ${option} ${word}\`.`;
}

function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
