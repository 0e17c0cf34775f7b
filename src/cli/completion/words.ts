import { type CommandUsage, commonOptions, type OptionUsage, type PositionalUsage } from "../usage/usage.js";

/** What a shell can offer for a word. */
export type Offer =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" | "folder" }
  /** The environments of the nanokit.yml that the words before it name. */
  | { readonly kind: "environment" }
  /** It is for the user to say. */
  | { readonly kind: "nothing" };

/** An option as a shell sees it. */
export interface CompletedOption {
  /** `-f` and `--file`. */
  readonly names: readonly string[];
  readonly about: string;
  readonly multiple: boolean;
  /** What the value is called, and what to offer for it; undefined for a switch. */
  readonly value?: { readonly name: string; readonly offer: Offer };
}

/** A command as a shell sees it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** By place. */
  readonly positionals: readonly { readonly name: string; readonly offer: Offer }[];
}

/** Options that stand in place of a command. */
export const GLOBAL_OPTIONS: readonly CompletedOption[] = [
  { names: ["-h", "--help"], about: "Show the help", multiple: false },
  { names: ["-v", "--version"], about: "Show the version", multiple: false },
];

/** Every command with what may stand behind it, and `help`. */
export function completedCommands(usages: readonly CommandUsage[]): readonly CompletedCommand[] {
  const commands = usages.map((usage) => ({
    name: usage.name,
    summary: usage.summary,
    options: Object.entries({ ...usage.options, ...commonOptions }).map(([long, option]) => optionOf(long, option)),
    positionals: (usage.positionals ?? []).map(positionalOf),
  }));
  const names = usages.map(({ name }) => name);
  const topic = { name: "COMMAND", offer: { kind: "words", words: names } } as const;
  return [...commands, { name: "help", summary: "Show the help of a command", options: [], positionals: [topic] }];
}

function optionOf(long: string, { short, value, choices, completes, multiple, about }: OptionUsage): CompletedOption {
  return {
    names: [...(short === undefined ? [] : [`-${short}`]), `--${long}`],
    about,
    multiple: multiple === true,
    ...(value !== undefined && { value: { name: value, offer: offerOf(choices, completes) } }),
  };
}

function positionalOf({ name, choices, completes }: PositionalUsage) {
  return { name, offer: offerOf(choices, completes) };
}

function offerOf(choices?: readonly string[], completes?: OptionUsage["completes"]): Offer {
  if (choices) return { kind: "words", words: choices };
  return { kind: completes ?? "nothing" };
}
