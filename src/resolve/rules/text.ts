import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Fix } from "../../diagnostics/fix.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { SyntaxNode } from "../../syntax/nodes.js";
import { textProblem } from "../text-problem.js";

/**
 * Texts that cannot reach the container as they stand: Terraform keeps all strings in Unicode normalization form C, a process takes
 * no NUL, and half of a surrogate pair is no character. Refused wherever they are.
 *
 * Source: github.com/zclconf/go-cty docs/types.md, "String values are sequences of unicode characters ... NFC normalization".
 */
export function checkTexts(node: SyntaxNode, diagnostics: Diagnostics): void {
  if (node.kind === "scalar") check(node.text, node.location, diagnostics);
  else if (node.kind === "list") for (const item of node.items) checkTexts(item, diagnostics);
  else {
    for (const entry of node.entries.values()) {
      check(entry.key, entry.keyLocation, diagnostics);
      checkTexts(entry.value, diagnostics);
    }
  }
}

function check(text: string, location: SourceLocation, diagnostics: Diagnostics): void {
  const problem = textProblem(text);
  if (problem) diagnostics.report("NK018", location, { problem }, [], inFormC(location));
}

/** Undefined where the file has the text in form C, or in escapes, or does not show it. */
function inFormC(location: SourceLocation): Fix | undefined {
  const written = location.file.text.slice(location.start, location.end);
  const newText = written.normalize("NFC");
  if (written === newText || textProblem(newText)) return undefined;
  return { title: "each accented letter as one character", edits: [{ location, newText }] };
}
