import { type Diagnostic, withoutFix } from "../diagnostics/diagnostic.js";
import { type Fix, sameFix } from "../diagnostics/fix.js";
import { type Range, repeatedRanges } from "../syntax/repeated.js";

/**
 * Findings, without the fixes that reach further than they should: into what an alias repeats elsewhere, and into a place of which
 * another environment would have something else made, or nothing at all.
 */
export function withSoundFixes(diagnostics: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  if (!diagnostics.some(({ fix }) => fix)) return diagnostics;
  // Which of several documents counts is for the user to say first.
  if (diagnostics.some(({ code }) => code === "NK006")) return diagnostics.map(withoutFix);
  const repeated = repeatedRanges(text);
  const disputed = disputedPlaces(diagnostics);
  const sound = (one: Diagnostic) => !one.fix || !(reaches(one.fix, repeated) || disputed.has(place(one)));
  return diagnostics.map((one) => (sound(one) ? one : withoutFix(one)));
}

function reaches({ edits }: Fix, repeated: readonly Range[]): boolean {
  return edits.some(({ location }) => {
    const last = repeated.findLast(([from]) => from <= location.end);
    return last !== undefined && last[1] >= location.start;
  });
}

/** Where findings of one kind do not agree on their fix. */
function disputedPlaces(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  const first = new Map<string, Diagnostic>();
  const disputed = new Set<string>();
  for (const one of diagnostics) {
    const before = first.get(place(one));
    if (!before) first.set(place(one), one);
    else if (!sameFix(before.fix, one.fix)) disputed.add(place(one));
  }
  return disputed;
}

function place({ code, location: { file, start, end } }: Diagnostic): string {
  return `${code} ${start} ${end} ${file.path}`;
}
