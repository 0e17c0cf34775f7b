/** What something gives; undefined where it fails, for what need not succeed. */
export function ifPossible<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
