import type { Compilation } from "../compile.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Fix } from "../diagnostics/fix.js";
import { overlap, withEdits } from "./edit.js";

/** A finding with its fix. */
export type Fixable = Diagnostic & { readonly fix: Fix };

/** A fix that was not made, as it would have brought another error. */
export interface Refused {
  readonly finding: Fixable;
  /** The first of the errors. */
  readonly because: Diagnostic;
}

export interface Fixed {
  readonly text: string;
  /** In the order in which they were made; each is positioned in the text that it was made in. */
  readonly made: readonly Fixable[];
  /** What was left, positioned in the fixed text. */
  readonly refused: readonly Refused[];
}

/** One fix may bring another to light: a key that was not read before. Nobody needs so many. */
const MAX_ROUNDS = 50;

/** Fixes of one round. Each may have to be tried alone, so a file that is wrong everywhere is fixed in several rounds. */
const MAX_MENDS = 100;

/** Reads a text as the command would: with the same variables and environments. */
export type Check = (text: string) => Compilation;

/**
 * Makes every fix that a text's findings offer, until none is left. A fix is made only when the text that it gives has no error that
 * was not there before; and when the text had no error at all, only when what it means stays the same to the letter.
 *
 * `checks` all have a say, the first names the findings.
 */
export function applyFixes(text: string, checks: readonly [Check, ...Check[]]): Fixed {
  let current = text;
  const made: Fixable[] = [];
  let refused: readonly Refused[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = checks.map((check) => check(current));
    const candidates = fixable(before[0]?.diagnostics ?? []);
    const chosen = withoutOverlaps(candidates);
    if (chosen.length === 0) break;
    const attempt = (some: readonly Fixable[]) => settled(current, some, before, checks);
    const all = attempt(chosen);
    const { settled: result, refused: left } = all.problem ? oneByOne(chosen, attempt) : { settled: all, refused: [] };
    refused = left;
    if (!result) break;
    made.push(...result.made);
    current = result.text;
  }
  return { text: current, made, refused };
}

/** Errors come first: while there are some, nobody can tell whether a fix of anything else changes what is meant. */
function fixable(diagnostics: readonly Diagnostic[]): readonly Fixable[] {
  const all = diagnostics.filter(isFixable);
  const errors = all.filter(({ severity }) => severity === "error");
  return diagnostics.some(({ severity }) => severity === "error") ? errors : all;
}

function isFixable(one: Diagnostic | "meaning"): one is Fixable {
  return one !== "meaning" && one.fix !== undefined;
}

/** Of fixes that touch the same place the first counts; the others have their turn in the next round. */
function withoutOverlaps(candidates: readonly Fixable[]): readonly Fixable[] {
  const chosen: Fixable[] = [];
  for (const one of candidates) {
    if (chosen.length === MAX_MENDS) break;
    const meets = chosen.some(({ fix }) => fix.edits.some((edit) => one.fix.edits.some((own) => overlap(edit, own))));
    if (!meets) chosen.push(one);
  }
  return chosen;
}

/** What fixes lead to. */
interface Attempt {
  readonly text: string;
  readonly made: readonly Fixable[];
  /** Why it may not be so: an error that was not there, or another meaning. */
  readonly problem: Diagnostic | "meaning" | undefined;
}

/** Makes fixes, and those of the errors that come to light by them: of what is in a map whose key was mistyped. */
function settled(
  start: string,
  fixes: readonly Fixable[],
  before: readonly Compilation[],
  checks: readonly Check[],
): Attempt {
  let text = start;
  let next = fixes;
  const made: Fixable[] = [];
  for (let depth = 0; ; depth++) {
    const edits = next.flatMap(({ fix }) => fix.edits);
    text = withEdits(text, edits);
    made.push(...next);
    const problems = problemsWith(text, before, checks);
    const curable = problems.filter(isFixable);
    const problem = problems.find((one) => !isFixable(one)) ?? (depth === MAX_ROUNDS ? problems[0] : undefined);
    if (problem || curable.length === 0) return { text, made, problem };
    next = withoutOverlaps(curable);
  }
}

/** Adds one fix after the other, and leaves out those that do harm. */
function oneByOne(
  chosen: readonly Fixable[],
  attempt: (some: readonly Fixable[]) => Attempt,
): { readonly settled: Attempt | undefined; readonly refused: readonly Refused[] } {
  const kept: Fixable[] = [];
  const refused: Refused[] = [];
  let best: Attempt | undefined;
  for (const finding of chosen) {
    const tried = attempt([...kept, finding]);
    if (tried.problem === undefined) {
      kept.push(finding);
      best = tried;
    } else if (tried.problem !== "meaning") refused.push({ finding, because: tried.problem });
  }
  return { settled: best, refused };
}

/** The errors that a text has and the one before it had not; or that it means something else, where that could be told. */
function problemsWith(
  text: string,
  before: readonly Compilation[],
  checks: readonly Check[],
): readonly (Diagnostic | "meaning")[] {
  for (const [index, check] of checks.entries()) {
    const was = before[index];
    const now = check(text);
    const known = counted((was?.diagnostics ?? []).filter(isError).map(identity));
    const added = now.diagnostics.filter(isError).filter((one) => {
      const count = known.get(identity(one)) ?? 0;
      known.set(identity(one), count - 1);
      return count <= 0;
    });
    if (added.length > 0) return added;
    if (was?.project && meaning(was) !== meaning(now)) return ["meaning"];
  }
  return [];
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** Which finding it is, wherever it has moved to. */
function identity({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

function counted(identities: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of identities) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** What a file means, as text: the project, without the places that its parts were written at. */
function meaning({ project }: Compilation): string {
  return JSON.stringify(project, (_key, value: unknown) => (isLocation(value) ? undefined : value)) ?? "";
}

function isLocation(value: unknown): boolean {
  return typeof value === "object" && value !== null && "file" in value && "start" in value && "end" in value;
}
