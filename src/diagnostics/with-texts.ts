import { type AnyParams, codes } from "./codes.js";
import type { Diagnostic } from "./diagnostic.js";

/**
 * A finding in whose params each text of the user went through a function: to blank what nobody may read, for instance. Words of ours
 * that a param holds stay as they are, or the finding would say something else.
 */
export function withTexts(finding: Diagnostic, change: (text: string) => string): Diagnostic {
  return withParams(finding, (value) => changed(value, change));
}

/**
 * A finding that tells nothing which was computed from a place of the file: no number that is not one of ours, and no param that its code
 * calls worked out. What was counted, rounded or guessed from a secret tells of it though no text of the secret is in it.
 */
export function withoutComputed(finding: Diagnostic, blank: string): Diagnostic {
  const workedOut: ReadonlySet<string> = new Set(codes[finding.code].workedOut);
  return withParams(finding, (value, name) => (workedOut.has(name) ? undefined : withoutNumbers(value, blank)));
}

type Change = (value: unknown, name: string) => unknown;

/** A finding of which nothing changes stays the same one. */
function withParams(finding: Diagnostic, change: Change): Diagnostic {
  const params = changedParams(finding.params, change, new Set(codes[finding.code].ownWords));
  const related = finding.related.map((one) => {
    const ofIt = changedParams(one.params, change);
    return ofIt === one.params ? one : one.with({ params: ofIt });
  });
  const same = params === finding.params && related.every((one, index) => one === finding.related[index]);
  return same ? finding : finding.with({ params, related });
}

/** Params of which nothing changes stay the same ones. */
function changedParams(params: AnyParams, change: Change, ours: ReadonlySet<string> = new Set()): AnyParams {
  const written = Object.entries(params);
  const result = written.map(([name, value]) => [name, ours.has(name) ? value : change(value, name)] as const);
  return result.every(([, value], index) => value === written[index]?.[1]) ? params : Object.fromEntries(result);
}

/** A number is changed where its digits are: it may be a secret too. */
function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value === "number") return change(String(value)) === String(value) ? value : change(String(value));
  if (Array.isArray(value)) return changedItems(value, change);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changed(part, change)]));
}

function withoutNumbers(value: unknown, blank: string): unknown {
  if (typeof value === "number") return blank;
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === "number") ? value.map((item) => withoutNumbers(item, blank)) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutNumbers(part, blank)]));
}

/** A list in which nothing changes stays the same one: it may be long, and be that of many findings. */
function changedItems(items: readonly unknown[], change: (text: string) => string): readonly unknown[] {
  const result = items.map((item) => changed(item, change));
  return result.every((item, index) => item === items[index]) ? items : result;
}
