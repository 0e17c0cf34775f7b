import { isObject, type Json, sortedEntries } from "../stack/json.js";
import { keyText, literalText, templateText } from "./text.js";

/** How the strings of a place are read. */
export type StringReading = "template" | "literal";

/** `name = value`, without its indentation. */
export interface Assignment {
  readonly name: string;
  /** Lines behind the first are indented already. */
  readonly value: string;
}

/** How much deeper each level stands. */
export const STEP = "  ";

/** Columns that an object of a list has at most to stand in one line, its comma included. */
const LINE = 100;

/** A value as HCL. Lines behind the first stand deeper than `indent`, and the last at it. */
export function valueText(json: Json, indent: string, strings: StringReading = "template"): string {
  if (typeof json === "string") return strings === "template" ? templateText(json) : literalText(json);
  if (isObject(json)) return objectText(sortedEntries(json), indent, strings);
  if (Array.isArray(json)) return listText(json, indent, (item, at) => itemText(item, at, strings));
  return String(json);
}

/** A list: one item that fits a line beside its name, several below each other, so that each is a line of a diff. */
export function listText<T>(
  items: readonly T[],
  indent: string,
  itemText: (item: T, indent: string) => string,
): string {
  const inner = indent + STEP;
  const texts = items.map((item) => itemText(item, inner));
  const [only] = texts;
  if (only === undefined) return "[]";
  if (texts.length === 1 && !only.includes("\n")) return `[${only}]`;
  return `[\n${texts.map((text) => `${inner}${text},\n`).join("")}${indent}]`;
}

/** An item of a list. A small object is one line, so that a changed environment variable is one line of a diff. */
function itemText(json: Json, indent: string, strings: StringReading): string {
  const entries = isObject(json) ? sortedEntries(json) : [];
  if (entries.length > 0 && entries.every(([, value]) => typeof value !== "object")) {
    const pairs = entries.map(([key, value]) => `${keyText(key)} = ${valueText(value, indent, strings)}`);
    const line = `{ ${pairs.join(", ")} }`;
    if (indent.length + line.length < LINE) return line;
  }
  return valueText(json, indent, strings);
}

function objectText(entries: readonly (readonly [string, Json])[], indent: string, strings: StringReading): string {
  if (entries.length === 0) return "{}";
  const inner = indent + STEP;
  const assignments = entries.map(([key, value]) => ({ name: keyText(key), value: valueText(value, inner, strings) }));
  return `{\n${assignmentLines(assignments, inner).join("\n")}\n${indent}}`;
}

/** Assignments below each other. As with `terraform fmt`, the signs of those that follow each other in one line each are in line. */
export function assignmentLines(assignments: readonly Assignment[], indent: string): readonly string[] {
  return runs(assignments).flatMap((run) => {
    const width = Math.max(...run.map(({ name }) => name.length));
    return run.map(({ name, value }) => `${indent}${run.length > 1 ? name.padEnd(width) : name} = ${value}`);
  });
}

function runs(assignments: readonly Assignment[]): readonly (readonly Assignment[])[] {
  const found: Assignment[][] = [];
  let open: Assignment[] | undefined;
  for (const assignment of assignments) {
    if (assignment.value.includes("\n")) {
      found.push([assignment]);
      open = undefined;
    } else if (open) open.push(assignment);
    else {
      open = [assignment];
      found.push(open);
    }
  }
  return found;
}
