import { type CronProblem, problemAt, type Token } from "./problem.js";

/** An interval instead of times of day: `@every 1h30m`. */
export interface EveryCrontab {
  readonly kind: "every";
  readonly minutes: number;
}

const secondsPer: ReadonlyMap<string, number> = new Map(Object.entries({ h: 3600, m: 60, s: 1 }));

/** Longest duration of Go, 2^63 - 1 nanoseconds, in whole seconds; robfig/cron takes no longer one. Source: pkg.go.dev/time#Duration. */
const LONGEST_SECONDS = 9_223_372_036;

/** Reads the duration behind `@every`: whole hours, minutes and seconds in the notation of Go that come to whole minutes. */
export function parseEvery(duration: Token): EveryCrontab | CronProblem {
  if (!/^(?:\d+[hms])+$/.test(duration.text)) {
    return problemAt(duration, "is not a duration: whole hours, minutes and seconds, such as 1h30m");
  }
  const parts = [...duration.text.matchAll(/(\d+)([hms])/g)];
  const seconds = parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (secondsPer.get(unit) ?? 0), 0);
  if (seconds > LONGEST_SECONDS) return problemAt(duration, "is longer than 292 years");
  if (seconds > 0 && seconds % 60 === 0) return { kind: "every", minutes: seconds / 60 };
  return problemAt(duration, "is not a number of whole minutes, in which EventBridge Scheduler works");
}

/**
 * The `rate()` of an interval, in hours when they are whole. Never in days: a day is 24 hours to `@every`, and what it is to Scheduler
 * when the clocks change is not said without doubt. Source: EventBridge Scheduler user guide, schedule-types, "Rate-based schedules".
 */
export function rateExpression(minutes: number): string {
  return minutes % 60 === 0 ? rate(minutes / 60, "hour") : rate(minutes, "minute");
}

function rate(count: number, unit: string): string {
  return `rate(${count} ${unit}${count === 1 ? "" : "s"})`;
}
