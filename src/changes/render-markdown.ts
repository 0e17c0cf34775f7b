import { listed } from "../diagnostics/lists.js";
import { type Change, type MarkKind, summarize } from "./changes.js";
import { changesText } from "./render-text.js";
import { type CheckReport, changesOf, isSame, type StackReport, totals } from "./report.js";
import { toldOnce } from "./shared.js";
import {
  adviceText,
  LIMITS,
  leftOverText,
  MARK_KINDS,
  renamingText,
  statusText,
  summaryText,
  verdictText,
} from "./words.js";

/** Characters that GitHub takes in a comment. Source: its answer to more, "Body is too long (maximum is 65536 characters)". */
const MAX_COMMENT = 65_536;

/** Room for the sentence that says how much was left out, and for what closes open blocks. */
const RESERVE = 400;

const MARK_TITLES: Readonly<Record<MarkKind, string>> = {
  data: "Data at risk",
  interrupts: "Interrupts",
  opens: "Opens access",
  weakens: "Weakens protection",
  note: "Good to know",
  closes: "Closes access",
};

/** The report as a comment on a pull request: marks first, the rest folded away, never longer than GitHub takes. */
export function renderCheckMarkdown(report: CheckReport, max: number = MAX_COMMENT): string {
  const same = isSame(report);
  const title = `### nanokit-tf: ${same ? "no difference" : summaryText(totals(report))}`;
  const advice = same ? undefined : adviceText(report);
  const foot = [advice, same ? undefined : LIMITS].filter((text) => text !== undefined).join(" ");
  const paper = new Paper(max - RESERVE - foot.length);
  paper.add([title, "", escaped(verdictText(report, same)), ""]);
  if (!same) paper.add(table(report));
  const renaming = renamingText(report);
  if (renaming !== undefined) paper.add([`**${MARK_TITLES.data}:** ${escaped(renaming)}`, ""]);
  const { shared, own } = toldOnce(report.stacks);
  for (const kind of MARK_KINDS) addMarks(report, kind, paper);
  for (const { stacks, changes } of shared) {
    const [first] = stacks;
    if (first) addChanges(`${listed(stacks.map(({ stack }) => escaped(stack)))}, alike`, changes, first, paper);
  }
  for (const stack of report.stacks) addStack(stack, own.get(stack.stack) ?? [], paper);
  const rest = [...report.leftOver.map((stack) => leftOverText(stack, report)), report.manifest];
  for (const text of rest) if (text !== undefined) paper.add([escaped(text), ""]);
  return `${[...paper.lines, ...paper.farewell(), foot].join("\n").trimEnd()}\n`;
}

/** Lines up to a number of characters; what does not fit is counted. */
class Paper {
  readonly lines: string[] = [];
  #left: number;
  #omitted = 0;

  constructor(room: number) {
    this.#left = room;
  }

  /** Adds these lines, or none of them. */
  add(lines: readonly string[]): boolean {
    const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (this.#omitted > 0 || size > this.#left) {
      this.#omitted += lines.length;
      return false;
    }
    this.#left -= size;
    this.lines.push(...lines);
    return true;
  }

  /** Adds as many of the inner lines as fit, between an opening and a closing that are there in any case where anything is. */
  enclose(open: readonly string[], inner: readonly string[], close: readonly string[]): void {
    const size = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (this.#omitted > 0 || size([...open, ...close, inner[0] ?? ""]) > this.#left) {
      this.#omitted += inner.length;
      return;
    }
    this.#left -= size(close);
    this.add(open);
    for (const line of inner) this.add([line]);
    this.lines.push(...close);
  }

  /** What to say where something was left out. */
  farewell(): readonly string[] {
    const count = this.#omitted;
    if (count === 0) return [];
    return [
      `_${count} ${count === 1 ? "line was" : "lines were"} left out, as a comment can be no longer. \`nanokit-tf check\` shows all._`,
      "",
    ];
  }
}

