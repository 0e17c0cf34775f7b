import { FIELD_SPECS, type FieldSpec } from "./fields.js";
import { type CronProblem, isCronProblem, problemAt, type Token } from "./problem.js";

/** Days of the week go round: what is past Saturday begins again at Sunday. */
const DAYS_IN_WEEK = 7;

/** From a first value to a last one. The last is past the field's end when a range of weekdays goes over Sunday. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A field's item in its parts: `first`, `first-last`, each perhaps with `/step`. */
interface ItemParts {
  readonly item: Token;
  readonly first: Token;
  readonly last?: Token;
  readonly step?: number;
}

const itemText = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/([0-9]+))?$/i;
const quartzText = /^(?:l|lw|l-\d+|\d+[lw]|[a-z]{3}l|\w*#\w*)$/i;

/** Reads one item of a field's list: a value, a range or a step. The values may come twice, and in any order. */
export function parseItem(item: Token, spec: FieldSpec): readonly number[] | CronProblem {
  if (quartzText.test(item.text))
    return problemAt(item, "is a form of Quartz (L, W or #), which crontab does not have");
  const parts = partsOf(item);
  if (isCronProblem(parts)) return parts;
  const span = spanOf(parts, spec);
  if (isCronProblem(span)) return span;
  const { step = 1 } = parts;
  const values = Array.from({ length: Math.floor((span.to - span.from) / step) + 1 }, (_, i) => span.from + i * step);
  return isWeekday(spec) ? values.map((value) => value % DAYS_IN_WEEK) : values;
}

function partsOf(item: Token): ItemParts | CronProblem {
  const [, first, last, step] = itemText.exec(item.text) ?? [];
  if (first === undefined || (first === "*" && last !== undefined)) {
    return problemAt(item, "cannot be read: write a value, a range (a-b), a step (*/n, a-b/n) or a list of these");
  }
  const lastStart = item.start + first.length + 1;
  return {
    item,
    first: { text: first, start: item.start, end: item.start + first.length },
    ...(last !== undefined && { last: { text: last, start: lastStart, end: lastStart + last.length } }),
    ...(step !== undefined && { step: Number(step) }),
  };
}

function isWeekday(spec: FieldSpec): boolean {
  return spec === FIELD_SPECS.dayOfWeek;
}

function spanOf(parts: ItemParts, spec: FieldSpec): Span | CronProblem {
  const wrong = stepProblem(parts, spec);
  if (wrong !== undefined) return wrong;
  if (parts.first.text === "*") return { from: spec.min, to: spec.min + spec.size - 1 };
  const from = parseValue(parts.first, spec);
  if (typeof from !== "number") return from;
  if (parts.last === undefined) return openSpan(parts, spec, from);
  const to = parseValue(parts.last, spec);
  if (typeof to !== "number") return to;
  return isWeekday(spec) ? weekdaySpan(parts, from, to) : ascendingSpan(parts, spec, from, to);
}

/** A step longer than the field leaves only its first value: a step of 90 over the minutes, meant as "every 90 minutes", fires once
 * an hour. Vixie cron takes it silently, croner refuses it. */
function stepProblem({ item, step }: ItemParts, spec: FieldSpec): CronProblem | undefined {
  if (step === 0) return problemAt(item, "has a step of 0");
  if (step === undefined || step <= spec.size) return undefined;
  return problemAt(item, `has a step of ${step}, and of the ${spec.size} values of its field only one would be left`);
}

function parseValue(value: Token, spec: FieldSpec): number | CronProblem {
  const text = value.text.toLowerCase();
  const named = spec.names.indexOf(text);
  if (named >= 0) return spec.min + named;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= spec.min && number <= spec.max) return number;
  const short = spec.names.find((name) => text.startsWith(name));
  return problemAt(value, `is not ${spec.label}: ${spec.allowed}`, short);
}

/**
 * One value, or `a/n`: from a to the end of the field. Vixie cron does not take the latter; robfig/cron (parser.go getRange), Quartz
 * and EventBridge read it so. For weekdays they disagree on whether the week ends with 6, Saturday (robfig/cron, croner) or with 7,
 * Sunday (cron-parser): what reaches 7 is refused, and so is what begins there.
 */
function openSpan({ item, step }: ItemParts, spec: FieldSpec, from: number): Span | CronProblem {
  if (step === undefined) return { from, to: from };
  if (!isWeekday(spec)) return { from, to: spec.max };
  const reachesSunday = from > 0 && (DAYS_IN_WEEK - from) % step === 0;
  if (!reachesSunday) return { from, to: DAYS_IN_WEEK - 1 };
  const fix = `${from % DAYS_IN_WEEK}-6/${step}`;
  return problemAt(item, "ends on Saturday in some crons, and on Sunday (7) in others", fix);
}

/**
 * A range of weekdays; `fri-mon` and `5-1` go over Sunday. Cronie (entry.c get_range) and robfig/cron refuse such a range, Debian's
 * cron takes it and never fires (github.com/cuu508/cronsim/pull/3); those that fire (Quartz, netresearch/go-cron) all read it as a
 * person does, and so do we. From Sunday to Sunday is one day to vixie cron and a week to croner, so it is refused unless both ends
 * are in order as numbers.
 */
function weekdaySpan({ item, last }: ItemParts, from: number, to: number): Span | CronProblem {
  const fromSundayToSunday = from % DAYS_IN_WEEK === 0 && to % DAYS_IN_WEEK === 0;
  if (fromSundayToSunday && (from > to || last?.text.toLowerCase() === "sun")) {
    return problemAt(item, "means one day in some crons, and a whole week in others", "sun");
  }
  return { from, to: to < from ? to + DAYS_IN_WEEK : to };
}

/** A range of anything else. Backwards (`22-2`) vixie cron and robfig/cron refuse it, and to which day its end belongs is a question. */
function ascendingSpan({ item, step }: ItemParts, spec: FieldSpec, from: number, to: number): Span | CronProblem {
  if (from <= to) return { from, to };
  const fix = `${rangeText(from, spec.max)},${rangeText(spec.min, to)}`;
  return problemAt(item, "ends before it begins", step === undefined ? fix : undefined);
}

function rangeText(from: number, to: number): string {
  return from === to ? `${from}` : `${from}-${to}`;
}
