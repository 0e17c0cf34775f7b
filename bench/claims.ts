import type { Claim } from "./statistics.js";

/** What we promise about time, in one place. The names are those of `commands.ts`. */
export const CLAIMS: readonly Claim[] = [
  { subject: "synth", base: "require cdktf", bound: 1.1 },
  { subject: "synth", base: "empty cdktf app", bound: 1.3 },
  { subject: "synth", base: "cdktf synth", bound: 0.25 },
  { subject: "validate", base: "require cdktf", bound: 0.6 },
  { subject: "help", base: "node", bound: 2 },
];
