import type { OptionUsages } from "./usage.js";

/** How findings are told, for commands whose result they are. */
export const formatOption = {
  format: {
    value: "FORMAT",
    choices: ["text", "json", "sarif", "github"],
    default: "text",
    about: "Format of the findings: text (default), json, sarif or github",
  },
} as const satisfies OptionUsages;
