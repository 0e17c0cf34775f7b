/** One option of a command. With `value` it takes one, without it is a switch. */
export interface OptionUsage {
  /** One letter. */
  readonly short?: string;
  /** What the value is called in the help: `FILE`. */
  readonly value?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** What counts when it is not given. */
  readonly default?: string;
  /** Whether it may be given more than once. */
  readonly multiple?: true;
  /** For the help: a line or two, without a full stop. */
  readonly about: string;
  /** What a shell offers for the value. @default the choices, or nothing */
  readonly completes?: "file" | "folder" | "environment";
}

/** A word that stands for itself, behind the command. */
export interface PositionalUsage {
  /** What it is called in the help: `CODE`. */
  readonly name: string;
  /** The only words there are. */
  readonly choices?: readonly string[];
  readonly optional?: true;
  /** What a shell offers for the word. @default the choices, or nothing */
  readonly completes?: "file" | "folder";
}

export type OptionUsages = Readonly<Record<string, OptionUsage>>;

/** What a command takes. The parser, the help and the completion of shells are made of it. */
export interface CommandUsage<O extends OptionUsages = OptionUsages> {
  readonly name: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  readonly options: O;
  /** Words behind the command; none where absent. */
  readonly positionals?: readonly PositionalUsage[];
  /** Paragraphs of the help. */
  readonly about: readonly string[];
  /** Command lines that work as they stand, in the folder of a nanokit.yml. */
  readonly examples: readonly string[];
  /** What is wrong with words that each make sense: a sentence, or nothing. */
  refuse?(input: { readonly options: OptionValues<O>; readonly positionals: readonly string[] }): string | undefined;
}

/** The values of options: a list where one may be repeated, true or false for a switch. */
export type OptionValues<O extends OptionUsages> = { readonly [K in keyof O]: OptionValue<O[K]> };

type OptionValue<O> = O extends { value: string }
  ? O extends { multiple: true }
    ? readonly string[]
    : (O extends { choices: readonly (infer C)[] } ? C : string) | (O extends { default: string } ? never : undefined)
  : boolean;

/** What a command runs with. */
export interface Input<U extends CommandUsage> {
  readonly options: OptionValues<U["options"]>;
  readonly positionals: readonly string[];
  /** The variables of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Gives a usage its type. */
export function usage<const O extends OptionUsages>(command: CommandUsage<O>): CommandUsage<O> {
  return command;
}

/** Options of every command that reads a nanokit.yml. */
export const sourceOptions = {
  file: { short: "f", value: "FILE", about: "File to read (default: nanokit.yml)", completes: "file" },
  env: {
    short: "e",
    value: "ENV",
    multiple: true,
    about: "Environment, may be repeated (default: all on AWS)",
    completes: "environment",
  },
  "env-file": {
    value: "FILE",
    about: "File with variables (default: .env in the folder of the file)",
    completes: "file",
  },
} as const satisfies OptionUsages;

/** The option of commands that look into the output. */
export const outputOption = {
  output: {
    short: "o",
    value: "DIR",
    default: "generated",
    about: "Folder of the output (default: generated)",
    completes: "folder",
  },
} as const satisfies OptionUsages;

/** Options of every command. */
export const commonOptions = {
  quiet: { short: "q", about: "Print errors only" },
  help: { short: "h", about: "Show this help" },
} as const satisfies OptionUsages;
