/** `error`: nothing is written. `warning`: it works, and the user should know. `note`: what we did with what was written. */
export type Severity = "error" | "warning" | "note";

/** From the worst. */
export const SEVERITIES = ["error", "warning", "note"] as const;

/** The worst first; those that are as bad as each other stay in their order. */
export function bySeverity<D extends { readonly severity: Severity }>(findings: readonly D[]): readonly D[] {
  return SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity));
}
