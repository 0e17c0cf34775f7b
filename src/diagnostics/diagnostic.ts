import { type Code, codes, type Params } from "./codes.js";
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
}

/** Words a finding with the text that the registry has for its code. */
export function diagnostic<C extends Code>(
  code: C,
  location: SourceLocation,
  params: Params<C>,
  related: readonly RelatedLocation[] = [],
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
  ): void {
    this.add(diagnostic(code, location, params, related));
  }

  add(...found: readonly Diagnostic[]): void {
    for (const one of found) {
      const { file, start, end } = one.location;
      const identity = JSON.stringify([one.code, file.path, start, end, one.message]);
      if (!this.#byIdentity.has(identity)) this.#byIdentity.set(identity, one);
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
