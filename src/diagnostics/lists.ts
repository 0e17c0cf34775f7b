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
