import { type Document, type ErrorCode, isMap, isSeq, visit, type YAMLError } from "yaml";
import type { YamlProblem } from "../diagnostics/codes/yaml-problems.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import { MAX_DEPTH } from "./depth.js";

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
    const problem = { kind: "neverClosed", sign: opening.sign } as const;
    diagnostics.report("NK007", { file, start: opening.at, end: opening.at + 1 }, { problem });
  } else {
    const problem = { kind: problemOf(error, file.text) };
    diagnostics.report("NK007", { file, ...culprit(file.text, start, end) }, { problem });
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

type Sign = Extract<YamlProblem, { kind: "neverClosed" }>["sign"];

/** What opens, by how the library names the end that it missed. */
const openings: readonly (readonly [missed: RegExp, sign: Sign])[] = [
  [/^Flow .*end with a \]/, "["],
  [/^Flow .*end with a \}/, "{"],
  [/^Missing closing "quote/, 'quote "'],
  [/^Missing closing 'quote/, "quote '"],
];

/** Where the quote or bracket opens whose end the parser missed; it says only where it gave up, which can be the end of the file. */
function neverClosed({ message, pos }: YAMLError, document: Document): { sign: Sign; at: number } | undefined {
  const sign = openings.find(([missed]) => missed.test(message))?.[1];
  if (sign === undefined) return undefined;
  let at: number | undefined;
  visit(document, {
    Value: (_key, node) => {
      const opens = isMap(node) ? sign === "{" : isSeq(node) ? sign === "[" : sign.startsWith("quote");
      // The last one that ends where the parser gave up is the innermost.
      if (opens && node.range?.[1] === pos[0]) at = node.range[0];
    },
  });
  return at === undefined ? undefined : { sign, at };
}

type Kind = Exclude<YamlProblem["kind"], "neverClosed">;

/**
 * What the library found, by its code, and where one code means several things by how it begins to say it. Its own words are shown nowhere:
 * they speak of its tokens, and quote the file, which may hold a secret.
 */
const kinds: readonly (readonly [code: ErrorCode, begins: RegExp, kind: Kind])[] = [
  ["BAD_ALIAS", /^/, "nameMissing"],
  ["BAD_DQ_ESCAPE", /^/, "escape"],
  ["BAD_INDENT", /^All (?:mapping|sequence) items/, "indentation"],
  ["BAD_SCALAR_START", /^/, "firstCharacter"],
  ["BLOCK_AS_IMPLICIT_KEY", /^/, "colonTwice"],
  ["BLOCK_IN_FLOW", /^/, "blockInBrackets"],
  ["KEY_OVER_1024_CHARS", /^/, "keyTooLong"],
  ["MISSING_CHAR", /^Block scalars/, "emptyLine"],
  ["MISSING_CHAR", /^Implicit map keys/, "colonMissing"],
  ["MISSING_CHAR", /^Missing , /, "commaMissing"],
  ["MISSING_CHAR", /^Missing space|separated from/, "spaceMissing"],
  ["MULTILINE_IMPLICIT_KEY", /^/, "colonMissing"],
  ["MULTIPLE_ANCHORS", /^/, "anchorTwice"],
  ["MULTIPLE_TAGS", /^/, "tagTwice"],
  ["UNEXPECTED_TOKEN", /^Block scalar header/, "textBlock"],
  ["UNEXPECTED_TOKEN", /^Unexpected (?:,|empty item) in/, "commaTooMuch"],
  ["UNEXPECTED_TOKEN", /at node end$|in YAML (?:stream|document)/, "misplaced"],
];

function problemOf({ code, message, pos }: YAMLError, text: string): Kind {
  if (isVariable(text, pos[0])) return "variable";
  return kinds.find(([of, begins]) => of === code && begins.test(message))?.[2] ?? "unknown";
}
