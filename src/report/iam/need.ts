import type { Conditions, Phase } from "../../aws/types/index.js";

/** One action on one thing, and what needs it. */
export interface Need {
  readonly action: string;
  /** An ARN, with `*` where it is not known; `*` alone for everything. */
  readonly resource: string;
  readonly conditions: Conditions;
  readonly reasons: readonly Reason[];
}

/** Why an action is needed. */
export interface Reason {
  readonly phase: Phase;
  /** The resource or data source; `terraform` for the state. */
  readonly address: string;
  readonly why?: string;
}
