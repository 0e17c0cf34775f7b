import type { Diagnostic } from "./diagnostic.js";
import type { Fix } from "./fix.js";
import { positionOf, type SourceLocation } from "./source.js";

/**
 * Findings for a program: `{"diagnostics": [...]}`, keys in a fixed order, a newline at the end. Lines and columns begin at 1,
 * columns count UTF-16 units, and the end is the position after the last character, as in LSP and SARIF. `fix` is what `--fix` would
 * write; its edits are all in the finding's own file.
 */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  const found = diagnostics.map(({ code, severity, message, location, help, related, fix }) => ({
    code,
    severity,
    message,
    ...region(location),
    help: help ?? null,
    related: related.map((other) => ({ message: other.message, ...region(other.location) })),
    fix: fix ? fixJson(fix) : null,
  }));
  return `${escapeFormatCharacters(JSON.stringify({ diagnostics: found }, null, 2))}\n`;
}

function fixJson({ title, edits }: Fix) {
  const changes = edits.map(({ location, newText }) => {
    const { file: _, ...range } = region(location);
    return { ...range, newText };
  });
  return { title, edits: changes };
}

function region({ file, start, end }: SourceLocation) {
  const from = positionOf(file, start);
  const to = positionOf(file, Math.max(start, end));
  return { file: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** Writes as `\uXXXX` what JSON allows raw in a string and a terminal would obey: C1 controls and writing directions. */
export function escapeFormatCharacters(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
