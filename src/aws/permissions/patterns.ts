/** Whether two patterns of IAM, in which `*` stands for any text and `?` for one character, have a text in common. */
export function patternsMeet(one: string, other: string): boolean {
  let reached = closure(other, new Set([0]));
  for (const character of one) {
    reached = character === "*" ? beyond(other, reached) : step(other, reached, character);
    if (reached.size === 0) return false;
  }
  return reached.has(other.length);
}

/** The places in a pattern that are reached without a character: behind each `*` that one stands before. */
function closure(pattern: string, places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set<number>();
  for (const place of places) {
    for (let at = place; ; at++) {
      all.add(at);
      if (pattern[at] !== "*") break;
    }
  }
  return all;
}

/** The places that are reached by one character more, `?` standing for any. */
function step(pattern: string, places: ReadonlySet<number>, character: string): ReadonlySet<number> {
  const next = new Set<number>();
  for (const place of places) {
    const there = pattern[place];
    if (there === "*") next.add(place);
    else if (there !== undefined && (there === character || there === "?" || character === "?")) next.add(place + 1);
  }
  return closure(pattern, next);
}

/** The places that any text leads to: those from the first on. */
function beyond(pattern: string, places: ReadonlySet<number>): ReadonlySet<number> {
  const first = Math.min(...places);
  return new Set(Array.from({ length: pattern.length - first + 1 }, (_, index) => first + index));
}
