import type { Diagnostic } from "./diagnostic.js";

/** Findings that say the same of several places. */
export interface Kind {
  readonly first: Diagnostic;
  /** Each at a place of its own. */
  readonly others: readonly Diagnostic[];
}

/** Findings with the notes of one kind together, where the first of them was. Errors and warnings are each about their own place. */
export function kindsOf(diagnostics: readonly Diagnostic[]): readonly Kind[] {
  const kinds = new Map<string | Diagnostic, Diagnostic[]>();
  for (const one of diagnostics) {
    const kind = one.severity === "note" ? kindOf(one) : one;
    const there = kinds.get(kind);
    if (!there) kinds.set(kind, [one]);
    else if (!there.some((other) => samePlace(one, other))) there.push(one);
  }
  return [...kinds.values()].flatMap(([first, ...others]) => (first ? [{ first, others }] : []));
}

/** What a finding says, whatever the names in it are. */
function kindOf({ code, message }: Diagnostic): string {
  return `${code} ${message.replaceAll(/`[^`]*`(?:(?:, | and )`[^`]*`)*/g, "`")}`;
}

function samePlace({ location: one }: Diagnostic, { location: other }: Diagnostic): boolean {
  return one.file.path === other.file.path && one.start === other.start && one.end === other.end;
}
