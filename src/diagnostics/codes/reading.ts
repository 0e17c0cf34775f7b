import { code, type Nothing } from "./entry.js";
import { type YamlProblem, yamlProblemWords } from "./yaml-problems.js";

/** What a path leads to that is no plain file. */
const NOT_PLAIN = {
  endless: "gives more than 1 MiB, and does not end",
  silent: "is a pipe, and its end did not come within a second",
  socket: "is a socket",
} as const;

/** A file that is there in place of one that is not. Paths go from the working directory. */
export type InsteadOfFile =
  | { readonly kind: "like"; readonly path: string }
  | { readonly kind: "above"; readonly folder: string }
  | { readonly kind: "compose"; readonly path: string };

function helpWithout({
  path,
  instead,
}: {
  readonly path: string;
  readonly instead: InsteadOfFile | undefined;
}): string {
  switch (instead?.kind) {
    case "like":
      return `There is ${instead.path}: name it with \`-f ${instead.path}\`, or rename it to ${path}.`;
    case "above":
      return `There is one in ${instead.folder}: run \`cd ${instead.folder}\` first.`;
    case "compose":
      return `There is ${instead.path}: make a nanokit.yml from it with \`nanokit-tf init --from-compose ${instead.path}\`.`;
    case undefined:
      return "Run the command in the folder that holds nanokit.yml, name the file with -f, or write a first one with `nanokit-tf init`.";
  }
}

