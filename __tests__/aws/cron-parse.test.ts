import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Crontab } from "../../src/aws/cron/parse.js";
import { parseCrontab } from "../../src/aws/cron/parse.js";
import type { CronProblem } from "../../src/aws/cron/problem.js";
import { isCronProblem } from "../../src/aws/cron/problem.js";
import { toScheduler } from "../../src/aws/cron/scheduler.js";
import { runs } from "../support/sampled.js";

function read(text: string): Crontab {
  const crontab = parseCrontab(text);
  if (isCronProblem(crontab)) throw new Error(`${text}: ${crontab.reason}`);
  return crontab;
}

function problemOf(text: string): CronProblem | undefined {
  const crontab = parseCrontab(text);
  if (isCronProblem(crontab)) return crontab;
  const expressions = toScheduler(crontab);
  return isCronProblem(expressions) ? expressions : undefined;
}

/** The values of one field of a crontab whose other fields are `*`. */
function valuesOf(field: "minute" | "hour" | "dayOfMonth" | "month" | "dayOfWeek", text: string): readonly number[] {
  const order = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"];
  const crontab = read(order.map((name) => (name === field ? text : "*")).join(" "));
  return crontab.kind === "fields" ? crontab[field].values : [];
}

describe("parseCrontab", () => {
  it.each([
    ["minute", "7", [7]],
    ["minute", "07", [7]],
    ["minute", "*/20", [0, 20, 40]],
    ["minute", "*/60", [0]],
    ["minute", "5/20", [5, 25, 45]],
    ["minute", "10-30/10", [10, 20, 30]],
    ["minute", "10-12/60", [10]],
    ["minute", "3,1,2,1-3", [1, 2, 3]],
    ["minute", "59/2", [59]],
    ["hour", "22-23,0-2", [0, 1, 2, 22, 23]],
    ["dayOfMonth", "*/10", [1, 11, 21, 31]],
    ["dayOfMonth", "31-31", [31]],
    ["month", "jan,Mar,DEC", [1, 3, 12]],
    ["month", "oct-Dec", [10, 11, 12]],
    ["month", "feb/5", [2, 7, 12]],
    ["month", "*/5", [1, 6, 11]],
    ["dayOfWeek", "0", [0]],
    ["dayOfWeek", "7", [0]],
    ["dayOfWeek", "0,7", [0]],
    ["dayOfWeek", "0-7", [0, 1, 2, 3, 4, 5, 6]],
    ["dayOfWeek", "5-7", [0, 5, 6]],
    ["dayOfWeek", "7-2", [0, 1, 2]],
    ["dayOfWeek", "1-7/2", [0, 1, 3, 5]],
    ["dayOfWeek", "*/2", [0, 2, 4, 6]],
    ["dayOfWeek", "2/2", [2, 4, 6]],
    ["dayOfWeek", "0/7", [0]],
    ["dayOfWeek", "mon-fri", [1, 2, 3, 4, 5]],
    ["dayOfWeek", "MON-SUN", [0, 1, 2, 3, 4, 5, 6]],
    ["dayOfWeek", "fri-mon", [0, 1, 5, 6]],
    ["dayOfWeek", "5-1", [0, 1, 5, 6]],
    ["dayOfWeek", "fri-mon/2", [0, 5]],
    ["dayOfWeek", "sat-fri/3", [2, 5, 6]],
    ["dayOfWeek", "sun-7", [0, 1, 2, 3, 4, 5, 6]],
    ["dayOfWeek", "?", [0, 1, 2, 3, 4, 5, 6]],
  ] as const)("reads the %s field %s", (field, text, values) => {
    expect(valuesOf(field, text)).toEqual(values);
  });

  it("says where each field stands", () => {
    const text = "  5\t4 1,15  */2 MON-fri ";
    const crontab = read(text);
    if (crontab.kind !== "fields") throw new Error("no fields");
    for (const field of [crontab.minute, crontab.hour, crontab.dayOfMonth, crontab.month, crontab.dayOfWeek]) {
      expect(text.slice(field.start, field.end)).toBe(field.text);
    }
    expect(crontab.dayOfMonth).toMatchObject({ name: "dayOfMonth", text: "1,15", start: 6, end: 10 });
  });

  it.each([
    ["@every 1h", 60],
    ["@every 1h30m", 90],
    ["@EVERY 90s30s", 2],
    [" @every  45m ", 45],
  ])("reads the interval %o", (text, minutes) => {
    expect(parseCrontab(text)).toEqual({ kind: "every", minutes });
  });

  it.each(["0 30 3 * * *", "00 30 3 * * *", "0-0 30 3 * * *", "*/60 30 3 * * *"])("drops the seconds of %s", (text) => {
    expect(toScheduler(read(text))).toEqual(toScheduler(read("30 3 * * *")));
  });
});

