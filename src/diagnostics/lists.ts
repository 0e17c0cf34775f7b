/** More names than these are too much to read. */
export const MOST_LISTED = 12;

/** Words as a sentence has them: "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], last: "and" | "or" = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** Names as a sentence has them, each as code. */
export function quotedList(names: readonly string[], last: "and" | "or" = "and"): string {
  return listed(
    names.map((name) => `\`${name}\``),
    last,
  );
}

/** A text as lines of at most so many characters. They break at spaces alone, so a longer word has a line of its own. */
export function filled(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