function table({ stacks }: CheckReport): readonly string[] {
  const rows = stacks.map((stack) => {
    const { create, update, replace, destroy } = summarize(changesOf(stack));
    const counts = stack.status === "unreadable" ? ["?", "?", "?", "?"] : [create, update, replace, destroy];
    return `| ${escaped(stack.stack)} | ${counts.join(" | ")} |`;
  });
  return ["| Environment | add | change | replace | destroy |", "| --- | ---: | ---: | ---: | ---: |", ...rows, ""];
}

function addMarks(report: CheckReport, kind: MarkKind, paper: Paper): void {
  const several = report.stacks.length > 1;
  const stacksBySaid = new Map<string, string[]>();
  for (const stack of report.stacks) {
    for (const { address, marks } of changesOf(stack)) {
      for (const { text } of marks.filter((mark) => mark.kind === kind)) {
        const said = `${code(address)} ${escaped(text)}`;
        stacksBySaid.set(said, [...(stacksBySaid.get(said) ?? []), escaped(stack.stack)]);
      }
    }
  }
  const items = [...stacksBySaid].map(([said, stacks]) => `- ${several ? `${listed(stacks)}: ` : ""}${said}`);
  if (items.length === 0) return;
  const [first = "", ...rest] = items;
  if (!paper.add([`**${MARK_TITLES[kind]}**`, "", first])) return;
  for (const item of rest) paper.add([item]);
  paper.add([""]);
}

function addStack(stack: StackReport, own: readonly Change[], paper: Paper): void {
  const status = statusText(stack);
  if (status !== undefined) paper.add([`**${escaped(stack.stack)}** ${escaped(status)}`, ""]);
  const alone = own.length < changesOf(stack).length ? ", beside what is above" : "";
  addChanges(`${escaped(stack.stack)}${alone}`, own, stack, paper);
}

/** Changes folded away under a name. */
function addChanges(name: string, changes: readonly Change[], stack: StackReport, paper: Paper): void {
  if (changes.length === 0) return;
  const lines = changesText(changes, stack).map(diffLine);
  const fence = fenceFor(lines);
  const title = `${name}: ${summaryText(summarize(changes))}`;
  paper.enclose([`<details${isShort(changes) ? " open" : ""}><summary>${title}</summary>`, "", `${fence}diff`], lines, [
    fence,
    "",
    "</details>",
    "",
  ]);
}

/** Few changes are shown at once. */
function isShort(changes: readonly Change[]): boolean {
  return changes.length <= 10;
}

/** GitHub colours lines of a diff by their first character, so the sign goes there. */
function diffLine(line: string): string {
  const [, indent = "", sign] = /^(\s+)([+~-]) /.exec(line) ?? [];
  if (sign === undefined) return line.startsWith("-/+") || line.startsWith(" ") || line === "" ? line : ` ${line}`;
  return `${sign === "~" ? "!" : sign}${indent}${line.slice(indent.length + 1)}`;
}

/** A fence that is longer than any run of backticks within. */
function fenceFor(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  return "`".repeat(longest + 1);
}

/** A text in which nothing is markup but its own code spans: no HTML, no mention, no link, no cell of a table. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") && part.length > 1 ? code(part.slice(1, -1)) : plain(part)))
    .join("");
}

function plain(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|~#!]/g, "\\$&")
    .replaceAll("@", "&#64;")
    .replaceAll(/\s*\n\s*/g, " ");
}

/** A code span of any text. Within one, GitHub neither mentions nor links anybody. */
function code(text: string): string {
  const flat = text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(flat) ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A comment for a file with errors, of which nothing can be made: the findings, as a terminal shows them. */
export function errorsInMarkdown(file: string, findings: string): string {
  const paper = new Paper(MAX_COMMENT - RESERVE);
  const lines = findings.trimEnd().split("\n");
  const fence = fenceFor(lines);
  paper.add([`### nanokit-tf: ${plain(file)} has errors`, ""]);
  paper.enclose([`${fence}text`], lines, [fence, ""]);
  return `${[...paper.lines, ...paper.farewell()].join("\n").trimEnd()}\n`;
}
