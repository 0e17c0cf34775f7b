import type { Mutation } from "./mutations.js";

/**
 * The source with all its mutations in it, each behind a question that is asked as it runs: `__mutant(7)` is true where the seventh is on. So
 * the sources are written, read and compiled once for all faults, and the same question tells which tests come past a fault at all.
 *
 * @param first the number of the first mutation; the others follow
 */
export function switched(text: string, mutations: readonly Mutation[], first: number): string {
  const numbered = mutations.map((mutation, index) => ({ ...mutation, id: first + index }));
  return within(text, 0, text.length, numbered);
}

type Numbered = Mutation & { readonly id: number };

/** The text from an offset to another, with the mutations that lie there, which lie beside or in each other. */
function within(text: string, from: number, to: number, mutations: readonly Numbered[]): string {
  let written = "";
  let at = from;
  for (const outer of outermost(mutations)) {
    const { start, end, statement } = outer;
    const here = mutations.filter((one) => one.start === start && one.end === end && one.statement === statement);
    const inside = mutations.filter((one) => !here.includes(one) && one.start >= start && one.end <= end);
    const inner = within(text, start, end, inside);
    written += text.slice(at, start) + (statement ? statementOf(here, inner) : expressionOf(here, inner));
    at = end;
  }
  return written + text.slice(at, to);
}

/** Those that lie in no other, one of each place. */
function outermost(mutations: readonly Numbered[]): readonly Numbered[] {
  const sorted = [...mutations].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(b.statement) - Number(a.statement),
  );
  let end = -1;
  return sorted.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

function expressionOf(mutations: readonly Numbered[], inner: string): string {
  return mutations.reduceRight((rest, { id, text }) => `(__mutant(${id}) ? (${text}) : ${rest})`, `(${inner})`);
}

/** A statement has one mutation: it is not there. */
function statementOf(mutations: readonly Numbered[], inner: string): string {
  return mutations.reduceRight((rest, { id }) => `{ if (!__mutant(${id})) ${rest} }`, inner);
}
