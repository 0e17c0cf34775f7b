import { split } from "shlex";

/** A text as the arguments that it stands for, or why it stands for none. */
export type ArgumentsReading =
  | { readonly words: readonly string[]; readonly problem?: undefined; readonly variable?: string }
  | { readonly problem: "quote" | "operator"; readonly found: string };

/** What is quoted by a shell, and what only single quotes keep from it. */
const QUOTED = /'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]/g;
const KEPT = /'[^']*'|\\[\s\S]/g;

/** Words that are for a shell alone: `&&`, `|`, `;`, `> file`, `2>&1`. One within a word, as in `?a=1&b=2`, is meant as it stands. */
const OPERATOR = /^(?:\|\|?|&&?|;;?|\d*(?:<<?-?|>>?|[<>]&).*)$/;

/**
 * Splits a command line as compose does: quotes keep a word together, and no shell reads it, so nothing is expanded. `variable` is one that looks
 * as if it were to be.
 */
export function argumentsOf(text: string): ArgumentsReading {
  const operator = operatorIn(text);
  if (operator !== undefined) return { problem: "operator", found: operator };
  const words = wordsOf(text);
  if (!words) return { problem: "quote", found: text };
  const [variable] = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})/.exec(text.replace(KEPT, "")) ?? [];
  return { words, ...(variable !== undefined && { variable }) };
}

function operatorIn(text: string): string | undefined {
  const [substitution] = /\$\(|`/.exec(text.replace(KEPT, "")) ?? [];
  if (substitution !== undefined) return substitution;
  const bare = text.replace(QUOTED, "_").trim().split(/\s+/);
  const found = bare.find((word) => OPERATOR.test(word) || /[^\\];$/.test(word));
  return found?.endsWith(";") ? ";" : found;
}

function wordsOf(text: string): readonly string[] | undefined {
  try {
    return split(text);
  } catch {
    return undefined;
  }
}
