import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Fix } from "../diagnostics/fix.js";
import type { SourceFile, SourceLocation } from "../diagnostics/source.js";
import { withoutComputed, withTexts } from "../diagnostics/with-texts.js";
import { BLANK, type KnownSecrets } from "../secrets/known.js";
import type { SecretPlace } from "./known-secrets.js";

/**
 * Findings as they may be shown: no message, help, frame or fix has a secret. Everything that is found in a file leaves through here.
 */
export function blankFindings(
  diagnostics: readonly Diagnostic[],
  known: KnownSecrets,
  places: readonly SecretPlace[],
): readonly Diagnostic[] {
  const blanking = new Blanking(known, places);
  return diagnostics.map((one) => blanking.finding(one));
}

/** A place with a secret, as seen from a location. */
interface NearPlace {
  readonly secrets: readonly string[];
  readonly isWhole: boolean;
}

class Blanking {
  readonly #known: KnownSecrets;
  readonly #places: readonly SecretPlace[];
  readonly #covered = new Map<SourceFile, SourceFile>();
  /** Thousands of findings may list the same thousands of names, and say the same of them. */
  readonly #blank = remembering((text) => this.#known.blank(text));
  readonly #blankParam = remembering((text) => blankParam(text, (quoted) => this.#known.blank(quoted)));

  constructor(known: KnownSecrets, places: readonly SecretPlace[]) {
    this.#known = known;
    this.#places = [...places].sort((a, b) => a.location.start - b.location.start);
  }

  finding(one: Diagnostic): Diagnostic {
    const near = this.#placesNear(one);
    const here = near.filter(({ isWhole }) => isWhole).flatMap(({ secrets }) => secrets);
    const blank = here.length === 0 ? this.#blank : (text: string) => this.#known.blankPieces(this.#blank(text), here);
    const param = here.length === 0 ? this.#blankParam : (text: string) => blankParam(text, blank);
    const told = near.length === 0 ? one : withoutComputed(one, BLANK);
    // A fix of what has such params is made of them.
    const fix = told === one ? one.fix : undefined;
    const blanked = withTexts(told, param);
    const location = this.#cover(one.location);
    // Of most findings nothing changes, and there may be very many.
    if (blanked === one && location === one.location && one.related.length === 0 && !one.fix) return one;
    return blanked.with({
      location,
      related: blanked.related.map((other) => other.with({ location: this.#cover(other.location) })),
      fix: fix && !shows(fix, blank) ? this.#coverFix(fix) : undefined,
    });
  }

  #placesNear({ location, related, sources }: Diagnostic): readonly NearPlace[] {
    if (this.#places.length === 0) return [];
    return [location, ...related.map((other) => other.location), ...sources].flatMap((at) => this.#placesAt(at));
  }

  /** The places with a secret that a location is in (`isWhole`: it is of that one value), or that it holds. */
  #placesAt({ start, end }: SourceLocation): readonly NearPlace[] {
    const found: NearPlace[] = [];
    for (let at = this.#firstEndingAfter(start); at < this.#places.length; at++) {
      const place = this.#places[at];
      if (!place || place.location.start > Math.max(start, end - 1)) break;
      found.push({ secrets: place.secrets, isWhole: isOneValue(place.location, { start, end }) });
    }
    return found;
  }

  /** Places do not overlap, so their ends are sorted as well. */
  #firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle]?.location.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #coverFix({ title, edits }: Fix): Fix {
    return { title, edits: edits.map((edit) => ({ ...edit, location: this.#cover(edit.location) })) };
  }

  #cover(location: SourceLocation): SourceLocation {
    const file = this.#covered.get(location.file) ?? this.#coveredFile(location.file);
    return file === location.file ? location : { ...location, file };
  }

  #coveredFile(file: SourceFile): SourceFile {
    const text = this.#known.cover(file.text);
    const covered = text === file.text ? file : { ...file, text };
    this.#covered.set(file, covered);
    return covered;
  }
}

/** A function that works out each answer once. */
function remembering(answer: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = answer(text);
    known.set(text, found);
    return found;
  };
}

/** Whether a location is a value or a part of one; that of a map which holds many says nothing of their values. */
function isOneValue(
  place: { readonly start: number; readonly end: number },
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  return start >= place.start && end <= place.end;
}

/** A param is blanked as what a message quotes, which most are; one that quotes something itself is a sentence or a part of one. */
function blankParam(text: string, blank: (text: string) => string): string {
  return text.includes("`") ? blank(text) : blank(`\`${text}\``).slice(1, -1);
}

function shows({ title, edits }: Fix, blank: (text: string) => string): boolean {
  return [...title.split(" "), ...edits.map(({ newText }) => newText)].some((text) => {
    const quoted = `\`${text.replaceAll("`", "'")}\``;
    return blank(quoted) !== quoted;
  });
}
