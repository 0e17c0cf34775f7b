import { programIn } from "../lock/contenders.js";
import { sampled } from "./sampled.js";

/** A shell by its name, and the words that begin it. */
export type Shell = readonly [name: string, words: readonly string[]];

const SHELLS: readonly Shell[] = [
  ["sh", ["sh"]],
  ["dash", ["dash"]],
  ["bash", ["bash"]],
  ["busybox sh", ["busybox", "sh"]],
];

/**
 * Shells that images have, as far as this machine has them; says loudly which it has not. Of those here `npm test` has the time for one, which
 * the commit draws.
 */
export function shellsFor(what: string): readonly Shell[] {
  const here = SHELLS.filter(([, [program = ""]]) => programIn(program) !== undefined);
  for (const shell of SHELLS) {
    if (!here.includes(shell)) console.warn(`NOT TESTED: ${what} in ${shell[0]}, which is not here`);
  }
  return sampled(here, ([name]) => `${what} ${name}`, 1);
}
