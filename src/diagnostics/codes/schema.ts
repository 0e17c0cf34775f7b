import { listed, quotedList } from "../lists.js";
import { code, didYouMean, type Nothing, suggestName, withArticle } from "./entry.js";

/** The slip that a value of the wrong type most likely is. */
export type TypeHint = keyof typeof typeHints;

const typeHints = {
  quote: "Put it in quotes to make it a text.",
  unquote: "Write it without quotes.",
  list: "Put it into brackets to make it a list of one: `[...]`.",
  map: "Write one `name: value` for each item, without the dash.",
} as const;

/** More places than these are no help. */
const MOST_PLACES = 4;

/** How a key of the whole file names what it is about, where others have it in a service. */
const FORMS: Readonly<Record<string, string>> = {
  cron: 'cron: { <job>: { service: <service>, schedule: "0 3 * * *", command: <command> } }',
};

function atTheTop(key: string): string {
  const place = `\`${key}\` belongs at the top of the file, beside \`services\``;
  return Object.hasOwn(FORMS, key) ? `${place}: \`${FORMS[key]}\`.` : `${place}: write it there.`;
}

/** Where a key is written that stands at a wrong place. */
function writeAt(paths: readonly string[]): string | undefined {
  if (paths.length === 0 || paths.length > MOST_PLACES) return undefined;
  const [path] = paths;
  if (path !== undefined && paths.length === 1 && !path.includes(".")) return atTheTop(path);
  return `It belongs elsewhere: write it as ${quotedList(paths, "or")}.`;
}

/** NK1: a key or value that the language does not have. */
export const schema = {
  NK101: code<{
    key: string;
    object: string;
    foreign: string | undefined;
    elsewhere: readonly string[];
    suggestion: string | undefined;
  }>({
    severity: "error",
    title: "Unknown key",
    message: ({ key, object }) => `\`${key}\` is not a key of ${object}.`,
    help: ({ foreign, elsewhere, suggestion, key }) =>
      foreign === undefined
        ? (writeAt(elsewhere) ??
          didYouMean(suggestion) ??
          "Remove it, or put your own values under a top-level key that begins with `x-`.")
        : foreign.includes(" ")
          ? `What other tools put under \`${key}\` goes under ${foreign} here.`
          : `What other tools call \`${key}\` is \`${foreign}\` here.`,
    workedOut: ["suggestion"],
    why: "A key that nothing reads looks as if it had an effect.",
    fix: "Correct the spelling. Values of your own, such as anchors, go under a top-level key that begins with `x-`.",
  }),
  NK102: code<{ expected: string; found: string; hint: TypeHint | undefined }>({
    severity: "error",
    title: "Wrong type",
    message: ({ expected, found }) => `This is ${found}; it must be ${expected}.`,
    help: ({ hint }) => hint && typeHints[hint],
    ownWords: ["hint", "expected", "found"],
    why: "The value cannot be understood.",
    fix: "Write the kind of value that the key takes.",
  }),
  NK103: code<{ values: readonly string[]; found: string; suggestion: string | undefined }>({
    severity: "error",
    title: "Not one of the choices",
    message: ({ values, found }) => `\`${found}\` is not one of the choices: ${listed(values, "or")}.`,
    help: ({ suggestion }) => didYouMean(suggestion),
    ownWords: ["values"],
    workedOut: ["suggestion"],
    why: "The key takes one of a few values.",
    fix: "Write one of the values that the message lists.",
  }),
  NK104: code<{ means: string; found: string }>({
    severity: "error",
    title: "Wrong form",
    message: ({ means, found }) => `\`${found}\` is not ${means}.`,
    ownWords: ["means"],
    why: "AWS would refuse the value when the stack is applied.",
    fix: "Write the value in the form that the message gives.",
  }),
  NK105: code<{ expected: string; found: string }>({
    severity: "error",
    title: "Number out of range",
    message: ({ expected, found }) => `\`${found}\` does not fit; it must be ${expected}.`,
    ownWords: ["expected"],
    why: "AWS, Linux or the language does not accept this number here.",
    fix: "Write a number within the limits in the message.",
  }),
  NK106: code<{ key: string; object: string }>({
    severity: "error",
    title: "Missing key",
    message: ({ key, object }) => `The key \`${key}\` is missing in ${object}.`,
    help: ({ key }) => `Add \`${key}:\`.`,
    why: "Without it, the object has no meaning.",
    fix: "Add the key.",
  }),
  NK107: code<{ keyName: string; key: string; means: string; plain: boolean; variable?: boolean }>({
    severity: "error",
    title: "Name that AWS or Terraform does not accept",
    message: ({ keyName, key, means, variable }) =>
      `${key === "" ? "An empty text" : `\`${key}\``} cannot be the name of ${withArticle(keyName)}: ${variable ? "variables are replaced in values, and not in keys" : `it must ${means}`}.`,
    help: ({ key, plain, variable }) =>
      variable
        ? "Write the name itself. If environments have different ones, write each under `environments.<env>`."
        : plain
          ? suggestName(key)
          : undefined,
    ownWords: ["plain", "variable"],
    why: "The name becomes part of Terraform addresses and of names in AWS, which both limit the characters.",
    fix: "Begin with a letter; use letters, digits, `-` and `_`; at most 63 characters. `${NAME}` has a meaning in values alone, as in compose.",
  }),
  NK108: code<{ keyName: string; key: string }>({
    severity: "error",
    title: "Key without a value",
    message: ({ keyName, key }) => `The ${keyName} \`${key}\` has no value.`,
    help: ({ keyName, key }) =>
      keyName === "variable" ? `For an empty text write \`${key}: ""\`.` : "Give it a value, or remove the key.",
    why: "An empty value says nothing. It has a meaning only under `environments`: there it removes the key.",
    fix: 'Give the key a value (`""` for an empty text), or remove it.',
  }),
  NK109: code<Nothing>({
    severity: "error",
    title: "List without entries",
    message: () => "This list is empty, and it must have at least one entry.",
    help: () => "Name at least one, or remove the key for the default.",
    why: "An empty list would mean none at all, and without subnets or zones there is no place to run in.",
    fix: "Name at least one entry, or remove the key for the default.",
  }),
  NK110: code<{ key: string; because: string }>({
    severity: "error",
    title: "Not possible on Fargate",
    message: ({ key, because }) => `\`${key}\` is not possible: ${because}.`,
    help: () => "Remove it.",
    ownWords: ["because"],
    why: "Compose has this key, but Fargate has nothing like it: the key would look as if it had an effect.",
    fix: "Remove the key, if the service runs without it.",
  }),
} as const;
