import { secretsWithin, writtenSecretsIn } from "./written.js";

/** What stands in the place of a secret. */
export const BLANK = "***";

/** A secret of so many characters is blanked wherever it stands: by chance it stands nowhere. */
const MIN_ANYWHERE = 8;

/** One of so many is blanked where it is a word of its own; `admin` and `true` are words that a message may need. */
const MIN_WORD = 6;

/** One of so many is blanked within what a message quotes, a shorter one where it is all that is quoted. */
const MIN_QUOTED = 4;

/** What could be a word of any sentence is blanked only where it is quoted. */
const PLAIN_WORD = /^[a-z]{1,12}$/;

/** A shorter piece of a secret tells nothing. */
const MIN_PIECE = 3;

/** Characters by which secrets are looked up; at most as many as the shortest of those has. */
const INDEXED = 4;

/**
 * The secrets that a run has met: values of variables with the name of a secret, values under such keys, what is one by its form. Whatever
 * is shown goes through {@link blank}.
 */
export class KnownSecrets {
  readonly #texts = new Set<string>();
  readonly #allowed = new Set<string>();
  /** Secrets and their long pieces in lower case, by their first characters and then by their length, the longest first. */
  readonly #byStart = new Map<string, Map<number, Set<string>>>();

  /** Remembers a text, its lines and the longer of its pieces: what is wrong with `a:b` may be told of `b`. */
  add(secret: string): void {
    const text = secret.trim();
    if (text === "" || this.#texts.has(text)) return;
    this.#texts.add(text);
    const pieces = text.split(/[\s:,/#@=]+/).filter(({ length }) => length >= MIN_ANYWHERE);
    for (const one of new Set([text, ...text.split(/\r?\n/), ...pieces, JSON.stringify(text).slice(1, -1)])) {
      if (one.trim().length >= INDEXED) this.#index(one.trim().toLowerCase());
    }
  }

  /** Lets a word pass that a message needs, as a name within the file for instance, when somebody has it for a password: `postgres`. */
  allow(word: string): void {
    if (PLAIN_WORD.test(word)) this.#allowed.add(word);
  }

  /** The text without its secrets: those that are known, and what is one by its form. */
  blank(text: string): string {
    const known = this.#replace(text, (secret, start) => {
      if (PLAIN_WORD.test(secret)) return false;
      if (secret.length >= MIN_ANYWHERE) return true;
      const end = start + secret.length;
      return secret.length >= MIN_WORD && !/\w/.test(text[start - 1] ?? "") && !/\w/.test(text[end] ?? "");
    });
    return without(
      known.replace(/`[^`]*`/g, (quoted) => this.#blankQuoted(quoted)),
      writtenSecretsIn,
    );
  }

  /** Whether a text is or holds one of the secrets. */
  has(text: string): boolean {
    const whole = text.length >= MIN_QUOTED && this.#texts.has(text) && !this.#allowed.has(text);
    return whole || this.cover(text) !== text;
  }

  /** The text without what is left of these secrets, however short: for what is said of the very place where they stand. */
  blankPieces(text: string, secrets: readonly string[]): string {
    const pieces = new Set(secrets.flatMap(piecesOf));
    const longestFirst = [...pieces].filter((one) => one.length > 0).sort((a, b) => b.length - a.length);
    return text.replace(/`[^`]*`/g, (quoted) => {
      const inner = quoted.slice(1, -1);
      if (pieces.has(inner)) return `\`${BLANK}\``;
      const long = longestFirst.filter(({ length }) => length >= MIN_PIECE);
      const rest = long.reduce((text, piece) => text.replaceAll(piece, BLANK), inner);
      return `\`${rest.replace(/[\p{L}\p{N}]+/gu, (word) => (pieces.has(word) ? BLANK : word))}\``;
    });
  }

  /** The text with stars in the place of its secrets, so that every position still holds. */
  cover(text: string): string {
    return this.#replace(text, (secret) => secret.length >= MIN_WORD && !PLAIN_WORD.test(secret), stars);
  }

  #blankQuoted(quoted: string): string {
    const inner = quoted.slice(1, -1);
    if (this.#texts.has(inner) && !this.#allowed.has(inner)) return `\`${BLANK}\``;
    const known = this.#replace(inner, (secret) => secret.length >= MIN_QUOTED && !this.#allowed.has(secret));
    return `\`${blankForms(known)}\``;
  }

  #index(text: string): void {
    const start = text.slice(0, INDEXED);
    const byLength = this.#byStart.get(start) ?? new Map<number, Set<string>>();
    const same = byLength.get(text.length);
    if (same) same.add(text);
    else {
      const lengths = [...byLength, [text.length, new Set([text])] as const];
      this.#byStart.set(start, new Map(lengths.sort(([a], [b]) => b - a)));
    }
  }

  /** The longest secret that a text has at a place, of those that are to be hidden there. */
  #secretAt(text: string, at: number, hides: (secret: string, start: number) => boolean): string | undefined {
    for (const [length, secrets] of this.#byStart.get(text.slice(at, at + INDEXED)) ?? []) {
      const one = text.slice(at, at + length);
      if (secrets.has(one) && hides(one, at)) return one;
    }
    return undefined;
  }

  #replace(
    text: string,
    hides: (secret: string, start: number) => boolean,
    blank: (secret: string) => string = () => BLANK,
  ): string {
    if (this.#byStart.size === 0) return text;
    const lower = text.toLowerCase();
    // A few letters have a lower case of another length.
    const searched = lower.length === text.length ? lower : text;
    let result = "";
    let from = 0;
    for (let at = 0; at + INDEXED <= searched.length; ) {
      const found = this.#secretAt(searched, at, hides);
      if (found === undefined) at++;
      else {
        result += text.slice(from, at) + blank(text.slice(at, at + found.length));
        at += found.length;
        from = at;
      }
    }
    return from === 0 ? text : result + text.slice(from);
  }
}

/** A secret, its words, and each of them as a number is shown that was read from it: `0310` as `310`. */
function piecesOf(secret: string): readonly string[] {
  const words = [secret, secret.trim(), ...secret.split(/[^\p{L}\p{N}]+/u)].filter((one) => one !== "");
  return [...words, ...words.map(Number).filter(Number.isFinite).map(String)];
}

/** The text without what is a secret by its form, or by what is written before it. */
export function blankForms(text: string): string {
  return without(text, secretsWithin);
}

function without(text: string, find: (text: string) => readonly string[]): string {
  return find(text)
    .filter(({ length }) => length >= MIN_PIECE)
    .reduce((rest, secret) => rest.replaceAll(secret, BLANK), text);
}

function stars(text: string): string {
  return text.replace(/[^\r\n]/g, "*");
}
