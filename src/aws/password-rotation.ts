import { parseCrontab } from "./cron/parse.js";
import { isCronProblem } from "./cron/problem.js";
import { toScheduler } from "./cron/scheduler.js";

/**
 * The expression of Secrets Manager for a crontab in UTC; undefined for what is no time, or none that it takes: on the hour, and once in a
 * day at most. An interval is none: with one, a change that was planned before may still come, and each new database has one planned, in
 * seven days.
 *
 * Source: Secrets Manager user guide, rotate-secrets_schedule; API reference, RotateSecret, RotateImmediately.
 */
export function rotationExpression(text: string): string | undefined {
  const crontab = parseCrontab(text);
  if (isCronProblem(crontab) || crontab.kind === "every") return undefined;
  const { minute, hour } = crontab;
  if (hour.values.length !== 1 || minute.values.length !== 1 || minute.values[0] !== 0) return undefined;
  const found = toScheduler(crontab);
  return isCronProblem(found) || found.weekdays ? undefined : found.expression;
}
