import type { Code } from "./codes.js";

/**
 * What `validate --fix` does about a finding, for each code that has a mend: a sentence that says what is written, and when. A code that
 * is not here has none, as there is more than one way out or as the way out is a decision: about data, about access, about a name.
 */
export const mends = {
  NK018: "Writes the text in form C. A NUL or half of a surrogate pair stays.",
  NK101:
    "Writes the key that was meant: one that differs by a letter or two where no other is as near, or the name that a key of another tool has here, when its value fits as it stands.",
  NK102: "Takes a number or true/false out of its quotes, and puts one word into brackets where a list is asked for.",
  NK103:
    "Writes the choice that was meant: one that differs by a letter or two where no other is as near, or what other tools call it (`amd64`).",
  NK104: "Writes the value in lower case, when that is all that is wrong with it.",
  NK301: "Takes away `https://`, and writes the name in lower case.",
  NK306: "Adds `mb` to a number from 512 up: so many bytes would be nothing.",
  NK307: "Writes vCPUs in place of CPU units, `0.5` for `512`.",
  NK309: "Writes the name that was meant, when one differs by a letter or two and no other is as near.",
  NK314: "Puts the slash before the path. One that begins with a dot stays.",
  NK315: "Writes the path in its shortest form. One with `..` stays.",
  NK319: "Writes the name that was meant, when one differs by a letter or two and no other is as near.",
  NK331: "Puts the slash before the path, when that is all that is wrong with it.",
  NK340: "Writes the name that was meant, when one differs by a letter or two and no other is as near.",
  NK353: "Writes a share as a percentage, `70%` for `0.7`.",
  NK361: "Writes a name of the database in its own letter case.",
  NK362: "Writes the name that was meant, when one differs by a letter or two and no other is as near.",
  NK413: "Clears the bits behind the prefix, as AWS would.",
  NK440: "Takes away `https://` and the dot at the end, and writes other letters as DNS has them.",
  NK913: "Writes the size in the message, in the units of the file. Nothing changes on AWS.",
} as const satisfies Readonly<Partial<Record<Code, string>>>;

/** What `--fix` does about findings of a code; undefined when it does nothing. */
export function mendOf(code: Code): string | undefined {
  return (mends as Readonly<Partial<Record<Code, string>>>)[code];
}
