import type { Json } from "../stack/json.js";

/** A name, an index, or an element told by one of its values: `environment["LOG_LEVEL"]`. */
export type Step = string | number | { readonly key: string };

/** One place where two values differ. */
export interface Difference {
  readonly path: readonly Step[];
  /** Absent: nothing was there. */
  readonly before?: Json;
  /** Absent: nothing is there. */
  readonly after?: Json;
  /** Whether only the order of a list differs, where order has no meaning. */
  readonly order?: true;
}
