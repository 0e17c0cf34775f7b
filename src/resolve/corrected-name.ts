import { type Fix, replaceText } from "../diagnostics/fix.js";
import type { Located } from "../diagnostics/source.js";
import { closest } from "../schema/decode.js";
import { obviousCorrection } from "../schema/typo.js";

/** A name that is not there as the one that was obviously meant. */
export function correctedName({ value, location }: Located<string>, known: readonly string[]): Fix | undefined {
  const meant = obviousCorrection(value, known);
  return meant !== undefined && meant === closest(value, known) ? replaceText(location, value, meant) : undefined;
}
