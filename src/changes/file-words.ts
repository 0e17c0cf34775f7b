import { type ChangeObject, diffArrays } from "diff";
import type { Json } from "../stack/json.js";
import type { Difference, Step } from "./difference.js";

/**
 * The words that a container which writes files is told, as {@link fileWords} makes them. What is read here is what was generated, by this
 * version or another, so nothing is expected of it.
 */
interface WrittenFile {
  /** Mode and owner; of a folder how it begins. */
  readonly about: string;
  readonly lines: readonly string[];
}

const FOLDER = /^(copy|empty) (\/.*)$/s;
const FILE = /^file (\d+ \S+) (\/.*)$/s;
const CONTENT = /^[|:=$]/;

/** More lines than this that differ are told by their number. */
const MANY = 200;

/** Whether a list is the words of files. */
export function areFileWords(list: readonly Json[]): list is readonly string[] {
  const [first] = list;
  return (
    typeof first === "string" &&
    FOLDER.test(first) &&
    list.every((word) => typeof word === "string" && (FOLDER.test(word) || FILE.test(word) || CONTENT.test(word)))
  );
}

/** What differs between two lists of such words: file by file and line by line. */
export function inFiles(
  before: readonly string[],
  after: readonly string[],
  path: readonly Step[],
): readonly Difference[] {
  const [old, now] = [filesIn(before), filesIn(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  const found = names.flatMap((name) => {
    const [a, b] = [old.get(name), now.get(name)];
    const at = [...path, { key: name }];
    if (!a || !b) return [{ path: at, ...(a && { before: toldOf(a) }), ...(b && { after: toldOf(b) }) }];
    const about = a.about === b.about ? [] : [{ path: at, before: a.about, after: b.about }];
    return [...about, ...inLines(a.lines, b.lines, at)];
  });
  return found.length > 0 ? found : [{ path, before: [...before], after: [...after], order: true }];
}

function filesIn(words: readonly string[]): ReadonlyMap<string, WrittenFile> {
  const files = new Map<string, { about: string; lines: string[] }>();
  let lines: string[] = [];
  for (const word of words) {
    const [, how = "", folder] = FOLDER.exec(word) ?? [];
    const [, about = "", file] = FILE.exec(word) ?? [];
    if (CONTENT.test(word)) lines.push(word);
    else {
      lines = [];
      files.set(file ?? `${folder}/`, { about: file === undefined ? how : about, lines });
    }
  }
  return files;
}

/** A file or a folder that comes or goes. */
function toldOf({ about, lines }: WrittenFile): string {
  if (lines.length === 0) return about;
  if (lines[0]?.startsWith("$")) return `${about}, ${textOf(lines[0])}`;
  return `${about}, ${lines.length === 1 ? "1 line" : `${lines.length} lines`}`;
}

function inLines(before: readonly string[], after: readonly string[], path: readonly Step[]): readonly Difference[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: 2 * MANY });
  const found = parts && gapsIn(parts).flatMap((gap) => inGap(gap, path));
  if (found && found.length <= MANY) return found;
  return [{ path, before: `${before.length} lines`, after: `${after.length} lines, most of them others` }];
}

/** Lines that go, and those in their place; counted from 1 in either file. */
interface Gap {
  readonly old: readonly string[];
  readonly now: readonly string[];
  readonly oldLine: number;
  readonly nowLine: number;
}

/** What is between the lines that both have, nothing perhaps. */
function gapsIn(parts: readonly ChangeObject<string[]>[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let gap: Gap = { old: [], now: [], oldLine: 1, nowLine: 1 };
  for (const { value, added, removed } of parts) {
    if (removed) gap = { ...gap, old: [...gap.old, ...value] };
    else if (added) gap = { ...gap, now: [...gap.now, ...value] };
    else {
      gaps.push(gap);
      const { old, now, oldLine, nowLine } = gap;
      const common = value.length;
      gap = { old: [], now: [], oldLine: oldLine + old.length + common, nowLine: nowLine + now.length + common };
    }
  }
  return [...gaps, gap];
}

function inGap({ old, now, oldLine, nowLine }: Gap, path: readonly Step[]): readonly Difference[] {
  return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => {
    const line = at < now.length ? nowLine + at : oldLine + at;
    return {
      path: [...path, { key: `line ${line}` }],
      ...(at < old.length && { before: textOf(old[at]) }),
      ...(at < now.length && { after: textOf(now[at]) }),
    };
  });
}

/** A line as it stands in the file, and what is to be known of one that no line break follows, or that is no text. */
function textOf(word = ""): string {
  const text = word.slice(1);
  if (word.startsWith("$")) return `the secret ${text}`;
  return word.startsWith(":") ? `${text} (no line break)` : word.startsWith("=") ? `${text} (base64)` : text;
}
