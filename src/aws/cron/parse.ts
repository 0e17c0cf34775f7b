import { type EveryCrontab, parseEvery } from "./every.js";
import { type CronField, parseField } from "./field.js";
import { FIVE_FIELDS, type KeptFieldName } from "./fields.js";
import { type CronProblem, isCronProblem, problemAt, type Token } from "./problem.js";

/** Times of day on days of the calendar: the five fields of crontab. */
export interface FieldsCrontab extends Readonly<Record<KeptFieldName, CronField>> {
  readonly kind: "fields";
}

/** A crontab expression, read. */
export type Crontab = FieldsCrontab | EveryCrontab;

/** What the shortcuts stand for. Source: crontab(5) of cronie; github.com/robfig/cron doc.go, "Predefined schedules". */
const shortcuts: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
  }),
);

/**
 * Reads a crontab expression: five fields as in vixie cron, six with the seconds first as in robfig/cron with optional seconds (the
 * one in ofelia 0.4), or a shortcut in any letter case. Names of months and weekdays may be in any letter case.
 *
 * `@every <duration>` is taken, because Scheduler has `rate()`. It differs from robfig/cron in one point: that one waits one interval
 * before the first run, while a rate without a start date fires as soon as it is made.
 *
 * Seconds other than 0 are refused: Scheduler fires at some time within the minute. Source: EventBridge Scheduler user guide,
 * schedule-types ("60 second precision").
 */
export function parseCrontab(text: string): Crontab | CronProblem {
  const tokens = tokensOf(text);
  const [first] = tokens;
  const whole = { text: text.trim(), start: first?.start ?? 0, end: tokens.at(-1)?.end ?? text.length };
  if (first === undefined) return problemAt(whole, "is empty");
  if (first.text.startsWith("@")) return parseShortcut(whole, tokens);
  if (/^(?:cron|rate|at)\(/.test(first.text)) return problemAt(whole, "is an expression of EventBridge; write crontab");
  if (/^(?:CRON_)?TZ=/.test(first.text)) return problemAt(first, "does not belong here: the time zone has its own key");
  if (isFive(tokens)) return parseFive(tokens);
  const butFirst = tokens.slice(1);
  if (isFive(butFirst)) return secondsProblem(first) ?? parseFive(butFirst);
  const count = `${tokens.length} ${tokens.length === 1 ? "field" : "fields"}`;
  const expected = "5 (minute, hour, day of the month, month, day of the week), or 6 with seconds first";
  return problemAt(whole, `has ${count}, and crontab has ${expected}`);
}

type FiveTokens = readonly [Token, Token, Token, Token, Token];

function isFive(tokens: readonly Token[]): tokens is FiveTokens {
  return tokens.length === FIVE_FIELDS.length;
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

function parseShortcut(whole: Token, [, argument, ...surplus]: readonly Token[]): Crontab | CronProblem {
  const [name = ""] = whole.text.toLowerCase().split(/\s/);
  if (name === "@reboot") return problemAt(whole, "has no meaning here: there is no machine that starts");
  if (name === "@every") {
    if (argument !== undefined && surplus.length === 0) return parseEvery(argument);
    return problemAt(whole, "needs one duration, such as @every 1h30m");
  }
  const meaning = tokensOf(shortcuts.get(whole.text.toLowerCase()) ?? "").map(({ text }) => ({ ...whole, text }));
  if (isFive(meaning)) return parseFive(meaning);
  return problemAt(whole, `is not a shortcut: ${[...shortcuts.keys()].join(", ")}, or @every with a duration`);
}

function parseFive(tokens: FiveTokens): FieldsCrontab | CronProblem {
  const minute = parseField("minute", tokens[0]);
  if (isCronProblem(minute)) return minute;
  const hour = parseField("hour", tokens[1]);
  if (isCronProblem(hour)) return hour;
  const dayOfMonth = parseField("dayOfMonth", tokens[2]);
  if (isCronProblem(dayOfMonth)) return dayOfMonth;
  const month = parseField("month", tokens[3]);
  if (isCronProblem(month)) return month;
  const dayOfWeek = parseField("dayOfWeek", tokens[4]);
  return isCronProblem(dayOfWeek) ? dayOfWeek : { kind: "fields", minute, hour, dayOfMonth, month, dayOfWeek };
}

function secondsProblem(token: Token): CronProblem | undefined {
  const second = parseField("second", token);
  if (isCronProblem(second)) return second;
  if (second.values.every((value) => value === 0)) return undefined;
  const reason = "sets seconds, but EventBridge Scheduler works in whole minutes: only 0 is possible here";
  return { ...problemAt(token, reason, "0"), field: "second" };
}
