import { distance } from "fastest-levenshtein";

/** Among more names than these nothing is guessed: a file with thousands of wrong ones would take minutes. */
const MAX_CANDIDATES = 1000;

/** The likeliest word meant, or undefined when none is near: at most a third of the letters may differ, or their order. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length > MAX_CANDIDATES) return undefined;
  const folded = word.toLowerCase().replaceAll("-", "_");
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    // As many letters are to be put in or taken out at least.
    if (Math.abs(lower.length - folded.length) > Math.max(1, Math.floor(candidate.length / 3))) continue;
    const edits = sameLetters(folded, lower) ? Number(folded !== lower) : distance(folded, lower);
    if (edits <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || edits < best.edits))
      best = { candidate, edits };
  }
  return best?.candidate;
}

function sameLetters(one: string, other: string): boolean {
  return one.length === other.length && [...one].sort().join("") === [...other].sort().join("");
}
