import type { TextEdit } from "../diagnostics/fix.js";

/** The text with all edits made. They were found in this very text, or in one of the same length with parts blanked. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.location.start - b.location.start || a.location.end - b.location.end);
  const parts: string[] = [];
  let at = 0;
  for (const { location, newText } of ordered) {
    parts.push(text.slice(at, location.start), newText);
    at = location.end;
  }
  return [...parts, text.slice(at)].join("");
}

/** Whether two edits touch the same place, so that only one of them can be made. */
export function overlap(one: TextEdit, other: TextEdit): boolean {
  return one.location.start <= other.location.end && other.location.start <= one.location.end;
}
