import { type Code, codes, type Params } from "./codes.js";
import { type Fix, sameFix } from "./fix.js";
import type { SourceLocation } from "./source.js";

/** `error`: nothing is written. `warning`: it works, and the user should know. `note`: what we did with what was written. */
export type Severity = "error" | "warning" | "note";

/** Another place that belongs to the finding: the first of two duplicates, the other half of a conflict. */
export interface RelatedLocation {
  readonly message: string;
  readonly location: SourceLocation;
}

/** One finding about the user's input. Findings are collected, never thrown. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong, and why it cannot stay. One or two sentences. */
  readonly message: string;
  readonly location: SourceLocation;
  readonly related: readonly RelatedLocation[];
  /** What to write instead. */
  readonly help?: string;
  /** The one obvious mend, where there is one. */
  readonly fix?: Fix;
}

/** Words a finding with the text that the registry has for its code. */
export function diagnostic<C extends Code>(
  code: C,
  location: SourceLocation,
  params: Params<C>,
  related: readonly RelatedLocation[] = [],
  fix?: Fix,
): Diagnostic {
  const entry = codes[code] as {
    severity: Severity;
    message(p: unknown): string;
    help?(p: unknown): string | undefined;
  };
  const help = entry.help?.(params);
  return {
    code,
    severity: entry.severity,
    message: entry.message(params),
    location,
    related,
    ...(help === undefined ? {} : { help }),
    ...(fix ? { fix } : {}),
  };
}

/** Collects findings; the same finding made twice (once per environment, say) is kept once. */
export class Diagnostics {
  readonly #byIdentity = new Map<string, Diagnostic>();

  /** Reports a finding. See {@link diagnostic}. */
  report<C extends Code>(
    code: C,
    location: SourceLocation,
    params: Params<C>,
    related: readonly RelatedLocation[] = [],
    fix?: Fix,
  ): void {
    this.add(diagnostic(code, location, params, related, fix));
  }

  /** A finding that is made again with another mend, or with none, has none: it is not obvious. */
  add(...found: readonly Diagnostic[]): void {
    this.addAll(found);
  }

  /** The same for any number of findings: a call takes some hundred thousand arguments at most. */
  addAll(found: readonly Diagnostic[]): void {
    for (const one of found) {
      const { file, start, end } = one.location;
      const identity = `${one.code} ${start} ${end} ${file.path}\0${one.message}`;
      const before = this.#byIdentity.get(identity);
      if (!before) this.#byIdentity.set(identity, one);
      else if (!sameFix(before.fix, one.fix)) this.#byIdentity.set(identity, withoutFix(before));
    }
  }

  get hasErrors(): boolean {
    return [...this.#byIdentity.values()].some((one) => one.severity === "error");
  }

  /** All findings by file, offset and code. */
  sorted(): readonly Diagnostic[] {
    return [...this.#byIdentity.values()].sort(
      (a, b) =>
        compare(a.location.file.path, b.location.file.path) ||
        a.location.start - b.location.start ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
  }
}

/** The same finding, with no mend. */
export function withoutFix({ fix: _, ...rest }: Diagnostic): Diagnostic {
  return rest;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
