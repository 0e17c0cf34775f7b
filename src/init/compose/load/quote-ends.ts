/** A line with the end of a text in quotes, and with what closes around it. */
const END = /^[ \t]*(?=(?:"|')[ \t]*[\])},]*[ \t]*(?:#.*)?$)/gm;

/** Columns further in than any key is. */
const FAR = " ".repeat(80);

/**
 * A text with the ends of its quoted texts further in: YAML 1.2 wants them further in than their key, while compose takes them anywhere. The white space before
 * is none of the text.
 */
export function withIndentedEnds(text: string): string {
  return text.replaceAll(END, (space) => `${space}${FAR}`);
}
