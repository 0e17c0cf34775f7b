import type { Located } from "../diagnostics/source.js";

/** The texts of a list that a file has, each once, in an order that does not depend on the file's. */
export function sortedOnce(written: Located<readonly Located<string>[]> | undefined): readonly string[] {
  return [...new Set(written?.value.map(({ value }) => value))].sort();
}