describe("what is refused, and where", () => {
  it.each([
    ["", undefined, "", "is empty", undefined],
    [" \t", undefined, " \t", "is empty", undefined],
    [" 5 4 * * ", undefined, "5 4 * *", "has 4 fields", undefined],
    ["hourly", undefined, "hourly", "has 1 field,", undefined],
    ["* * * * * * *", undefined, "* * * * * * *", "has 7 fields", undefined],
    ["cron(0 3 * * ? *)", undefined, "cron(0 3 * * ? *)", "is an expression of EventBridge", undefined],
    ["rate(5 minutes)", undefined, "rate(5 minutes)", "is an expression of EventBridge", undefined],
    ["CRON_TZ=Asia/Tokyo 0 3 * * *", undefined, "CRON_TZ=Asia/Tokyo", "time zone has its own key", undefined],
    ["@reboot", undefined, "@reboot", "no machine that starts", undefined],
    ["@dayly", undefined, "@dayly", "is not a shortcut", undefined],
    ["@daily 3", undefined, "@daily 3", "is not a shortcut", undefined],
    ["@constructor", undefined, "@constructor", "is not a shortcut", undefined],
    ["@every", undefined, "@every", "needs one duration", undefined],
    ["@every 1h 30m", undefined, "@every 1h 30m", "needs one duration", undefined],
    ["@every 1d", undefined, "1d", "is not a duration", undefined],
    ["@every 1.5h", undefined, "1.5h", "is not a duration", undefined],
    ["@every 90s", undefined, "90s", "whole minutes", undefined],
    ["@every 0h", undefined, "0h", "whole minutes", undefined],
    ["@every 99999999999999999999999h", undefined, "99999999999999999999999h", "longer than 292 years", undefined],
    ["* * * * * *", "second", "*", "sets seconds", "0"],
    ["30 0 3 * * *", "second", "30", "sets seconds", "0"],
    ["0,30 0 3 * * *", "second", "0,30", "sets seconds", "0"],
    ["60 0 3 * * *", "second", "60", "is not a second: 0 to 59", undefined],
    ["60 * * * *", "minute", "60", "is not a minute: 0 to 59", undefined],
    ["1,60 * * * *", "minute", "60", "is not a minute: 0 to 59", undefined],
    ["1-60 * * * *", "minute", "60", "is not a minute: 0 to 59", undefined],
    ["-1 * * * *", "minute", "-1", "cannot be read", undefined],
    ["? * * * *", "minute", "?", "cannot be read", undefined],
    ["1,,2 * * * *", "minute", "1,,2", "has an empty place in its list", undefined],
    ["1, * * * *", "minute", "1,", "has an empty place in its list", undefined],
    ["*-5 * * * *", "minute", "*-5", "cannot be read", undefined],
    ["1-2-3 * * * *", "minute", "1-2-3", "cannot be read", undefined],
    ["*/5/5 * * * *", "minute", "*/5/5", "cannot be read", undefined],
    ["*/0 * * * *", "minute", "*/0", "has a step of 0", undefined],
    ["*/x * * * *", "minute", "*/x", "cannot be read", undefined],
    ["5,*/90 * * * *", "minute", "*/90", "has a step of 90", undefined],
    ["H * * * *", "minute", "H", "is not a minute", undefined],
    ["0 24 * * *", "hour", "24", "is not an hour: 0 to 23", undefined],
    ["0 3,22-2 * * *", "hour", "22-2", "ends before it begins", "22-23,0-2"],
    ["0 23-0 * * *", "hour", "23-0", "ends before it begins", "23,0"],
    ["0 22-2/2 * * *", "hour", "22-2/2", "ends before it begins", undefined],
    ["0 0 0 * *", "dayOfMonth", "0", "is not a day of the month: 1 to 31", undefined],
    ["0 0 L * *", "dayOfMonth", "L", "is a form of Quartz", undefined],
    ["0 0 1,15W * *", "dayOfMonth", "15W", "is a form of Quartz", undefined],
    ["0 0 * 13 *", "month", "13", "is not a month: 1 to 12, or jan to dec", undefined],
    ["0 0 * nov-feb *", "month", "nov-feb", "ends before it begins", "11-12,1-2"],
    ["0 0 * January *", "month", "January", "is not a month", "jan"],
    ["0 0 * * 8", "dayOfWeek", "8", "is not a day of the week: 0 to 7", undefined],
    ["0 0 * * mon-friday", "dayOfWeek", "friday", "is not a day of the week", "fri"],
    ["0 0 * * 2#1", "dayOfWeek", "2#1", "is a form of Quartz", undefined],
    ["0 0 * * 5L", "dayOfWeek", "5L", "is a form of Quartz", undefined],
    ["0 0 * * friL", "dayOfWeek", "friL", "is a form of Quartz", undefined],
    ["0 0 * * mon,?", "dayOfWeek", "?", "cannot be read", undefined],
    ["0 0 * * 1/2", "dayOfWeek", "1/2", "ends on Saturday in some crons", "1-6/2"],
    ["0 0 * * 7/2", "dayOfWeek", "7/2", "ends on Saturday in some crons", "0-6/2"],
    ["0 0 * * sun-SUN", "dayOfWeek", "sun-SUN", "means one day in some crons", "sun"],
    ["0 0 * * 7-0", "dayOfWeek", "7-0", "means one day in some crons", "sun"],
    ["0 3 * * * /opt/dump.sh", "dayOfWeek", "/opt/dump.sh", "cannot be read", undefined],
    ["0 0 */2 * mon", "dayOfMonth", "*/2", "write 1-31/2", undefined],
    ["0 0 */2 * */2", "dayOfMonth", "*/2", "write 1-31/2", undefined],
    ["0 0 1 * */2", "dayOfWeek", "*/2", "write 0-6/2", undefined],
    ["0 0 1,* * mon", "dayOfMonth", "1,*", "is read in two ways", undefined],
    ["0 0 31 2 *", "dayOfMonth", "31", "does not exist in the month 2", undefined],
    ["0 0 31 4,6,sep *", "dayOfMonth", "31", "does not exist in the months 4,6,sep", undefined],
    ["0 0 30,31 feb ?", "dayOfMonth", "30,31", "does not exist in the month feb", undefined],
  ])("%o: %s", (text, field, culprit, reason, fix) => {
    const problem = problemOf(text);
    expect(problem?.reason).toContain(reason);
    expect(problem?.field).toBe(field);
    expect(text.slice(problem?.start, problem?.end)).toBe(culprit);
    expect(problem?.fix).toBe(fix);
  });

  it("has fixes that are taken, where they stand for the same thing", () => {
    for (const text of ["0 22-2 * * *", "0 0 * nov-feb *", "0 0 * * 1/2", "0 0 * * sun-sun", "0 0 * * friday"]) {
      const problem = problemOf(text);
      expect(problemOf(text.slice(0, problem?.start) + problem?.fix + text.slice(problem?.end))).toBeUndefined();
    }
  });

  it("never throws, and points inside the text", () => {
    const piece = fc.constantFrom(
      ..."0 1 7 59 99 * ? / - , # L W mon sun JAN @every @daily 1h CRON_TZ= cron(".split(" "),
      " ",
    );
    const almost = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(""));
    const fiveWords = fc.array(
      almost.map((text) => text.replaceAll(" ", "")),
      { minLength: 5, maxLength: 6 },
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      almost,
      fiveWords.map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (text) => {
        const problem = problemOf(text);
        if (problem === undefined) return;
        expect(problem.reason).not.toBe("");
        expect(problem.start).toBeGreaterThanOrEqual(0);
        expect(problem.end).toBeGreaterThanOrEqual(problem.start);
        expect(problem.end).toBeLessThanOrEqual(text.length);
        expect(problem.end > problem.start || text === "").toBe(true);
      }),
      runs(2000),
    );
  });
});
