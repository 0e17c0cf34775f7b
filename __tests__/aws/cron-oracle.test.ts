import { Cron } from "croner";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCrontab } from "../../src/aws/cron/parse.js";
import type { CronProblem } from "../../src/aws/cron/problem.js";
import { isCronProblem } from "../../src/aws/cron/problem.js";
import type { SchedulerExpressions } from "../../src/aws/cron/scheduler.js";
import { toScheduler } from "../../src/aws/cron/scheduler.js";
import { runs } from "../support/sampled.js";

/*
 * Three readings of a schedule meet here: croner reads the crontab, our code converts it, and the evaluator below reads what came out,
 * from the rules of AWS alone (EventBridge user guide, eb-cron-expressions). It knows no more than they say: a step begins at a value
 * and goes on to the end of the field, and is not taken for weekdays; a range does not go backwards; one of the day fields is `?`.
 *
 * Where croner differs from vixie cron it is told so, or gets the same crontab in its own words (`Sample.croner`):
 * - day fields are joined by AND to croner when asked to (`domAndDow`), to vixie cron when one of them begins with `*`;
 * - `a/n` is taken only with `sloppyRanges`, and like robfig/cron goes to Saturday; vixie cron does not take it at all;
 * - a range of weekdays that goes over Sunday is refused, except when it ends with the name SUN, so croner gets a list.
 */

const DAY = 86_400_000;
const LAST_YEAR = 2199;

interface AwsField {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  readonly steps: boolean;
}

const awsFields: readonly AwsField[] = [
  { min: 0, max: 59, steps: true },
  { min: 0, max: 23, steps: true },
  { min: 1, max: 31, steps: true },
  { min: 1, max: 12, steps: true, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  { min: 1, max: 7, steps: false, names: "SUN MON TUE WED THU FRI SAT".split(" ") },
];

/** What a `cron()` of AWS says. A day field that is `?` is absent. */
interface AwsCron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly dates: readonly number[] | undefined;
  readonly months: readonly number[];
  readonly weekdays: readonly number[] | undefined;
}

function readAws(expression: string): AwsCron {
  const fields = /^cron\((\S+ \S+ \S+ \S+ \S+) \*\)$/.exec(expression)?.[1]?.split(" ");
  if (fields === undefined) throw new Error(`${expression} is no cron expression with every year`);
  if (fields.filter((text) => text === "?").length !== 1) throw new Error(`${expression} does not have one ?`);
  if (fields[2] !== "?" && fields[4] !== "?") throw new Error(`${expression} has its ? in the wrong place`);
  const [minutes = [], hours = [], dates, months = [], weekdays] = awsFields.map((field, index) => {
    const text = fields[index] ?? "";
    return text === "?" ? undefined : readAwsField(text, field);
  });
  return { minutes, hours, dates, months, weekdays };
}

function readAwsField(text: string, field: AwsField): readonly number[] {
  if (text === "*") return upTo(field.min, field.max, 1);
  const values = text.split(",").flatMap((item) => {
    const [, first = "", joint, last = ""] = /^(\w+)(?:([-/])(\w+))?$/.exec(item) ?? [];
    const from = readAwsValue(first, field);
    if (joint === undefined) return [from];
    if (joint === "/" && field.steps && Number(last) > 0) return upTo(from, field.max, Number(last));
    const to = readAwsValue(last, field);
    if (joint === "/" || to < from) throw new Error(`${item} is not taken`);
    return upTo(from, to, 1);
  });
  if (new Set(values).size !== values.length) throw new Error(`${text} says something twice`);
  return values.sort((a, b) => a - b);
}

function readAwsValue(text: string, { min, max, names = [] }: AwsField): number {
  const value = names.includes(text) ? min + names.indexOf(text) : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new Error(`${text} is no value`);
  return value;
}

