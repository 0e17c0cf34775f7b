import { listed } from "../diagnostics/lists.js";
import { printable, widthOf, wrap } from "../diagnostics/terminal-text.js";
import type { Json } from "../stack/json.js";
import { type Action, type AttributeChange, type Cause, type Change, type MarkKind, summarize } from "./changes.js";
import { type CheckReport, changesOf, isSame, type StackReport, totals } from "./report.js";
import { type SharedChanges, toldOnce } from "./shared.js";
import { MAX_VALUE, valuePair, valueText } from "./values.js";
import {
  adviceText,
  causeText,
  LIMITS,
  leftOverText,
  MARK_KINDS,
  renamingText,
  statusText,
  summaryText,
  verdictText,
} from "./words.js";

/** How {@link renderCheckText} writes. */
export interface CheckTextOptions {
  /** Whether to send SGR colour codes. */
  readonly color: boolean;
  /** Columns of the terminal. @default 80 */
  readonly width?: number;
}

type Ink = "add" | "remove" | "change" | "danger" | "warning" | "strong" | "faint" | "none";

const SGR: Readonly<Record<Ink, string>> = {
  add: "32",
  remove: "31",
  change: "33",
  danger: "1;31",
  warning: "1;33",
  strong: "1",
  faint: "2",
  none: "",
};

/** The signs of `terraform plan`. */
const SIGNS: Readonly<Record<Action, { readonly sign: string; readonly ink: Ink }>> = {
  create: { sign: "  +", ink: "add" },
  update: { sign: "  ~", ink: "change" },
  replace: { sign: "-/+", ink: "remove" },
  destroy: { sign: "  -", ink: "remove" },
  none: { sign: "   ", ink: "faint" },
};

/** What a mark is called at the beginning of its line. */
const MARK_WORDS: Readonly<Record<MarkKind, { readonly word: string; readonly ink: Ink }>> = {
  data: { word: "DATA", ink: "danger" },
  interrupts: { word: "INTERRUPTS", ink: "danger" },
  opens: { word: "OPENS", ink: "warning" },
  weakens: { word: "WEAKENS", ink: "warning" },
  closes: { word: "closes", ink: "add" },
  note: { word: "note", ink: "strong" },
};

/** Writes lines, in colour or without. */
interface Pen {
  readonly width: number;
  paint(ink: Ink, text: string): string;
}

