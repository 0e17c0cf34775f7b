import { describe, expect, it } from "vitest";
import { parseCrontab } from "../../src/aws/cron/parse.js";
import { isCronProblem } from "../../src/aws/cron/problem.js";
import type { SchedulerExpressions } from "../../src/aws/cron/scheduler.js";
import { toScheduler } from "../../src/aws/cron/scheduler.js";

/** Most characters of a schedule expression. Source: botocore scheduler, ScheduleExpression. */
const SCHEDULE_EXPRESSION_MAX = 256;

function convert(text: string): SchedulerExpressions {
  const crontab = parseCrontab(text);
  const expressions = isCronProblem(crontab) ? crontab : toScheduler(crontab);
  if (isCronProblem(expressions)) throw new Error(`${text}: ${expressions.reason}`);
  return expressions;
}

describe("toScheduler", () => {
  it.each([
    ["* * * * *", "cron(* * * * ? *)"],
    ["*/5 * * * *", "cron(0/5 * * * ? *)"],
    ["*/7 * * * *", "cron(0/7 * * * ? *)"],
    ["*/30 * * * *", "cron(0/30 * * * ? *)"],
    ["*/60 * * * *", "cron(0 * * * ? *)"],
    ["0,15,30,45 * * * *", "cron(0/15 * * * ? *)"],
    ["3/15 * * * *", "cron(3/15 * * * ? *)"],
    ["15,45 * * * *", "cron(15,45 * * * ? *)"],
    ["0-59 * * * *", "cron(* * * * ? *)"],
    ["1-59/2 * * * *", "cron(1/2 * * * ? *)"],
    ["0 */6 * * *", "cron(0 0/6 * * ? *)"],
    ["0 6,14,22 * * *", "cron(0 6,14,22 * * ? *)"],
    ["0 9-17 * * 1-5", "cron(0 9-17 ? * MON-FRI *)"],
    ["0 9-17/2 * * *", "cron(0 9,11,13,15,17 * * ? *)"],
    ["30 22-23,0-2 * * *", "cron(30 0-2,22,23 * * ? *)"],
    ["30 3 * * *", "cron(30 3 * * ? *)"],
    ["0 30 3 * * *", "cron(30 3 * * ? *)"],
    ["0 0 1 * *", "cron(0 0 1 * ? *)"],
    ["0 0 1,15 * ?", "cron(0 0 1,15 * ? *)"],
    ["0 0 */2 * *", "cron(0 0 1/2 * ? *)"],
    ["0 0 1-7 * *", "cron(0 0 1-7 * ? *)"],
    ["0 0 31 2,3 *", "cron(0 0 31 2,3 ? *)"],
    ["0 0 29 2 *", "cron(0 0 29 2 ? *)"],
    ["0 0 1 */3 *", "cron(0 0 1 1/3 ? *)"],
    ["0 0 1 jan,jul *", "cron(0 0 1 1/6 ? *)"],
    ["0 0 * jun-aug *", "cron(0 0 * 6-8 ? *)"],
    ["0 0 * * 0", "cron(0 0 ? * SUN *)"],
    ["0 0 * * 7", "cron(0 0 ? * SUN *)"],
    ["0 0 * * 6,7", "cron(0 0 ? * SUN,SAT *)"],
    ["0 0 * * 5-7", "cron(0 0 ? * SUN,FRI,SAT *)"],
    ["0 0 ? * fri-mon", "cron(0 0 ? * SUN,MON,FRI,SAT *)"],
    ["0 0 * * */2", "cron(0 0 ? * SUN,TUE,THU,SAT *)"],
    ["0 0 * * 1-5/2", "cron(0 0 ? * MON,WED,FRI *)"],
    ["0 0 * * 0-7", "cron(0 0 * * ? *)"],
    ["@hourly", "cron(0 * * * ? *)"],
    ["@daily", "cron(0 0 * * ? *)"],
    ["@Midnight", "cron(0 0 * * ? *)"],
    ["@weekly", "cron(0 0 ? * SUN *)"],
    ["@monthly", "cron(0 0 1 * ? *)"],
    ["@yearly", "cron(0 0 1 1 ? *)"],
    ["@annually", "cron(0 0 1 1 ? *)"],
    ["@every 1m", "rate(1 minute)"],
    ["@every 90m", "rate(90 minutes)"],
    ["@every 1h", "rate(1 hour)"],
    ["@every 24h", "rate(24 hours)"],
    ["@every 2562047h47m", "rate(153722867 minutes)"],
  ])("%s is %s", (text, expression) => {
    expect(convert(text)).toEqual({ expression });
  });

  it.each([
    ["*/1 beside a weekday is *, not either", "0 0 */1 * mon", "cron(0 0 ? * MON *)"],
    ["so is a list that begins with *", "0 0 *,5 * mon", "cron(0 0 ? * MON *)"],
    ["every date written out matches every day, whatever the weekday", "0 0 1-31 * mon", "cron(0 0 * * ? *)"],
    ["every weekday written out too, whatever the date", "0 0 1 * sun-sat", "cron(0 0 * * ? *)"],
    ["a date that never comes leaves the weekday", "0 0 30 2 mon", "cron(0 0 ? 2 MON *)"],
  ])("%s", (_, text, expression) => {
    expect(convert(text)).toEqual({ expression });
  });

  it.each([
    ["0 0 1,15 * mon", "cron(0 0 1,15 * ? *)", "cron(0 0 ? * MON *)", 1368, "2030-04-01"],
    ["30 4 1,15 * 5", "cron(30 4 1,15 * ? *)", "cron(30 4 ? * FRI *)", 1374, "2030-02-01"],
    ["0 0 13 * fri", "cron(0 0 13 * ? *)", "cron(0 0 ? * FRI *)", 688, "2030-09-13"],
    ["0 0 29 2 sun", "cron(0 0 29 2 ? *)", "cron(0 0 ? 2 SUN *)", 13, "2032-02-29"],
    ["0 12 1-31/2 * 0-6/2", "cron(0 12 1/2 * ? *)", "cron(0 12 ? * SUN,TUE,THU,SAT *)", 42575, "2030-01-01"],
  ])("%s makes two schedules", (text, expression, weekdays, daysPer400Years, example) => {
    expect(convert(text)).toEqual({
      expression,
      weekdays: { expression: weekdays, overlaps: { daysPer400Years, example } },
    });
  });

  it("makes no expression longer than Scheduler takes", () => {
    const pairs = (min: number, max: number): string =>
      Array.from({ length: max - min + 1 }, (_, index) => min + index)
        .filter((value) => (max - value) % 3 !== 2)
        .join();
    const time = `${pairs(0, 59)} ${pairs(0, 23)}`;
    const { expression, weekdays } = convert(`${time} ${pairs(1, 31)} ${pairs(1, 12)} 0,1,3,4,6`);
    const longest = [longestList(0, 59), longestList(0, 23), longestList(1, 31), longestList(1, 12), 1, 1];
    expect(expression).toHaveLength("cron()".length + 5 + longest.reduce((sum, length) => sum + length));
    expect(expression.length).toBeGreaterThan(weekdays?.expression.length ?? 0);
    expect(expression.length).toBeLessThanOrEqual(SCHEDULE_EXPRESSION_MAX);
  });
});

/** Length of the longest list that values from min to max can need: the best of every length of a run, which a gap follows. */
function longestList(min: number, max: number): number {
  const best = new Map<number, number>();
  const from = (value: number): number => {
    if (value > max) return 0;
    const known = best.get(value);
    if (known !== undefined) return known;
    const runs = Array.from({ length: max - value + 1 }, (_, more) => {
      const text = more === 0 ? `${value}` : `${value}-${value + more}`;
      const rest = from(value + more + 2);
      return text.length + (rest > 0 ? rest + 1 : 0);
    });
    const longest = Math.max(from(value + 1), ...runs);
    best.set(value, longest);
    return longest;
  };
  return from(min);
}
