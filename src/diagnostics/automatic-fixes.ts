import type { Code } from "./codes.js";

/**
 * What `validate --fix` does about a finding, for each code that has a fix: a sentence that says what is written, and when. A code that
 * is not here has none, as there is more than one way out or as the way out is a decision: about data, about access, about a name.
 */
export const automaticFixes = {
  NK018: "Writes the text in form C. A NUL or half of a surrogate pair stays.",
  NK101:
    "Writes the key that was meant: one that differs by a letter or two when no other is as close, or what the key of another tool is called here, when its value fits without change.",
  NK102: "Takes a number or true/false out of its quotes, and puts one word into brackets where a list is needed.",
  NK103:
    "Writes the choice that was meant: one that differs by a letter or two when no other is as close, or the word of another tool (`amd64`).",
  NK104:
    "Writes the value in lower case, when nothing else is wrong with it; of a port with one of a host in front (`80:8080`), that of the container.",
  NK301: "Removes `https://`, and writes the name in lower case.",
  NK306: "Adds `mb` to a number from 512 up: that many bytes would be far too little.",
  NK307: "Writes vCPUs in place of CPU units, `0.5` for `512`.",
  NK309: "Writes the name that was meant, when one differs by a letter or two and no other is as close.",
  NK314: "Puts the slash before the path. One that begins with a dot stays.",
  NK315: "Writes the path in its shortest form. One with `..` stays.",
  NK319: "Writes the name that was meant, when one differs by a letter or two and no other is as close.",
  NK331: "Puts the slash before the path, when nothing else is wrong with it.",
  NK340: "Writes the name that was meant, when one differs by a letter or two and no other is as close.",
  NK353: "Writes a share as a percentage, `70%` for `0.7`.",
  NK361: "Writes a name of the database with its capital letters.",
  NK362: "Writes the name that was meant, when one differs by a letter or two and no other is as close.",
  NK378: "Writes the variable under `env`, where there is none of that name.",
  NK379: "Writes the variables under `env`, those that are missing.",
  NK413: "Clears the bits after the prefix, as AWS does.",
  NK440: "Removes `https://` and the dot at the end, and writes other letters as DNS does.",
  NK913: "Writes the size in the message, in the units of the file. Nothing changes on AWS.",
} as const satisfies Readonly<Partial<Record<Code, string>>>;

/** What `--fix` does about findings of a code; undefined when it does nothing. */
export function automaticFixOf(code: Code): string | undefined {
  return (automaticFixes as Readonly<Partial<Record<Code, string>>>)[code];
}
