import { type Fix, replaceText } from "../diagnostics/fix.js";
import { MOST_LISTED } from "../diagnostics/lists.js";
import type { Located } from "../diagnostics/source.js";
import { closest } from "../schema/closest.js";
import { obviousCorrection } from "../schema/typo.js";

/** What a finding tells of a name that is not there. */
export interface UnknownName {
  readonly params: {
    readonly name: string;
    /** The names that are there; some of them where there are too many to list. */
    readonly known: readonly string[];
    readonly suggestion: string | undefined;
  };
  /** The name that was obviously meant. */
  readonly fix: Fix | undefined;
}

/** Of more names nothing is guessed: a file with thousands of wrong ones would take minutes. */
const MAX_PAIRS = 1_000_000;

/**
 * Tells of names that are not there.
 *
 * @param known the names that are there
 * @param count how many are to be told of, at most
 */
export function unknownNames(
  known: readonly string[],
  count: number,
): (written: Located<string>, except?: string) => UnknownName {
  const some = known.slice(0, MOST_LISTED + 2);
  const candidates = known.length * count > MAX_PAIRS ? [] : known;
  return ({ value, location }, except) => {
    const others = (names: readonly string[]) => names.filter((one) => one !== except);
    const near = others(candidates);
    const suggestion = closest(value, near);
    const meant = suggestion === undefined ? undefined : obviousCorrection(value, near);
    return {
      params: { name: value, known: others(some), suggestion },
      fix: meant !== undefined && meant === suggestion ? replaceText(location, value, meant) : undefined,
    };
  };
}
