import { distance } from "fastest-levenshtein";

/**
 * The one word that was obviously meant, where a hint would only ask: at most one letter differs, two from eight letters on, or two
 * neighbours changed places; words of three letters and less differ in nothing but letter case, `-` and `_`. Digits are never a typo
 * (`web1` is not `web2`), and no other candidate may be as near.
 */
export function obviousCorrection(word: string, candidates: readonly string[]): string | undefined {
  const [nearest, next] = candidates
    .map((candidate) => ({ candidate, edits: editsOf(word, candidate) }))
    .sort((a, b) => a.edits - b.edits);
  if (!nearest || nearest.edits === next?.edits) return undefined;
  const { candidate, edits } = nearest;
  return edits <= allowedIn(candidate) && digitsIn(word) === digitsIn(candidate) ? candidate : undefined;
}

function allowedIn({ length }: string): number {
  return length >= 8 ? 2 : length >= 4 ? 1 : 0;
}

function editsOf(word: string, candidate: string): number {
  const [one, other] = [fold(word), fold(candidate)];
  return neighboursSwapped(one, other) ? 1 : distance(one, other);
}

/** `dependsOn` and `depends_on` are one word, spelled in two ways. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, "");
}

function neighboursSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((_, index) => one[index] !== other[index]);
  return at >= 0 && other === one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2);
}

function digitsIn(word: string): string {
  return word.replace(/\D/g, "");
}
