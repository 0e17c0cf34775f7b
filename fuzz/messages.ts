/** What the process that tries inputs is asked: a batch, from an input on. */
export interface Batch {
  readonly count: number;
  readonly seed: number;
  readonly from: number;
  /** Where the stacks of so many valid inputs are written. */
  readonly stacks: { readonly folder: string; readonly most: number };
}

/** Something that must not be. */
export interface Failure {
  readonly seed: number;
  /** Which input of the batch it is. */
  readonly index: number;
  readonly what: string;
}

/** What it says: which input it is at, what went wrong, and that the batch is done. An input is drawn again by who wants its text. */
export type Report =
  | { readonly at: number }
  | { readonly failure: Failure }
  | { readonly done: true; readonly valid: number };
