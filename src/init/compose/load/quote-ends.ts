/** Columns further in than any key is. */
const FAR = " ".repeat(80);

/**
 * A text with the end of one of its quoted texts further in: YAML 1.2 wants it further in than its key, while compose takes it anywhere. The white space
 * before is none of the text. `opened` is where the quoted text begins; undefined where none does, or where it has no end on a line of its own.
 */
export function withIndentedEnd(text: string, opened: number): string | undefined {
  const quote = text[opened];
  if (quote !== '"' && quote !== "'") return undefined;
  // Behind it stands what closes around it.
  const end = new RegExp(`^[ \\t]*(?=${quote}[ \\t]*[\\])},]*[ \\t]*(?:#.*)?$)`, "gm");
  end.lastIndex = opened + 1;
  const found = end.exec(text);
  if (!found) return undefined;
  const at = found.index + found[0].length;
  return text.slice(0, at) + FAR + text.slice(at);
}
