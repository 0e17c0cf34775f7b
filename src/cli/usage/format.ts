import type { OptionUsages } from "./usage.js";

/** Whether notes are told to a person; a program is told them in any case. */
export const notesOption = {
  notes: { about: "Print notes too (default: only their number, once the stacks are written)" },
} as const satisfies OptionUsages;

/** How findings are told, for commands whose result they are. */
export const formatOption = {
  format: {
    value: "FORMAT",
    choices: ["text", "json", "sarif", "github"],
    default: "text",
    about: "Format of the findings: text (default), json, sarif or github",
  },
} as const satisfies OptionUsages;
