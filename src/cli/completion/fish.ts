import { type CompletedCommand, type CompletedOption, GLOBAL_OPTIONS, type Offer } from "./words.js";

/** Asks for the environments of the file that the words before name. */
const ENVIRONMENTS = [
  "function __nanokit_tf_environments",
  "  set -l words (commandline -opc)",
  "  set -l file",
  "  for at in (seq (count $words))",
  "    if contains -- $words[$at] -f --file; and test $at -lt (count $words)",
  "      set file --file=$words[(math $at + 1)]",
  "    else if string match -q -- '--file=*' $words[$at]",
  "      set file $words[$at]",
  "    end",
  "  end",
  "  set file (string replace -r -- '^(--file=)?~/' '$1'$HOME/ $file)",
  "  $words[1] completion --environments $file 2>/dev/null",
  "end",
];

/** The completion of fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const first = "-n __fish_use_subcommand";
  return [
    "# Completion of nanokit-tf for fish, made by: nanokit-tf completion fish",
    ...ENVIRONMENTS,
    line("-f"),
    ...GLOBAL_OPTIONS.map((option) => line(first, namesOf(option), `-d ${quoted(option.about)}`)),
    ...commands.flatMap(({ name, summary, options, positionals }) => {
      const behind = `-n '__fish_seen_subcommand_from ${name}'`;
      return [
        line(first, `-a ${name}`, `-d ${quoted(summary)}`),
        ...options.map((option) => line(behind, namesOf(option), ...valueParts(option), `-d ${quoted(option.about)}`)),
        ...positionals.flatMap(({ offer }) => offerIn(offer).map((offered) => line(behind, offered))),
      ];
    }),
    "",
  ].join("\n");
}

function line(...parts: readonly string[]): string {
  return ["complete -c nanokit-tf", ...parts].join(" ");
}

function namesOf({ names }: CompletedOption): string {
  return names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(" ");
}

function valueParts({ value }: CompletedOption): readonly string[] {
  if (value === undefined) return [];
  // With -r fish offers files beside what is offered here.
  return [value.offer.kind === "file" ? "-r" : "-x", ...offerIn(value.offer)];
}

function offerIn(offer: Offer): readonly string[] {
  switch (offer.kind) {
    case "words":
      return [`-a ${quoted(offer.words.join(" "))}`];
    case "file":
      return ["-F"];
    case "folder":
      return ["-a '(__fish_complete_directories)'"];
    case "environment":
      return ["-a '(__nanokit_tf_environments)'"];
    case "nothing":
      return [];
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
