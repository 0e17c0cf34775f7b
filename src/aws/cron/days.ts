import { type CronField, isFull } from "./field.js";
import { FIELD_SPECS } from "./fields.js";
import type { FieldsCrontab } from "./parse.js";
import { type CronProblem, problemAt } from "./problem.js";

/** On which days a crontab fires: on all of them, on those that one field names, or on those that either names. */
export type DayRule = "every" | "dayOfMonth" | "dayOfWeek" | "either";

/** The days on which both day fields match, on which a schedule for each of them fires twice. */
export interface Overlap {
  /** How many in 400 years, after which the calendar repeats itself, weekdays included. */
  readonly daysPer400Years: number;
  /** The first of them from 2030 on, as 2030-04-01. */
  readonly example: string;
}

/** The first year whose days {@link Overlap} looks at: any would do, and one in the future reads best. */
const FIRST_YEAR = 2030;
const YEARS_IN_CYCLE = 400;

/** Days of the months in a leap year: what can ever come. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * On which days it fires, or why EventBridge Scheduler cannot say it.
 *
 * In vixie cron the day fields are joined by OR, unless one of them begins with `*`: then by AND (cronie entry.c DOM_STAR; crontab(5),
 * "day of month, day of week"). robfig/cron joins by AND when one of them holds `*` as a whole item (parser.go starBit; in
 * version 1, which ofelia 0.3 has, also when that item has a step). Where the two readings name different days the crontab is refused,
 * and so it is when both must match: in a Scheduler expression one of the two fields is always `?`.
 */
export function dayRule(cron: FieldsCrontab): DayRule | CronProblem {
  const { dayOfMonth, dayOfWeek } = cron;
  const vixie = reading(cron, beginsWithStar(dayOfMonth) || beginsWithStar(dayOfWeek));
  const robfig = reading(cron, holdsStar(dayOfMonth) || holdsStar(dayOfWeek));
  if (vixie !== robfig || vixie === "both") return ambiguous(dayOfMonth, dayOfWeek);
  return possible(cron, vixie);
}

function reading(cron: FieldsCrontab, joinedByAnd: boolean): DayRule | "both" {
  const everyDate = isFull(cron.dayOfMonth);
  const everyWeekday = isFull(cron.dayOfWeek);
  if (!joinedByAnd) return everyDate || everyWeekday ? "every" : "either";
  if (everyDate) return everyWeekday ? "every" : "dayOfWeek";
  return everyWeekday ? "dayOfMonth" : "both";
}

function beginsWithStar(field: CronField): boolean {
  return /^[*?]/.test(field.text);
}

function holdsStar(field: CronField): boolean {
  return field.text.split(",").some((item) => /^(?:\*|\?|\*\/0*1)$/.test(item));
}

function ambiguous(dayOfMonth: CronField, dayOfWeek: CronField): CronProblem {
  const [field, other] = dayOfMonth.text.includes("*") ? [dayOfMonth, dayOfWeek] : [dayOfWeek, dayOfMonth];
  const { min, size } = FIELD_SPECS[field.name];
  const plain = field.text.replaceAll("*", `${min}-${min + size - 1}`);
  const reason =
    `beside ${FIELD_SPECS[other.name].label} is read in two ways: some crons need both days to match, others only one. ` +
    `EventBridge Scheduler can do only the second: write ${plain}`;
  return { ...problemAt(field, reason), field: field.name };
}

/** Leaves out days of the month that never come, such as 30 February. */
function possible(cron: FieldsCrontab, rule: DayRule): DayRule | CronProblem {
  if ((rule !== "dayOfMonth" && rule !== "either") || someDateComes(cron)) return rule;
  if (rule === "either") return "dayOfWeek";
  const months = cron.month.values.length === 1 ? "the month" : "the months";
  const reason = `does not exist in ${months} ${cron.month.text}, so the job never runs`;
  return { ...problemAt(cron.dayOfMonth, reason), field: "dayOfMonth" };
}

function someDateComes(cron: FieldsCrontab): boolean {
  const [first = 0] = cron.dayOfMonth.values;
  return cron.month.values.some((month) => first <= (longestMonths[month - 1] ?? 0));
}

/** The days on which both day fields match. There always are some: in 400 years every date that comes falls on every weekday. */
export function overlapOf(cron: FieldsCrontab): Overlap {
  const dates = [...coincidences(cron)];
  return { daysPer400Years: dates.length, example: dates[0] ?? "" };
}

function* coincidences(cron: FieldsCrontab): Generator<string> {
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS_IN_CYCLE; year++) {
    for (const month of cron.month.values) {
      const daysBefore = new Date(Date.UTC(year, month - 1, 1)).getUTCDay() - 1;
      const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
      for (const day of cron.dayOfMonth.values) {
        if (day <= length && cron.dayOfWeek.values.includes((daysBefore + day) % 7)) yield dateText(year, month, day);
      }
    }
  }
}

function dateText(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
