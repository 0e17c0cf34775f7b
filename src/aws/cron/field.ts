import { type CronFieldName, FIELD_SPECS, type FieldSpec } from "./fields.js";
import { parseItem } from "./item.js";
import { type CronProblem, isCronProblem, problemAt, type Token } from "./problem.js";

/** One field of a crontab expression, read. */
export interface CronField extends Token {
  readonly name: CronFieldName;
  /** The values on which it fires, ascending, each once. Days of the week are 0 (Sunday) to 6. */
  readonly values: readonly number[];
}

/**
 * Reads one field: a list of values, ranges and steps. A day field may also be `?`, which means `*` as in robfig/cron (parser.go);
 * vixie cron does not know it.
 */
export function parseField(name: CronFieldName, token: Token): CronField | CronProblem {
  const spec = FIELD_SPECS[name];
  const isDay = name === "dayOfMonth" || name === "dayOfWeek";
  if (token.text === "?" && isDay) return { name, ...token, values: everyValue(spec) };
  const values = new Set<number>();
  for (const item of itemsOf(token)) {
    if (item.text === "") return { ...problemAt(token, "has an empty place in its list"), field: name };
    const read = parseItem(item, spec);
    if (isCronProblem(read)) return { ...read, field: name };
    for (const value of read) values.add(value);
  }
  return { name, ...token, values: [...values].sort((a, b) => a - b) };
}

/** Whether a field lets every value through. */
export function isFull(field: CronField): boolean {
  return field.values.length === FIELD_SPECS[field.name].size;
}

function everyValue(spec: FieldSpec): readonly number[] {
  return Array.from({ length: spec.size }, (_, index) => spec.min + index);
}

function itemsOf(field: Token): readonly Token[] {
  let start = field.start;
  return field.text.split(",").map((text) => {
    const item = { text, start, end: start + text.length };
    start = item.end + 1;
    return item;
  });
}
