/** What is wrong with a text that is not YAML, and what to do about it; each follows "This is not YAML:". */
interface Words {
  readonly problem: string;
  readonly advice?: string;
}

const problems = {
  anchorTwice: { problem: "a value has one anchor at most" },
  blockInBrackets: {
    problem: "a block cannot stand between { } or [ ]",
    advice: "Write the whole value with brackets, or the whole value without them.",
  },
  colonMissing: { problem: "a colon is missing here", advice: "Write `key: value`." },
  colonTwice: {
    problem: "a second colon stands on this line",
    advice: "Put a text that holds a colon in quotes, or a key on a line of its own.",
  },
  commaMissing: { problem: "a comma is missing here", advice: "Write a comma between two items." },
  commaTooMuch: { problem: "there is one comma too many", advice: "Remove it." },
  emptyLine: {
    problem: "an empty line is indented deeper than the text after it",
    advice: "Remove the spaces of the empty line.",
  },
  escape: {
    problem: "this is no escape sequence",
    advice: "Within \"double quotes\" write \\\\ for a backslash, or use 'single quotes'.",
  },
  firstCharacter: {
    problem: "a text without quotes cannot begin with this character",
    advice: "Put the text in quotes.",
  },
  indentation: { problem: "this line is indented differently from the others of its map", advice: "Align them." },
  keyTooLong: { problem: "a key has more than 1,024 characters", advice: "Write a shorter key." },
  misplaced: { problem: "this text does not belong to anything before it" },
  nameMissing: {
    problem: "a name is missing after & or *",
    advice: "Write the name, or put the text in quotes.",
  },
  spaceMissing: {
    problem: "a space is missing here",
    advice: "Write a space after a colon and before the # of a comment.",
  },
  tagTwice: { problem: "a value has one tag at most" },
  textBlock: {
    problem: "after | or > only a number, - or + may stand",
    advice: "Begin the text on the next line, or put it in quotes.",
  },
  unknown: { problem: "this cannot be read" },
  variable: { problem: "between { } or [ ] a variable must stand in quotes", advice: 'Write "${NAME}".' },
} as const satisfies Readonly<Record<string, Words>>;

/** What opens and does not close, and how it closes. */
const closings = { "[": "]", "{": "}", 'quote "': 'quote "', "quote '": "quote '" } as const;

/** What can be wrong with a text that is not YAML: one of many things, or something that is never closed. */
export type YamlProblem =
  | { readonly kind: keyof typeof problems }
  | { readonly kind: "neverClosed"; readonly sign: keyof typeof closings };

/** The words for a problem. */
export function yamlProblemWords(problem: YamlProblem): Words {
  if (problem.kind !== "neverClosed") return problems[problem.kind];
  const { sign } = problem;
  return { problem: `this ${sign} is never closed`, advice: `Add the closing ${closings[sign]}.` };
}
