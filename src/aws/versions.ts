/** Negative where the first is older, 0 where nothing tells them apart: numbers that only one of them has say nothing. */
export function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (const [index, number] of one.entries()) {
    const difference = number - (other[index] ?? number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The same of versions as they are written: `10.11` is newer than `10.5`. */
export function compareVersions(one: string, other: string): number {
  const [numbers = [], others = []] = [one, other].map((version) => version.split(".").map(Number));
  return compareNumbers(numbers, others);
}
