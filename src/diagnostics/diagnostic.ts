import { type AnyParams, type Code, codes, type Params } from "./codes.js";
import { type Fix, sameFix } from "./fix.js";
import type { RelatedLocation } from "./related.js";
import type { Severity } from "./severity.js";
import type { SourceLocation } from "./source.js";

/** What a finding is made of. */
export interface FindingParts {
  readonly code: Code;
  readonly location: SourceLocation;
  /** What the words of the code are filled with. See {@link Params}. */
  readonly params: AnyParams;
  readonly related: readonly RelatedLocation[];
  /** The one obvious fix, where there is one. */
  readonly fix: Fix | undefined;
  /** Other places that the params were worked out of, which need not be shown. */
  readonly sources: readonly SourceLocation[];
}

/** The entry of a code whose params were checked where the finding was made. */
interface Wording {
  readonly severity: Severity;
  message(params: AnyParams): string;
  help?(params: AnyParams): string | undefined;
}

/**
 * One finding about the user's input. Findings are collected, never thrown. A finding is data: its words are made of its code and its
 * params each time that somebody reads them.
 */
export class Diagnostic implements FindingParts {
  readonly code: Code;
  readonly location: SourceLocation;
  readonly params: AnyParams;
  readonly related: readonly RelatedLocation[];
  readonly fix: Fix | undefined;
  readonly sources: readonly SourceLocation[];

  constructor({ code, location, params, related, fix, sources }: FindingParts) {
    this.code = code;
    this.location = location;
    this.params = params;
    this.related = related;
    this.fix = fix;
    this.sources = sources;
  }

  get severity(): Severity {
    return codes[this.code].severity;
  }

  /** What is wrong, and why it cannot stay. One or two sentences. */
  get message(): string {
    return wordingOf(this.code).message(this.params);
  }

  /** What to write instead. */
  get help(): string | undefined {
    return wordingOf(this.code).help?.(this.params);
  }

  /** The same finding with other parts. */
  with(changes: Partial<Omit<FindingParts, "code">>): Diagnostic {
    return new Diagnostic({ ...this, ...changes });
  }
}

function wordingOf(code: Code): Wording {
  return codes[code] as Wording;
}

/** One list for all findings that have none. */
const NONE: readonly never[] = [];

/** Collects findings; the same finding made twice is kept once, with the environments of both where it names those. */
export class Diagnostics {
  /** The findings by code and offset. Only where more than one begin at an offset is read what they say: words are made where they are read. */
  readonly #byCode = new Map<Code, Map<number, Diagnostic | Map<string, Diagnostic>>>();
  #hasErrors = false;

  /** Reports a finding, with what its code has to tell. */
  report<C extends Code>(
    code: C,
    location: SourceLocation,
    params: Params<C>,
    related: readonly RelatedLocation[] = NONE,
    fix?: Fix,
    sources: readonly SourceLocation[] = NONE,
  ): void {
    this.add([new Diagnostic({ code, location, params, related, fix, sources })]);
  }

  /**
   * Takes findings in. One that is made again with another fix, or with none, has none: it is not obvious. The same is what reads the
   * same at one place: names that only the help lists may differ from one environment to the next.
   */
  add(found: Iterable<Diagnostic>): void {
    for (const one of found) {
      this.#hasErrors ||= one.severity === "error";
      const { start } = one.location;
      const byOffset = this.#byCode.get(one.code) ?? new Map<number, Diagnostic | Map<string, Diagnostic>>();
      this.#byCode.set(one.code, byOffset);
      const there = byOffset.get(start);
      if (there === undefined) byOffset.set(start, one);
      else if (there instanceof Map) addTo(there, one);
      else byOffset.set(start, addTo(new Map([[rangeAndMessage(there), there]]), one));
    }
  }

  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  /** All findings by file, offset and code. */
  sorted(): readonly Diagnostic[] {
    return this.#all().sort(
      (a, b) =>
        compare(a.location.file.path, b.location.file.path) ||
        a.location.start - b.location.start ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
  }

  #all(): Diagnostic[] {
    const all: Diagnostic[] = [];
    for (const byOffset of this.#byCode.values()) {
      for (const there of byOffset.values()) {
        for (const one of there instanceof Map ? there.values() : [there]) all.push(one);
      }
    }
    return all;
  }
}

function addTo(there: Map<string, Diagnostic>, one: Diagnostic): Map<string, Diagnostic> {
  const key = rangeAndMessage(one);
  const before = there.get(key);
  if (!before) there.set(key, one);
  else {
    const both = together(before, one);
    there.set(key, sameFix(before.fix, one.fix) ? both : withoutFix(both));
  }
  return there;
}

/** What makes findings of one code the same. Where one names its environments, those of it do not count. */
function rangeAndMessage(one: Diagnostic): string {
  const { location, message } = environmentsOf(one) ? withEnvironments(one, []) : one;
  return `${location.end} ${location.file.path} ${message}`;
}

/** A finding that is made in several environments, with the names of all. */
function together(one: Diagnostic, other: Diagnostic): Diagnostic {
  const [names, others] = [environmentsOf(one), environmentsOf(other)];
  if (!names || !others || others.every((name) => names.includes(name))) return one;
  return withEnvironments(one, [...new Set([...names, ...others])]);
}

/** The environments that a finding names, where it is told once for all that have it. */
function environmentsOf({ code, params }: Diagnostic): readonly string[] | undefined {
  return codes[code].perEnvironment ? (params.environments as readonly string[]) : undefined;
}

function withEnvironments(one: Diagnostic, environments: readonly string[]): Diagnostic {
  return one.with({ params: { ...one.params, environments } });
}

/** The same finding, with no fix. */
export function withoutFix(finding: Diagnostic): Diagnostic {
  return finding.with({ fix: undefined });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
