/** What the process that tries inputs is asked: a batch, from an input on. */
export interface Batch {
  readonly count: number;
  readonly seed: number;
  readonly from: number;
  /** Where the stacks of so many valid inputs are written. */
  readonly stacks?: { readonly folder: string; readonly most: number };
}

/** Something that must not be. */
export interface Failure {
  readonly seed: number;
  readonly index: number;
  readonly kind: string;
  readonly what: string;
  readonly text: string;
}

/** What it says: which input it is at, what went wrong, and that the batch is done. */
export type Report =
  | { readonly at: number; readonly kind: string; readonly text: string }
  | { readonly failure: Failure }
  | { readonly done: true; readonly valid: number };
