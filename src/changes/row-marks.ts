import {
  type AttributeMark,
  type MarkRow,
  type MarkText,
  type ResourceRow,
  type RuleName,
  resourceRow,
  type ValueTest,
  type WholeMark,
} from "../aws/types/index.js";
import { isList, isObject, type Json, valueAt } from "../stack/json.js";
import type { AttributeChange, Mark } from "./changes.js";
import { RULES } from "./rules/index.js";
import { bodies, goes, type Surroundings, textOf, type UnmarkedChange } from "./surroundings.js";

/** What the row of its type says of the change of a resource. Undefined for a type without a row. */
export function rowMarks(change: UnmarkedChange, around: Surroundings): readonly Mark[] | undefined {
  const row = resourceRow(change.type);
  if (row === undefined) return undefined;
  const rules = Object.keys(row.rules ?? {}) as RuleName[];
  return [
    ...rules.flatMap((name) => ofRule(name, row, change, around)),
    ...(row.marks ?? []).flatMap((mark) => ofMark(mark, change, around)),
  ];
}

function ofRule(name: RuleName, { rules = {} }: ResourceRow, change: UnmarkedChange, around: Surroundings) {
  const texts: Readonly<Record<string, MarkText | string>> = rules[name] ?? {};
  return RULES[name](change, around).map(({ says, values = {} }): Mark => {
    const [first, ...more] = says.map((one) => texts[one]);
    if (typeof first !== "object") throw new Error(`${change.type} has no text for ${name}.${says[0]}`);
    const sentences = [first, ...more].map((one) => (typeof one === "object" ? one.text : (one ?? "")));
    const { kind } = first;
    const code = [first, ...more].map((one) => (typeof one === "object" ? one.code : undefined)).find(Boolean);
    return { kind, text: filled(sentences.join(" "), values), ...(code !== undefined && { code }) };
  });
}

function ofMark(row: MarkRow, change: UnmarkedChange, around: Surroundings): readonly Mark[] {
  return "on" in row ? ofWhole(row, change, around) : ofAttribute(row, change);
}

function ofWhole(row: WholeMark, change: UnmarkedChange, around: Surroundings): readonly Mark[] {
  if (row.on !== change.action) return [];
  if (row.unlessGone !== undefined && goes(row.unlessGone, around, "destroy")) return [];
  const { old, now } = bodies(change, around);
  if (row.was !== undefined && !holds(row.was, valueAt(old ?? {}, row.was.attribute))) return [];
  const body = now ?? old ?? {};
  if (row.where !== undefined && !holds(row.where, valueAt(body, row.where.attribute))) return [];
  const attributes = Object.entries(body).map(([name, value]) => [name, textOf(value)] as const);
  const text = filled(row.text, { ...Object.fromEntries(attributes), address: change.address });
  return [{ kind: row.kind, text, ...(row.code !== undefined && { code: row.code }) }];
}

function ofAttribute(row: AttributeMark, { action, attributes }: UnmarkedChange): readonly Mark[] {
  // What is made anew is told as a whole what that costs.
  if (action === "replace" && (row.kind === "data" || row.kind === "interrupts")) return [];
  return attributes.flatMap((one) => {
    const found = one.idle === undefined ? valuesAt(one, row.attribute) : undefined;
    if (found === undefined || (row.to !== undefined && !holds(row.to, found.after, found.before))) return [];
    const values = { before: textOf(found.before), after: textOf(found.after) };
    return [{ kind: row.kind, text: filled(row.text, values), ...(row.code !== undefined && { code: row.code }) }];
  });
}

/** Indices and keys in a path: `[0]`, `["data"]`. */
const INDEX = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/**
 * What an attribute was and is, where a change is about it, about something in it, or about a block that came, changed or went as a whole and
 * holds it. Of a block that goes, only what stands in it directly, and not where it is one of a list: others are left.
 */
function valuesAt(
  { path, before, after }: AttributeChange,
  attribute: string,
): { readonly before: Json | undefined; readonly after: Json | undefined } | undefined {
  const changed = path.replaceAll(INDEX, "");
  if (changed === attribute || changed.startsWith(`${attribute}.`)) return { before, after };
  if (!attribute.startsWith(`${changed}.`)) return undefined;
  const steps = attribute.slice(changed.length + 1).split(".");
  if (after === undefined && (steps.length > 1 || changed !== path || isList(before))) return undefined;
  const [old, now] = [within(before, steps), within(after, steps)];
  return now === old || (now === undefined && after !== undefined) ? undefined : { before: old, after: now };
}

function within(value: Json | undefined, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((inner, step) => {
    const block = isList(inner) && inner.length === 1 ? inner[0] : inner;
    return isObject(block) ? valueAt(block, step) : undefined;
  }, value);
}

function holds(test: ValueTest, value: Json | undefined, before?: Json): boolean {
  if ("is" in test) return value === test.is;
  if ("isNot" in test) return value !== test.isNot;
  if ("holds" in test) return JSON.stringify(value ?? null).includes(test.holds);
  if ("isSet" in test) return (value !== undefined) === test.isSet;
  const [from, to] = [before, value].map((one) => (one === test.endless ? Number.POSITIVE_INFINITY : Number(one)));
  return from !== undefined && to !== undefined && to < from;
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    return Object.hasOwn(values, name) ? (values[name] ?? "") : placeholder;
  });
}
