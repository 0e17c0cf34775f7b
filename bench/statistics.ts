/** The median of some numbers. Throws when there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new Error("the median of nothing");
  return (low + high) / 2;
}

/** The times of one command, in milliseconds. */
export interface Sample {
  readonly name: string;
  readonly times: readonly number[];
}

/** What a sample comes to, in milliseconds. */
export interface Measure {
  readonly name: string;
  readonly median: number;
  readonly fastest: number;
  /** Half of the runs lie this near to the median or nearer: how far to trust it. */
  readonly spread: number;
  readonly runs: number;
}

/** Sums a sample up. */
export function measure({ name, times }: Sample): Measure {
  const middle = median(times);
  const spread = median(times.map((time) => Math.abs(time - middle)));
  return { name, median: middle, fastest: Math.min(...times), spread, runs: times.length };
}

/** A bound that we promise: the median of `subject` is no more than `bound` times the median of `base`. */
export interface Claim {
  readonly subject: string;
  readonly base: string;
  readonly bound: number;
}

/** Whether a claim holds; undefined where one of its commands was not run. */
export interface Verdict extends Claim {
  readonly ratio: number | undefined;
  readonly holds: boolean | undefined;
}

/** Holds a claim against what was measured. */
export function judge(claim: Claim, measures: readonly Measure[]): Verdict {
  const subject = measures.find(({ name }) => name === claim.subject);
  const base = measures.find(({ name }) => name === claim.base);
  if (subject === undefined || base === undefined) return { ...claim, ratio: undefined, holds: undefined };
  const ratio = subject.median / base.median;
  return { ...claim, ratio, holds: ratio <= claim.bound };
}

/**
 * The power of the size with which a figure grows, by least squares over the logarithms: 1 for one that doubles with the size. Undefined for
 * fewer than two sizes.
 *
 * @param points sizes and figures, all above zero
 */
export function growth(points: readonly (readonly [size: number, figure: number])[]): number | undefined {
  if (points.length < 2) return undefined;
  const logs = points.map(([size, figure]) => [Math.log(size), Math.log(figure)] as const);
  const mean = (index: 0 | 1) => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return covariance / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
