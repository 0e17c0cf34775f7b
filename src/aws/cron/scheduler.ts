import { type DayRule, dayRule, type Overlap, overlapOf } from "./days.js";
import { rateExpression } from "./every.js";
import { type CronField, isFull } from "./field.js";
import { FIELD_SPECS } from "./fields.js";
import { type Crontab, type FieldsCrontab, parseCrontab } from "./parse.js";
import { type CronProblem, isCronProblem } from "./problem.js";

/** A crontab in the language of EventBridge Scheduler. */
export interface SchedulerExpressions {
  /** `cron(...)` or `rate(...)`. */
  readonly expression: string;
  /** A second schedule: there when the job runs on the days of the month that one field names and on the weekdays of the other. */
  readonly weekdays?: WeekdaySchedule;
}

/**
 * The half of a crontab that fires on weekdays, where {@link SchedulerExpressions.expression} fires on days of the month. Neither can
 * leave out the days of the other, because in an expression one of the two fields is always `?`: on the days of `overlaps` the job
 * runs twice, at the same times.
 */
export interface WeekdaySchedule {
  readonly expression: string;
  readonly overlaps: Overlap;
}

/** The Scheduler expressions of a text, or why it is no schedule. */
export function schedulerExpressions(text: string): SchedulerExpressions | CronProblem {
  const crontab = parseCrontab(text);
  return isCronProblem(crontab) ? crontab : toScheduler(crontab);
}

/**
 * The Scheduler expressions that fire at the times of a crontab: the same values give the same text. Written with nothing but what the
 * examples of AWS show: `*`, `a/n` for a whole field, lists of values and ranges. Steps within a range and of weekdays are spelled out.
 *
 * Times are local to the schedule's time zone. In the hour that the clocks skip nothing fires, in the one that comes twice it fires once.
 *
 * Source: EventBridge user guide, eb-cron-expressions (fields, wildcards, limitations); EventBridge Scheduler user guide,
 * schedule-types; repost.aws, eventbridge-scheduler-adjust-dst.
 */
export function toScheduler(cron: Crontab): SchedulerExpressions | CronProblem {
  if (cron.kind === "every") return { expression: rateExpression(cron.minutes) };
  const rule = dayRule(cron);
  if (typeof rule === "object") return rule;
  if (rule !== "either") return { expression: cronExpression(cron, rule) };
  const weekdays = { expression: cronExpression(cron, "dayOfWeek"), overlaps: overlapOf(cron) };
  return { expression: cronExpression(cron, "dayOfMonth"), weekdays };
}

function cronExpression(cron: FieldsCrontab, rule: Exclude<DayRule, "either">): string {
  const [dayOfMonth, dayOfWeek] = {
    every: ["*", "?"],
    dayOfMonth: [fieldText(cron.dayOfMonth), "?"],
    dayOfWeek: ["?", weekdaysText(cron.dayOfWeek)],
  }[rule];
  const fields = [fieldText(cron.minute), fieldText(cron.hour), dayOfMonth, fieldText(cron.month), dayOfWeek, "*"];
  return `cron(${fields.join(" ")})`;
}

function fieldText(field: CronField): string {
  return isFull(field) ? "*" : (stepText(field) ?? listText(field.values, String));
}

/** Weekdays by name: their numbers are 1 to 7 to AWS and 0 to 6 to crontab. They know no step. */
function weekdaysText(field: CronField): string {
  return listText(field.values, (day) => (FIELD_SPECS.dayOfWeek.names[day] ?? "").toUpperCase());
}

/**
 * `a/n` when the values go on in equal steps to the end of the field. A few of them that begin somewhere in the field are a list instead:
 * three shifts at 6,14,22 are easier to recognize so than as 6/8.
 */
function stepText({ name, values }: CronField): string | undefined {
  const { min, max } = FIELD_SPECS[name];
  const [first = min, second] = values;
  if (second === undefined || (first !== min && values.length < 4)) return undefined;
  const step = second - first;
  const goesOn = values.every((value, index) => value === first + index * step);
  return goesOn && step > 1 && (values.at(-1) ?? max) + step > max ? `${first}/${step}` : undefined;
}

function listText(values: readonly number[], write: (value: number) => string): string {
  return runsOf(values)
    .map(({ from, to }) => {
      if (from === to) return write(from);
      return `${write(from)}${to === from + 1 ? "," : "-"}${write(to)}`;
    })
    .join(",");
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Ascending values as runs without a gap. */
function runsOf(values: readonly number[]): readonly Run[] {
  const starts = values.filter((value) => !values.includes(value - 1));
  const ends = values.filter((value) => !values.includes(value + 1));
  return starts.map((from, index) => ({ from, to: ends[index] ?? from }));
}
