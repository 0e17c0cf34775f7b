import type { CronFieldName } from "./fields.js";

/** A piece of the expression, and where it stands: half-open offsets into the text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a crontab expression, and where. */
export interface CronProblem {
  /** The field it is about; absent when it is about the whole expression. */
  readonly field?: CronFieldName;
  /** Half-open offsets into the text: the smallest part that is wrong. */
  readonly start: number;
  readonly end: number;
  /** What is wrong, in words that follow the text between the offsets. */
  readonly reason: string;
  /** What to write between the offsets instead, when one thing suggests itself. */
  readonly fix?: string;
}

/** Whether reading or converting an expression ended in a problem. */
export function isCronProblem(result: object): result is CronProblem {
  return "reason" in result;
}

/** A problem with one piece of the expression. */
export function problemAt({ start, end }: Pick<Token, "start" | "end">, reason: string, fix?: string): CronProblem {
  return fix === undefined ? { start, end, reason } : { start, end, reason, fix };
}
