import { type CompletedCommand, type CompletedOption, GLOBAL_OPTIONS, type Offer } from "./words.js";

/** The completion of bash, from version 3.2, which macOS has: no associative arrays, and `compopt` only where it is there. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const first = [...commands.map(({ name }) => name), ...GLOBAL_OPTIONS.flatMap(({ names }) => names)];
  return `# Completion of nanokit-tf for bash, made by: nanokit-tf completion bash
_nanokit_tf_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$2"))
}

_nanokit_tf_environments() {
  local at value file=
  for ((at = 2; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
      -f | --file)
        value=\${COMP_WORDS[at + 1]}
        [ "$value" != "=" ] || value=\${COMP_WORDS[at + 2]}
        file=$value
        ;;
    esac
  done
  # Words are as they were typed: without the quotes and backslashes of the shell, and with the home folder in place of ~.
  file=\${file//[\\"\\'\\\\]/}
  case $file in "~/"*) file=$HOME/\${file#"~/"} ;; esac
  "\${COMP_WORDS[0]}" completion --environments \${file:+--file="$file"} 2>/dev/null
}

_nanokit_tf() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} at=2 place=0 with_value
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${first.join(" ")}" -- "$cur"))
    return
  fi
  # The = of --option=value is a word of its own.
  if [ "$cur" = "=" ]; then
    cur=
  elif [ "$prev" = "=" ]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case "\${COMP_WORDS[1]} $prev" in
${commands.flatMap(valueCases).join("")}  esac
  case "\${COMP_WORDS[1]}" in
${commands.map(optionCase).join("")}    *) return ;;
  esac
  # Which of the words that are no options and no values of options this is.
  while [ "$at" -lt "$COMP_CWORD" ]; do
    case "\${COMP_WORDS[at]}" in
      =) ;;
      -*) case "$with_value" in *" \${COMP_WORDS[at]} "*) at=$((at + 1)) ;; esac ;;
      *) place=$((place + 1)) ;;
    esac
    at=$((at + 1))
  done
  case "\${COMP_WORDS[1]} $place" in
${commands.flatMap(positionalCases).join("")}  esac
}

complete -F _nanokit_tf nanokit-tf
`;
}

function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    const patterns = names.map((option) => `"${name} ${option}"`).join(" | ");
    return [`    ${patterns})\n      ${offerIn(value.offer)}\n      return\n      ;;\n`];
  });
}

/** Offers options to a word that begins with a dash, and says which of them have a value. */
function optionCase({ name, options }: CompletedCommand): string {
  const all = namesOf(options);
  const withValue = namesOf(options.filter(({ value }) => value !== undefined));
  return `    ${name})
      with_value=" ${withValue.join(" ")} "
      if [ "\${cur#-}" != "$cur" ]; then
        COMPREPLY=($(compgen -W "${all.join(" ")}" -- "$cur"))
        return
      fi
      ;;
`;
}

function positionalCases({ name, positionals }: CompletedCommand): readonly string[] {
  return positionals.map(({ offer }, place) => `    "${name} ${place}") ${offerIn(offer)} ;;\n`);
}

function offerIn(offer: Offer): string {
  switch (offer.kind) {
    case "words":
      return `COMPREPLY=($(compgen -W "${offer.words.join(" ")}" -- "$cur"))`;
    case "file":
      return '_nanokit_tf_files -f "$cur"';
    case "folder":
      return '_nanokit_tf_files -d "$cur"';
    case "environment":
      return 'COMPREPLY=($(compgen -W "$(_nanokit_tf_environments)" -- "$cur"))';
    case "nothing":
      return ":";
  }
}

function namesOf(options: readonly CompletedOption[]): readonly string[] {
  return options.flatMap(({ names }) => names);
}
