import { type Document, isMap, isSeq, visit, type YAMLError } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";

/** Collections may nest this deep. The language needs seven levels. */
export const MAX_DEPTH = 100;

/** Reports what the library found wrong with the text. */
export function reportSyntaxErrors(document: Document.Parsed, file: SourceFile, diagnostics: Diagnostics): void {
  const exhausted = document.errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
  if (exhausted) {
    const [start, end] = exhausted.pos;
    diagnostics.report("NK015", { file, start, end }, { limit: MAX_DEPTH });
    return;
  }
  // One slip makes the parser stumble over what follows: of each line the first error counts, and what it finds after it has lost
  // the document altogether ("in YAML stream") says nothing new.
  const lines = new Set<number>();
  for (const [index, error] of document.errors.entries()) {
    const line = file.text.lastIndexOf("\n", error.pos[0] - 1);
    if (lines.has(line) || (index > 0 && error.message.includes("in YAML stream"))) continue;
    lines.add(line);
    reportSyntaxError(error, document, file, diagnostics);
  }
}

function reportSyntaxError(error: YAMLError, document: Document, file: SourceFile, diagnostics: Diagnostics): void {
  const [start, end] = error.pos;
  if (error.code === "TAB_AS_INDENT") {
    diagnostics.report("NK008", { file, start, end: Math.max(end, start) }, {});
    return;
  }
  const opening = neverClosed(error, document);
  if (opening) {
    const problem = `this ${opening.sign} is never closed`;
    diagnostics.report("NK007", { file, start: opening.at, end: opening.at + 1 }, { problem, advice: opening.advice });
  } else {
    const { problem, advice } = describe(error, file.text);
    diagnostics.report("NK007", { file, ...culprit(file.text, start, end) }, { problem, advice });
  }
}

/** One line of what the parser points at, without its indentation; of a variable, the `$` too. */
function culprit(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0;
  const from = isVariable(text, start) ? start - 1 : start + indentation;
  const line = /^[^\r\n]*/.exec(text.slice(from))?.[0].trimEnd().length ?? 0;
  return { start: from, end: Math.min(Math.max(end, from + 1), from + Math.max(line, 1)) };
}

function isVariable(text: string, at: number): boolean {
  return at > 0 && text.startsWith("${", at - 1);
}

/** What opens, by how the library names the end that it missed. */
const openings: ReadonlyMap<string, string> = new Map(
  Object.entries({ "]": "[", "}": "{", '"quote': 'quote "', "'quote": "quote '" }),
);

/** Where the quote or bracket opens whose end the parser missed; it says only where it gave up, which can be the end of the file. */
function neverClosed(
  { message, pos }: YAMLError,
  document: Document,
): { sign: string; at: number; advice: string } | undefined {
  const missed = /^Missing closing (["']quote)|^Flow .*end with a ([\]}])$/.exec(message);
  const sign = openings.get(missed?.[1] ?? missed?.[2] ?? "");
  if (sign === undefined) return undefined;
  let at: number | undefined;
  visit(document, {
    Value: (_key, node) => {
      const opens = isMap(node) ? sign === "{" : isSeq(node) ? sign === "[" : sign.startsWith("quote");
      // The last one that ends where the parser gave up is the innermost.
      if (opens && node.range?.[1] === pos[0]) at = node.range[0];
    },
  });
  return at === undefined ? undefined : { sign, at, advice: `Add the closing ${missed?.[2] ?? sign}.` };
}

interface Wording {
  readonly problem: string;
  readonly advice?: string;
}

const COLON_MISSING: Wording = { problem: "a colon is missing here", advice: "Write `key: value`." };
const MISPLACED: Wording = { problem: "what stands here belongs to nothing before it" };

/** The library's findings in plain words, by its code. What they quote from the file is left out: it could be a secret. */
const words: Readonly<Partial<Record<string, Wording>>> = {
  BAD_ALIAS: { problem: "a name is missing after & or *", advice: "Write the name, or put the text in quotes." },
  BAD_DQ_ESCAPE: {
    problem: "this is no escape sequence",
    advice: "Within \"double quotes\" write \\\\ for a backslash, or use 'single quotes'.",
  },
  BAD_SCALAR_START: {
    problem: "a text without quotes cannot begin with this character",
    advice: "Put the text in quotes.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    problem: "a second colon stands on this line",
    advice: "Put a text that holds a colon in quotes, or a key on a line of its own.",
  },
  MULTILINE_IMPLICIT_KEY: COLON_MISSING,
  MULTIPLE_ANCHORS: { problem: "a value has one anchor at most" },
  MULTIPLE_TAGS: { problem: "a value has one tag at most" },
};

function describe({ code, message, pos }: YAMLError, text: string): Wording {
  if (isVariable(text, pos[0])) {
    return { problem: "between { } or [ ] a variable must stand in quotes", advice: 'Write "${NAME}".' };
  }
  if (message === "Implicit map keys need to be followed by map values") return COLON_MISSING;
  if (message === "All mapping items must start at the same column") {
    return { problem: "this line is indented differently from the others of its map", advice: "Align them." };
  }
  if (code === "UNEXPECTED_TOKEN" && /at node end$|in YAML (stream|document)/.test(message)) return MISPLACED;
  const problem = message.replace(/: .*$/s, "").trim().replace(/\.$/, "");
  return words[code] ?? { problem: problem.charAt(0).toLowerCase() + problem.slice(1) };
}