/** NK0: the file cannot be read as one YAML document. */
export const reading = {
  NK001: code<{ path: string; instead: InsteadOfFile | undefined }>({
    severity: "error",
    title: "File not found",
    message: ({ path }) => `There is no file ${path}.`,
    help: helpWithout,
    workedOut: ["instead"],
    why: "Without the file there is nothing to translate.",
    fix: "Run the command in the folder that holds `nanokit.yml`, or name the file with `-f`. Where there is none yet, `nanokit-tf init` writes one, and `nanokit-tf init --from-compose docker-compose.yml` makes one of a compose file.",
  }),
  NK002: code<{ path: string }>({
    severity: "error",
    title: "A folder, not a file",
    message: ({ path }) => `${path} is a folder.`,
    help: ({ path }) => `Name the file in it: -f ${path.replace(/\/$/, "")}/nanokit.yml.`,
    why: "The command reads one file.",
    fix: "Name the file inside the folder with `-f`.",
  }),
  NK003: code<Nothing>({
    severity: "error",
    title: "Not UTF-8",
    message: () => "The file holds a byte that is not UTF-8.",
    help: () => "Save the file as UTF-8.",
    why: "YAML is Unicode, and a wrong guess at another encoding would change names and values without anybody noticing.",
    fix: "Save the file as UTF-8 in your editor.",
  }),
  NK004: code<{ path: string; bytes: number }>({
    severity: "error",
    title: "File too large",
    message: ({ path, bytes }) => `${path} has ${bytes} bytes; a nanokit.yml has at most 1 MiB.`,
    help: () => "Check that -f names the right file.",
    why: "No description of an application comes near this size, but another file named by mistake may.",
    fix: "Check that `-f` names the right file.",
  }),
  NK005: code<Nothing>({
    severity: "error",
    title: "Empty file",
    message: () => "The file is empty.",
    help: () => "Begin with `services:` and one service with an `image`.",
    why: "An empty description would mean an environment without services, and Terraform would destroy what is there.",
    fix: "Begin with `services:` and one service that has an `image`.",
  }),
  NK006: code<Nothing>({
    severity: "error",
    title: "Several documents",
    message: () => "A second YAML document begins here; one file describes one project.",
    help: () => "Remove the `---`, or put the second document into a file of its own.",
    why: "Which of the documents counts would be a guess.",
    fix: "Remove the `---` line, or split the file. What differs between environments goes under `environments`.",
  }),
  NK007: code<{ problem: YamlProblem }>({
    severity: "error",
    title: "Not YAML",
    message: ({ problem }) => `This is not YAML: ${yamlProblemWords(problem).problem}.`,
    help: ({ problem }) =>
      yamlProblemWords(problem).advice ?? "Check indentation, quotes and brackets here and on the line above.",
    ownWords: ["problem"],
    why: "The file cannot be understood from here on.",
    fix: "Check indentation, quotes and brackets at the position and on the line above it.",
  }),
  NK008: code<Nothing>({
    severity: "error",
    title: "Tab as indentation",
    message: () => "A tab indents this line; YAML allows spaces only.",
    help: () => "Replace the tab by spaces.",
    why: "How wide a tab is differs between editors, so YAML forbids it where width has a meaning.",
    fix: "Replace tabs at the beginning of lines by spaces.",
  }),
  NK009: code<{ key: string }>({
    severity: "error",
    title: "Duplicate key",
    message: ({ key }) => `The key \`${key}\` is written twice in the same map.`,
    help: () => "Remove one of the two, or merge them.",
    why: "One of the two would be ignored, and which one depends on the reader.",
    fix: "Remove one of the two, or merge what is below them.",
  }),
  NK010: code<{ limit: number }>({
    severity: "error",
    title: "Aliases expand too far",
    message: ({ limit }) => `The aliases of this file expand to more than ${limit} values.`,
    help: () => "Write out what the aliases stand for, or nest them less.",
    why: "A few lines of aliases of aliases expand to billions of values.",
    fix: "Nest anchors less, or write the values out.",
  }),
  NK011: code<{ name: string }>({
    severity: "error",
    title: "Unknown anchor",
    message: ({ name }) => `There is no anchor &${name} before this alias.`,
    help: ({ name }) => `Write &${name} before the value that *${name} stands for, further up in the file.`,
    why: "An alias repeats a value that was named before it.",
    fix: "Put the anchor (`&name`) before the value, above the place that uses it.",
  }),
  NK012: code<{ name: string }>({
    severity: "error",
    title: "Alias of itself",
    message: ({ name }) => `The value of &${name} holds an alias of itself.`,
    help: () => "Write out the part that is meant.",
    why: "Such a value has no end.",
    fix: "Write out the part that is meant instead of the alias.",
  }),
  NK013: code<{ tag: string }>({
    severity: "error",
    title: "Unknown tag",
    message: ({ tag }) => `The tag ${tag} has no meaning here.`,
    help: () => "Remove the tag.",
    why: "Tags ask the reader for special types, and the language has none.",
    fix: "Remove the tag.",
  }),
  NK014: code<Nothing>({
    severity: "error",
    title: "Not a map",
    message: () => "A nanokit.yml is a map of keys; this is not a map.",
    help: () => "Begin with `services:`.",
    why: "Everything in the language is written under named keys.",
    fix: "Begin the file with `services:`.",
  }),
  NK015: code<{ limit: number }>({
    severity: "error",
    title: "Nested too deeply",
    message: ({ limit }) => `Values nest more than ${limit} levels deep here.`,
    why: "The language has seven levels; a hundred are a mistake or an attack.",
    fix: "Remove the extra brackets or indentation.",
  }),
  NK016: code<Nothing>({
    severity: "error",
    title: "Key is not a text",
    message: () => "A key must be a text.",
    help: () => "Write one word before the colon.",
    why: "Keys are names; a map, a list or nothing cannot be one.",
    fix: "Write one word before the colon, in quotes if it holds special characters.",
  }),
  NK017: code<Nothing>({
    severity: "error",
    title: "Cannot be merged",
    message: () => "`<<` merges maps, and this is not a map.",
    help: () => "Name a map with an anchor: `<<: *defaults`, or a list of them.",
    why: "The merge key takes the keys of other maps into this one.",
    fix: "Give `<<` a map with an anchor, or a list of them.",
  }),
  NK018: code<{ problem: "nul" | "surrogate" | "normalization" }>({
    severity: "error",
    title: "Text that Terraform would change",
    message: ({ problem }) =>
      problem === "nul"
        ? "This text holds a NUL character, which neither an argument nor an environment variable can hold."
        : problem === "surrogate"
          ? "This text holds half of a surrogate pair, which is no character."
          : "This text is not in Unicode normalization form C, and Terraform would change it.",
    help: ({ problem }) =>
      problem === "normalization" ? "Write accented letters as one character each." : "Remove the character.",
    ownWords: ["problem"],
    why: "What reaches the container must be what the file says. Terraform keeps all texts in normalization form C.",
    fix: "Write accented letters as single characters (form C), and remove NUL characters and halves of surrogate pairs.",
  }),
  NK019: code<{ path: string; problem: "endless" | "silent" | "socket" }>({
    severity: "error",
    title: "Not a plain file",
    message: ({ path, problem }) => `${path} ${NOT_PLAIN[problem]}.`,
    help: () => "Write its content to a file, and name that with -f.",
    ownWords: ["problem"],
    why: "A pipe or a device may never end. The command would wait forever, or fill the memory.",
    fix: "Write the content to a file, and name that with `-f`. A pipe is read when all of it comes within a second.",
  }),
  NK020: code<Nothing>({
    severity: "error",
    title: "A compose file",
    message: () => "This is a compose file, not a nanokit.yml: services have other keys there.",
    help: () => "Rename it to docker-compose.yml, and run `nanokit-tf init --from-compose docker-compose.yml`.",
    why: "The two languages look alike, and many keys of compose have another name, another form or no meaning on Fargate. So this is said once, and not for each key.",
    fix: "Rename the file to `docker-compose.yml`, and run `nanokit-tf init --from-compose docker-compose.yml`, which writes `nanokit.yml`. It keeps order and comments, and says what it could not translate.",
  }),
} as const;
