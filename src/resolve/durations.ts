import { DURATION } from "../schema/patterns.js";

const SECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 }),
);

/** Whole seconds, or a whole number of something else, within limits; undefined otherwise. */
export function wholeWithin(
  written: number | string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): number | undefined {
  const value = seconds(String(written));
  return value !== undefined && Number.isInteger(value) && value >= minimum && value <= maximum ? value : undefined;
}

/** Seconds of a duration of compose: `1m30s`, `500ms`, or a bare number. Undefined when it is none. */
export function seconds(text: string): number | undefined {
  if (!DURATION.regex.test(text)) return undefined;
  if (!/[a-z]$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)];
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (SECONDS.get(unit) ?? 0), 0);
}
