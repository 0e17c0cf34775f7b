/** `error`: nothing is written. `warning`: it works, and the user should know. `note`: what we did with what was written. */
export type Severity = "error" | "warning" | "note";