function upTo(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function firesOn(aws: AwsCron, day: Date): boolean {
  if (!aws.months.includes(day.getUTCMonth() + 1)) return false;
  return (
    (aws.dates === undefined || aws.dates.includes(day.getUTCDate())) &&
    (aws.weekdays === undefined || aws.weekdays.includes(day.getUTCDay() + 1))
  );
}

/** The first times after a moment at which an expression fires, to the end of the years that AWS knows. */
function awsTimes(expression: string, after: number, count: number): number[] {
  const aws = readAws(expression);
  const times: number[] = [];
  for (let day = Math.floor(after / DAY) * DAY; times.length < count; day += DAY) {
    const date = new Date(day);
    if (date.getUTCFullYear() > LAST_YEAR) break;
    if (!firesOn(aws, date)) continue;
    const ofDay = aws.hours.flatMap((hour) => aws.minutes.map((minute) => day + (hour * 60 + minute) * 60_000));
    times.push(...ofDay.filter((time) => time > after));
  }
  return times.slice(0, count);
}

function cronerTimes({ croner, joinedByAnd }: Sample, after: number, count: number): number[] {
  const cron = new Cron(croner, { paused: true, utcOffset: 0, sloppyRanges: true, domAndDow: joinedByAnd });
  const times = cron.nextRuns(count, new Date(after)).map((date) => date.getTime());
  return times.filter((time) => new Date(time).getUTCFullYear() <= LAST_YEAR);
}

/** A field as we write it, the same in numbers, and the same as croner is to read it. */
interface FieldText {
  readonly text: string;
  readonly numbers: string;
  readonly croner: string;
}

interface Grammar {
  readonly min: number;
  readonly max: number;
  readonly size: number;
  readonly names: readonly string[];
}

const minute: Grammar = { min: 0, max: 59, size: 60, names: [] };
const hour: Grammar = { min: 0, max: 23, size: 24, names: [] };
const dayOfMonth: Grammar = { min: 1, max: 31, size: 31, names: [] };
const month: Grammar = { min: 1, max: 12, size: 12, names: awsFields[3]?.names ?? [] };
const dayOfWeek: Grammar = { min: 0, max: 7, size: 7, names: awsFields[4]?.names ?? [] };

/** A value as a number, perhaps with a zero before it, or as a name in any letter case. */
function value(grammar: Grammar): fc.Arbitrary<{ readonly number: number; readonly text: string }> {
  return fc.tuple(fc.integer({ min: grammar.min, max: grammar.max }), fc.nat(4)).map(([number, style]) => {
    const name = grammar.names[number - grammar.min];
    if (style === 0) return { number, text: `0${number}` };
    if (style === 1 || name === undefined) return { number, text: `${number}` };
    return {
      number,
      text: style === 2 ? name : style === 3 ? name.toLowerCase() : name.slice(0, 1) + name.slice(1).toLowerCase(),
    };
  });
}

function item(grammar: Grammar): fc.Arbitrary<FieldText> {
  const step = fc.option(fc.integer({ min: 1, max: grammar.size }), { nil: undefined });
  const star = step.map((n) => same(n === undefined ? "*" : `*/${n}`));
  const single = fc.tuple(value(grammar), step).map(([{ number, text }, n]) => {
    const by = n === undefined ? "" : `/${n}`;
    return { text: text + by, numbers: `${number}${by}`, croner: `${number}${by}` };
  });
  const range = fc.tuple(value(grammar), value(grammar), step).map(([one, two, n]) => {
    const [from, to] = grammar === dayOfWeek || one.number <= two.number ? [one, two] : [two, one];
    return rangeText(grammar, from, to, n);
  });
  return fc.oneof({ weight: 1, arbitrary: star }, { weight: 3, arbitrary: single }, { weight: 3, arbitrary: range });
}

function rangeText(
  grammar: Grammar,
  from: { number: number; text: string },
  to: { number: number; text: string },
  step?: number,
): FieldText {
  const by = step === undefined ? "" : `/${step}`;
  const last = to.number < from.number ? to.number + grammar.size : to.number;
  const overSunday = grammar === dayOfWeek && last > grammar.max;
  const croner = overSunday
    ? upTo(from.number, last, step ?? 1)
        .map((day) => day % 7)
        .join()
    : `${from.number}-${last}${by}`;
  return { text: `${from.text}-${to.text}${by}`, numbers: `${from.number}-${to.number}${by}`, croner };
}

function same(text: string): FieldText {
  return { text, numbers: text, croner: text };
}

function field(grammar: Grammar): fc.Arbitrary<FieldText> {
  const list = fc.array(item(grammar), { minLength: 1, maxLength: 4 }).map((items) => ({
    text: items.map((one) => one.text).join(),
    numbers: items.map((one) => one.numbers).join(),
    croner: items.map((one) => one.croner).join(),
  }));
  const isDay = grammar === dayOfMonth || grammar === dayOfWeek;
  const free = isDay ? fc.constantFrom(same("*"), same("?")) : fc.constant(same("*"));
  return fc.oneof({ weight: 2, arbitrary: free }, { weight: 3, arbitrary: list });
}

interface Sample extends FieldText {
  readonly joinedByAnd: boolean;
}

const sample: fc.Arbitrary<Sample> = fc
  .tuple(
    fc.constantFrom("", "0 ", "00 "),
    field(minute),
    field(hour),
    field(dayOfMonth),
    field(month),
    field(dayOfWeek),
  )
  .map(([seconds, ...fields]) => ({
    text: seconds + fields.map((one) => one.text).join(" "),
    numbers: seconds + fields.map((one) => one.numbers).join(" "),
    croner: fields.map((one) => one.croner).join(" "),
    joinedByAnd: [fields[2], fields[4]].some((days) => /^[*?]/.test(days.text)),
  }));

function convert(text: string): SchedulerExpressions | CronProblem {
  const crontab = parseCrontab(text);
  return isCronProblem(crontab) ? crontab : toScheduler(crontab);
}

const moment = fc.date({ min: new Date("1970-01-01"), max: new Date("2150-01-01"), noInvalidDate: true });

describe("what we emit", () => {
  it("fires when the crontab does, the next 200 times", { timeout: 300_000 }, () => {
    const seen = { one: 0, two: 0, ambiguous: 0, never: 0 };
    const times = runs(2000);
    fc.assert(
      fc.property(sample, moment, (crontab, start) => {
        const result = convert(crontab.text);
        const after = start.getTime();
        if (isCronProblem(result)) {
          const known = /is read in two ways|never fires|(?:Saturday|means one day) in some crons/.exec(
            result.reason,
          )?.[0];
          expect(known, result.reason).toBeDefined();
          if (known === "never fires") expect(cronerTimes(crontab, after, 1)).toEqual([]);
          if (known === "is read in two ways") expect(crontab.text.split(" ").at(-3)).not.toMatch(/^[*?]$/);
          seen[known === "never fires" ? "never" : "ambiguous"]++;
          return;
        }
        const { expression, weekdays } = result;
        const both = [expression, ...(weekdays ? [weekdays.expression] : [])].flatMap((one) =>
          awsTimes(one, after, 200),
        );
        const union = [...new Set(both)].sort((a, b) => a - b).slice(0, 200);
        expect(union).toEqual(cronerTimes(crontab, after, 200));
        seen[weekdays ? "two" : "one"]++;
      }),
      times,
    );
    expect(Math.min(seen.one, seen.two, seen.ambiguous)).toBeGreaterThan(times.numRuns / 40);
  });

  it("fires twice on the days that overlaps counts", { timeout: 300_000 }, () => {
    const restricted = (grammar: Grammar) =>
      fc
        .array(
          item(grammar).filter(({ text }) => !text.includes("*")),
          { minLength: 1, maxLength: 3 },
        )
        .map((items) => items.map(({ text }) => text).join());
    const days = fc.tuple(restricted(dayOfMonth), field(month), restricted(dayOfWeek));
    fc.assert(
      fc.property(days, ([dates, months, weekdays]) => {
        const result = convert(`0 0 ${dates} ${months.text} ${weekdays}`);
        fc.pre(!isCronProblem(result) && result.weekdays !== undefined);
        if (isCronProblem(result) || result.weekdays === undefined) return;
        const [byDate, byWeekday] = [readAws(result.expression), readAws(result.weekdays.expression)];
        const first = Date.UTC(2030, 0, 1);
        const cycle = Array.from({ length: 146_097 }, (_, index) => new Date(first + index * DAY));
        const twice = cycle.filter((day) => firesOn(byDate, day) && firesOn(byWeekday, day));
        const { daysPer400Years, example } = result.weekdays.overlaps;
        expect(daysPer400Years).toBe(twice.length);
        expect(example).toBe(twice[0]?.toISOString().slice(0, 10));
      }),
      runs(30),
    );
  });

  it("is the same for names and for numbers", () => {
    fc.assert(
      fc.property(sample, ({ text, numbers }) => {
        const [named, numbered] = [convert(text), convert(numbers)];
        fc.pre(!isCronProblem(named));
        expect(numbered).toEqual(named);
      }),
      runs(1000),
    );
  });

  it("is the same for the same times, however they are written", () => {
    fc.assert(
      fc.property(sample, ({ text }) => {
        const crontab = parseCrontab(text);
        fc.pre(!isCronProblem(crontab) && crontab.kind === "fields");
        if (isCronProblem(crontab) || crontab.kind !== "fields") return;
        const { minute, hour, month } = crontab;
        const [a, b] = [
          `${minute.text} ${hour.text} * ${month.text} *`,
          `${minute.values} ${hour.values} * ${month.values} ?`,
        ];
        expect(convert(a)).toEqual(convert(b));
      }),
      runs(1000),
    );
  });
});

describe("the evaluator", () => {
  it("reads expressions as AWS does in its examples", () => {
    const start = Date.UTC(2026, 0, 1);
    const at = (expression: string, count: number): string[] =>
      awsTimes(expression, start, count).map((time) => new Date(time).toISOString().slice(0, 16));
    expect(at("cron(0 18 ? * MON-FRI *)", 3)).toEqual(["2026-01-01T18:00", "2026-01-02T18:00", "2026-01-05T18:00"]);
    expect(at("cron(0 8 1 * ? *)", 2)).toEqual(["2026-01-01T08:00", "2026-02-01T08:00"]);
    expect(at("cron(1/10 0 * * ? *)", 3)).toEqual(["2026-01-01T00:01", "2026-01-01T00:11", "2026-01-01T00:21"]);
    expect(at("cron(5,35 14 * * ? *)", 2)).toEqual(["2026-01-01T14:05", "2026-01-01T14:35"]);
    expect(at("cron(0 0 ? * 1 *)", 1)).toEqual(["2026-01-04T00:00"]);
    expect(at("cron(0 0 29 FEB ? *)", 2)).toEqual(["2028-02-29T00:00", "2032-02-29T00:00"]);
  });

  it.each([
    "cron(0 0 * * * *)",
    "cron(0 0 ? * ? *)",
    "cron(0 ? * * 1 *)",
    "cron(0 0 ? * MON/2 *)",
    "cron(0 0 ? * FRI-MON *)",
    "cron(0 0 ? * 0 *)",
    "cron(*/5 0 * * ? *)",
    "cron(0/0 0 * * ? *)",
    "cron(0 0 * * ?)",
    "cron(60 0 * * ? *)",
  ])("refuses %s", (expression) => {
    expect(() => readAws(expression)).toThrow();
  });
});
