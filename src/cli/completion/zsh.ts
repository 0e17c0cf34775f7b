import { type CompletedCommand, type CompletedOption, GLOBAL_OPTIONS, type Offer } from "./words.js";

/** The completion of zsh: as a file of the name `_nanokit-tf` in `$fpath`, or read behind `compinit`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}\n`);
  const global = GLOBAL_OPTIONS.flatMap(({ names, about }) =>
    names.map((name) => `    ${quoted(`${name}:${about}`)}\n`),
  );
  return `#compdef nanokit-tf
# Completion of nanokit-tf for zsh, made by: nanokit-tf completion zsh
_nanokit_tf_environments() {
  local file=\${opt_args[-f]:-\${opt_args[--file]}}
  local -a names
  # \`_arguments\` puts a backslash before each colon and backslash; what is left is as it was typed.
  file=\${(Q)\${file//(#b)\\\\([:\\\\])/$match[1]}}
  file=\${file/#\\~\\//$HOME/}
  names=(\${(f)"$(\${(Q)program} completion --environments \${file:+--file=$file} 2>/dev/null)"})
  compadd -a names
}

_nanokit_tf() {
  local -a commands
  commands=(
${[...described, ...global].join("")}  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    return
  fi
  local program=$words[1] command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join("")}  esac
}

if [ "$funcstack[1]" = "_nanokit_tf" ]; then
  _nanokit_tf "$@"
else
  compdef _nanokit_tf nanokit-tf
fi
`;
}

function commandCase({ name, options, positionals }: CompletedCommand): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...positionals.map(({ name: what, offer }, index) => quoted(`${index + 1}:${escaped(what)}:${actionOf(offer)}`)),
  ];
  return `    ${name})\n      _arguments -s ${specs.map((spec) => `\\\n        ${spec}`).join(" ")}\n      ;;\n`;
}

/** One for each name; an option that is given once excludes itself by its other name. */
function optionSpecs({ names, about, multiple, value }: CompletedOption): readonly string[] {
  const before = multiple ? "*" : `(${names.join(" ")})`;
  const behind = value === undefined ? "" : `:${escaped(value.name)}:${actionOf(value.offer)}`;
  // With the = both forms are known: `--env stage` and `--env=stage`.
  const spelled = (name: string) => (value !== undefined && name.startsWith("--") ? `${name}=` : name);
  return names.map((name) => quoted(`${before}${spelled(name)}[${escaped(about)}]${behind}`));
}

function actionOf(offer: Offer): string {
  switch (offer.kind) {
    case "words":
      return `(${offer.words.join(" ")})`;
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    case "environment":
      return "_nanokit_tf_environments";
    case "nothing":
      return " ";
  }
}

/** Within a spec, colons and brackets have a meaning. */
function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
