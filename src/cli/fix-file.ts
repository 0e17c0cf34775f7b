import { placeText, wrap } from "../diagnostics/terminal-text.js";
import { applyFixes, type Check, type Refused } from "../fix/apply.js";
import { CannotRun } from "./cannot-run.js";
import { MAX_TEXT_BYTES, readIfThere } from "./files/read.js";
import { replaceFile } from "./files/replace.js";
import { targetOf } from "./files/target.js";
import type { Loaded } from "./load.js";
import { say } from "./say.js";
import type { Terminal } from "./terminal.js";

/** Makes the fixes that a file's findings offer, writes it, and says what was done. Returns whether the file was written. */
export function fixFile({ source, environments, compileText }: Loaded, terminal: Terminal): boolean {
  if (!compileText) return false;
  const asked: Check = (text) => compileText(text, environments);
  // What one environment gains, no other may lose.
  const all: Check = (text) => compileText(text);
  const { text, made, refused } = applyFixes(source.text, environments ? [asked, all] : [asked]);
  if (text !== source.text) rewrite(source.path, source.text, text);
  const lines = [
    ...made.map((one) => `${placeText(one.location)} ${one.code} ${one.fix.title}`),
    ...refused.map(refusal),
    ...(made.length > 0
      ? [`Fixed ${made.length} ${made.length === 1 ? "finding" : "findings"} in ${source.path}.`]
      : []),
  ];
  const { width } = terminal;
  for (const line of lines) say(`${wrap(line, { width, firstIndent: 0, indent: 2 }).join("\n  ")}\n`, terminal);
  return text !== source.text;
}

function refusal({ finding, because }: Refused): string {
  return `${placeText(finding.location)} ${finding.code} is left, as ${finding.fix.title} would bring ${because.code}: ${because.message}`;
}

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Puts another text into a file, in one step. A link stays, and what it leads to is written. A byte order mark stays too.
 * @throws CannotRun when the file no longer has the text that was read, or cannot be written; then it is as it was
 */
function rewrite(path: string, before: string, after: string): void {
  const now = readIfThere(path, MAX_TEXT_BYTES) ?? "";
  const mark = now.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  if (now.slice(mark.length) !== before) throw new CannotRun(`${path} was changed meanwhile, so it was not fixed.`);
  const { mode = 0 } = targetOf(path);
  // Renaming would replace it all the same.
  if ((mode & 0o222) === 0) throw new CannotRun(`${path} is read-only, so it was not fixed.`);
  replaceFile(path, mark + after);
}
