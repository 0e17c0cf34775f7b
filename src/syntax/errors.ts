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
    diagnostics.report("NK007", { file, start: opening.at, end: opening.at + 1 }, { problem });
  } else {
    diagnostics.report("NK007", { file, start, end: Math.max(end, start) }, { problem: describe(error, file.text) });
  }
}

/** What opens, by how the library names the end that it missed. */
const openings: Readonly<Record<string, string>> = {
  "]": "[",
  "}": "{",
  '"quote': 'quote "',
  "'quote": "quote '",
};

/** Where the quote or bracket opens whose end the parser missed; it says only where it gave up, which can be the end of the file. */
function neverClosed({ message, pos }: YAMLError, document: Document): { sign: string; at: number } | undefined {
  const missed = /^Missing closing (["']quote)|^Flow .*end with a ([\]}])$/.exec(message);
  const sign = openings[missed?.[1] ?? missed?.[2] ?? ""];
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

/** The library's findings in plain words, by its code. What they quote from the file is left out: it could be a secret. */
const words: Readonly<Partial<Record<string, string>>> = {
  BAD_ALIAS: "a name is missing after & or *",
  BAD_DQ_ESCAPE: 'this is no escape; within "double quotes" a backslash that means itself is written \\\\',
  BAD_SCALAR_START: "a text that begins with this character must stand in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a second colon on one line; a text that holds `: ` must stand in quotes",
  MULTILINE_IMPLICIT_KEY: "a colon is missing after this key",
  MULTIPLE_ANCHORS: "a value has one anchor at most",
  MULTIPLE_TAGS: "a value has one tag at most",
};

function describe({ code, message, pos }: YAMLError, text: string): string {
  if (text.slice(pos[0] - 1, pos[0] + 1) === "${") return "between { } or [ ] a variable must stand in quotes";
  if (message === "Implicit map keys need to be followed by map values") return "a colon is missing after this key";
  if (message === "All mapping items must start at the same column") {
    return "this line is indented differently from the others of its map";
  }
  if (code === "UNEXPECTED_TOKEN" && /at node end$|in YAML (stream|document)/.test(message)) {
    return "what stands here belongs to nothing before it";
  }
  const known = words[code];
  if (known !== undefined) return known;
  const problem = message.replace(/: .*$/s, "").trim().replace(/\.$/, "");
  return problem.charAt(0).toLowerCase() + problem.slice(1);
}
