/** What a field of a crontab expression says. */
export type CronFieldName = "second" | "minute" | "hour" | "dayOfMonth" | "month" | "dayOfWeek";

/** What crontab allows in one field. */
export interface FieldSpec {
  /** With its article, to follow "is not" and to stand in a sentence. */
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** How many different values there are: 7 days of the week, although 0 and 7 are both Sunday. */
  readonly size: number;
  /** Names of the values from {@link min} on, in lower case. */
  readonly names: readonly string[];
  /** What may stand in the field, in words. */
  readonly allowed: string;
}

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The fields of crontab, one table. Source: crontab(5) of vixie cron and cronie; `second`: github.com/robfig/cron doc.go. */
export const FIELD_SPECS: Readonly<Record<CronFieldName, FieldSpec>> = {
  second: { label: "a second", min: 0, max: 59, size: 60, names: [], allowed: "0 to 59" },
  minute: { label: "a minute", min: 0, max: 59, size: 60, names: [], allowed: "0 to 59" },
  hour: { label: "an hour", min: 0, max: 23, size: 24, names: [], allowed: "0 to 23" },
  dayOfMonth: { label: "a day of the month", min: 1, max: 31, size: 31, names: [], allowed: "1 to 31" },
  month: { label: "a month", min: 1, max: 12, size: 12, names: monthNames, allowed: "1 to 12, or jan to dec" },
  dayOfWeek: {
    label: "a day of the week",
    min: 0,
    max: 7,
    size: 7,
    names: weekdayNames,
    allowed: "0 to 7 (0 and 7 are Sunday), or sun to sat",
  },
};

/** Order of the five fields. A sixth, `second`, stands before them. */
export const FIVE_FIELDS = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const;

/** A field that {@link Crontab} keeps: all but the seconds. */
export type KeptFieldName = (typeof FIVE_FIELDS)[number];
