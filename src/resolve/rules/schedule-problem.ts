import type { CronProblem } from "../../aws/cron/problem.js";
import type { Located, SourceLocation } from "../../diagnostics/source.js";

/** A part of a text where it stands in the file; the whole value when it is not written there as it is: with variables, with escapes. */
function within({ value, location }: Located<string>, start: number, end: number): SourceLocation {
  const { file } = location;
  const written = file.text.slice(location.start, location.end);
  const quoted = /^(["'])(.*)\1$/s.exec(written)?.[2];
  const from = quoted === value ? location.start + 1 : written === value ? location.start : undefined;
  return from === undefined || end <= start ? location : { file, start: from + start, end: from + end };
}

/** What a finding tells of a crontab that is none, and where: the part of it that is wrong. */
export function scheduleProblem(written: Located<string>, { start, end, reason, fix }: CronProblem) {
  const found = written.value.slice(start, end);
  return { location: within(written, start, end), params: { found, reason, ...(fix === undefined ? {} : { fix }) } };
}
