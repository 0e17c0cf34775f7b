/** A text of fewer characters is hidden where it is quoted alone, not where it is part of a word. */
const MIN_PART = 4;

/** One of so many is hidden wherever it stands: by chance it stands nowhere. */
const MIN_ANYWHERE = 8;

/**
 * A function that hides texts wherever a message repeats them, in time that hangs on the length of the message and not on how many texts
 * there are.
 */
export function hiding(secrets: ReadonlySet<string>): (message: string) => string {
  const all = new Set([...secrets].flatMap(withPieces));
  const anywhere = new Finder(all, MIN_ANYWHERE);
  const quotedOnly = new Finder(all, MIN_PART);
  return (message) =>
    anywhere
      .hide(message)
      .replace(/`([^`]*)`/g, (quoted, text: string) => (all.has(text) ? "`***`" : quotedOnly.hide(quoted)));
}

/** A text and the long ones of its pieces: what is wrong with `a:b` may be told of `b`. */
function withPieces(secret: string): readonly string[] {
  return [secret, ...secret.split(/[\s:,/#@=]+/).filter(({ length }) => length >= MIN_ANYWHERE)];
}

/** Finds texts by how they begin. */
class Finder {
  readonly #texts: ReadonlySet<string>;
  readonly #minimum: number;
  /** Lengths of the texts that begin so, the longest first. */
  readonly #lengths = new Map<string, readonly number[]>();

  /** @param minimum the length of the shortest text that is looked for */
  constructor(texts: ReadonlySet<string>, minimum: number) {
    this.#texts = texts;
    this.#minimum = minimum;
    const lengths = new Map<string, Set<number>>();
    for (const text of texts) {
      if (text.length < minimum) continue;
      const start = text.slice(0, minimum);
      lengths.set(start, (lengths.get(start) ?? new Set()).add(text.length));
    }
    for (const [start, found] of lengths)
      this.#lengths.set(
        start,
        [...found].sort((a, b) => b - a),
      );
  }

  /** The message with `***` for what is found; what overlaps goes as one. */
  hide(message: string): string {
    if (this.#lengths.size === 0) return message;
    const parts: string[] = [];
    let shown = 0;
    let hidden = 0;
    for (let at = 0; at + this.#minimum <= message.length; at++) {
      const end = this.#endAt(message, at);
      if (end === undefined) continue;
      if (at >= hidden) {
        parts.push(message.slice(shown, at), "***");
        hidden = end;
      }
      hidden = Math.max(hidden, end);
      shown = hidden;
    }
    return [...parts, message.slice(shown)].join("");
  }

  #endAt(message: string, at: number): number | undefined {
    const lengths = this.#lengths.get(message.slice(at, at + this.#minimum)) ?? [];
    const length = lengths.find((one) => this.#texts.has(message.slice(at, at + one)));
    return length === undefined ? undefined : at + length;
  }
}