/** The report as a person reads it in a terminal. Lines fit the width where an address allows it. */
export function renderCheckText(report: CheckReport, { color, width = 80 }: CheckTextOptions): string {
  const pen: Pen = {
    width: Math.max(width, 40),
    paint: (ink, text) => (color && ink !== "none" && text !== "" ? `\u001b[${SGR[ink]}m${text}\u001b[0m` : text),
  };
  const same = isSame(report);
  const advice = same ? undefined : adviceText(report);
  const renaming = renamingText(report);
  const { shared, own } = toldOnce(report.stacks);
  const blocks = [
    renaming === undefined ? [] : loudly("data", renaming, pen),
    ...shared.map((one) => sharedLines(one, pen)),
    ...report.stacks.map((stack) => stackLines(stack, own.get(stack.stack) ?? [], pen)),
    [
      ...report.leftOver.flatMap((stack) => paragraph(leftOverText(stack, report), pen)),
      ...(report.manifest === undefined ? [] : paragraph(report.manifest, pen)),
    ],
    [
      ...(same ? [] : paragraph(summaryText(totals(report)), pen, 0, 2).map((line) => pen.paint("strong", line))),
      ...paragraph(verdictText(report, same), pen),
      ...(advice === undefined ? [] : paragraph(advice, pen)),
      ...(same ? [] : paragraph(LIMITS, pen)),
    ],
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

/** Some changes of an environment without colours, as the markdown shows them. */
export function changesText(some: readonly Change[], stack: StackReport, width = 100): readonly string[] {
  const pen: Pen = { width, paint: (_, text) => text };
  return bodyLines(some, changesOf(stack), pen);
}

/** What several stacks have in common. */
function sharedLines({ stacks, changes }: SharedChanges, pen: Pen): readonly string[] {
  const names = listed(stacks.map(({ stack }) => stack));
  const lines = paragraph(`${names}, alike: ${summaryText(summarize(changes))}.`, pen, 0, 2);
  const [first] = stacks;
  return [...headLines(lines, names, pen), ...(first ? withMarks(changes, first, pen) : [])];
}

function stackLines(stack: StackReport, own: readonly Change[], pen: Pen): readonly string[] {
  const all = changesOf(stack);
  const counts = all.length === 0 ? undefined : `${summaryText(summarize(all))}.`;
  const rest = own.length === all.length ? undefined : own.length === 0 ? "All of it is above." : "What is not above:";
  const head = `${stack.stack}: ${[statusText(stack), counts, rest].filter((text) => text !== undefined).join(" ")}`;
  return [...headLines(paragraph(head, pen, 0, 2), stack.stack, pen), ...withMarks(own, stack, pen)];
}

function headLines(lines: readonly string[], name: string, pen: Pen): readonly string[] {
  return lines.map((line, index) => (index === 0 ? paintedStart(line, name, "strong", pen) : line));
}

/** Changes below their marks. */
function withMarks(changes: readonly Change[], stack: StackReport, pen: Pen): readonly string[] {
  const marks = markLines(changes, pen);
  const body = bodyLines(changes, changesOf(stack), pen);
  return [...(marks.length > 0 ? ["", ...marks] : []), ...(body.length > 0 ? ["", ...body] : [])];
}

/** A line whose first word is painted, where the word was not broken. */
function paintedStart(line: string, word: string, ink: Ink, pen: Pen): string {
  const at = line.length - line.trimStart().length;
  if (!line.startsWith(word, at)) return line;
  return `${line.slice(0, at)}${pen.paint(ink, word)}${line.slice(at + word.length)}`;
}

/** Marks, the most serious first. */
function markLines(changes: readonly Change[], pen: Pen): readonly string[] {
  return MARK_KINDS.flatMap((kind) =>
    changes.flatMap(({ address, marks }) =>
      marks.filter((mark) => mark.kind === kind).flatMap(({ text }) => loudly(kind, `${address} ${text}`, pen)),
    ),
  );
}

function loudly(kind: MarkKind, text: string, pen: Pen): readonly string[] {
  const { word, ink } = MARK_WORDS[kind];
  const [first = "", ...rest] = paragraph(`${word}: ${text}`, pen, 2, 4);
  return [paintedStart(first, word, ink, pen), ...rest];
}

/** The changes: first what differs, then what follows from it. Of a new environment every address, and nothing more. */
function bodyLines(changes: readonly Change[], all: readonly Change[], pen: Pen): readonly string[] {
  const own = changes.filter(({ causes, attributes }) => causes.length === 0 || attributes.length > 0);
  const following = changes.filter((change) => !own.includes(change));
  const blocks = (some: readonly Change[]) => some.flatMap((change) => changeLines(change, all, pen));
  if (following.length === 0) return blocks(own);
  return [...blocks(own), "", "  What follows from it:", ...blocks(following)];
}

function changeLines(change: Change, all: readonly Change[], pen: Pen): readonly string[] {
  const { sign, ink } = SIGNS[change.action];
  const remark = remarkOf(change);
  const head = `${pen.paint(ink, sign)} ${pen.paint("strong", printable(change.address))}${remark === "" ? "" : `  ${remark}`}`;
  return [
    head,
    ...orderLines(change, pen),
    ...change.attributes.flatMap((attribute) => (isOrder(attribute) ? [] : attributeLines(attribute, pen))),
    ...causeLines(change, all, pen),
  ];
}

function remarkOf({ action, unknownType, kind, type }: Change): string {
  if (action === "replace") return type === "aws_ecs_task_definition" ? "(a new revision)" : "(destroyed, made anew)";
  if (unknownType) return "(unknown type: it may be replaced)";
  return action === "none" && kind === "resource" ? "(nothing changes on AWS)" : "";
}

/** Columns before an attribute. */
const INDENT = 8;

/** That the order of work changes, in one line: nobody reviews it by its elements. */
function orderLines({ attributes }: Change, pen: Pen): readonly string[] {
  if (!attributes.some(isOrder)) return [];
  return [`${" ".repeat(INDENT)}${pen.paint("change", "~")} depends_on  # ${IDLE_WORDS.meta}`];
}

function isOrder({ path, idle }: AttributeChange): boolean {
  return idle === "meta" && /^depends_on\b/.test(path);
}

function attributeLines(change: AttributeChange, pen: Pen): readonly string[] {
  const { path, before, after, forcesReplacement, idle } = change;
  const [sign, ink]: readonly [string, Ink] =
    before === undefined ? ["+", "add"] : after === undefined ? ["-", "remove"] : ["~", "change"];
  const tail = forcesReplacement ? "  # replaces" : idle === undefined ? "" : `  # ${IDLE_WORDS[idle]}`;
  const name = printable(path === "" ? "value" : path);
  const lead = " ".repeat(INDENT);
  const [first, ...rest] = sides(before, after, idle === "order", pen.width - INDENT - 4);
  const line = `${lead}${pen.paint(ink, sign)} ${name}  ${[first, ...rest].join(" -> ")}${tail}`;
  const length = INDENT + 4 + widthOf(name) + widthOf([first, ...rest].join(" -> ")) + tail.length;
  if (length <= pen.width) return [line];
  return [
    `${lead}${pen.paint(ink, sign)} ${name}${tail}`,
    ...[first ?? "", ...rest].map((text, index) => `${lead}  ${index === 0 ? "   " : "-> "}${text}`),
  ];
}

const IDLE_WORDS = {
  ignored: "Terraform ignores it",
  kept: "stays as it is",
  meta: "for Terraform only",
  order: "the order alone",
} as const;

/** One value, or the two that are to be told apart. */
function sides(before: Json | undefined, after: Json | undefined, order: boolean, room: number): readonly string[] {
  if (order) return ["(reordered)"];
  const max = Math.min(MAX_VALUE, room - 3);
  const texts = (length: number) =>
    before === undefined || after === undefined
      ? [valueText(after ?? before ?? null, length)]
      : valuePair(before, after, length);
  // Some characters take two columns.
  return texts(max).every((text) => widthOf(text) <= max) ? texts(max) : texts(Math.floor(max / 2));
}

function causeLines({ causes }: Change, all: readonly Change[], pen: Pen): readonly string[] {
  const seen = new Set<string>();
  return causes.flatMap((cause) => {
    const name = causeName(cause);
    const key = `${name} ${cause.address}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const text = `${name === "" ? "" : `${name}: `}${causeText(cause, all)}${cause.forcesReplacement ? "  # replaces" : ""}`;
    return paragraph(text, pen, INDENT + 2, INDENT + 4);
  });
}

/** The attribute that changes, without what is within it: `policy`, `volume`. Of a local value nothing. */
function causeName({ path }: Cause): string {
  return /^[\w-]+/.exec(path)?.[0] === "Statement" ? "" : (/^[\w-]+/.exec(path)?.[0] ?? "");
}

function paragraph(text: string, pen: Pen, firstIndent = 0, indent = firstIndent): readonly string[] {
  return wrap(text, { width: pen.width, firstIndent, indent }).map(
    (line, index) => `${" ".repeat(index === 0 ? firstIndent : indent)}${line}`,
  );
}
