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
const CONTENT = /^[|:=]/;

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
  return `${about}, ${lines.length === 1 ? "1 line" : `${lines.length} lines`}`;
}

function inLines(before: readonly string[], after: readonly string[], path: readonly Step[]): readonly Difference[] {
  const { start, old, now } = withoutCommon(before, after);
  if (old.length === 0 && now.length === 0) return [];
  const kept = old.length * now.length > MANY * MANY ? [] : commonLines(old, now);
  const found: Difference[] = [];
  let [i, j] = [0, 0];
  for (const [nextOld, nextNow] of [...kept, [old.length, now.length] as const]) {
    for (; i < nextOld || j < nextNow; i += i < nextOld ? 1 : 0, j += j < nextNow ? 1 : 0) {
      const line = start + (j < nextNow ? j : i) + 1;
      found.push({
        path: [...path, { key: `line ${line}` }],
        ...(i < nextOld && { before: textOf(old[i]) }),
        ...(j < nextNow && { after: textOf(now[j]) }),
      });
    }
    i++;
    j++;
  }
  if (found.length <= MANY) return found;
  return [{ path, before: `${before.length} lines`, after: `${after.length} lines, most of them others` }];
}

/** A line without its sign; one that no line break follows has it still, so that this is seen. */
function textOf(word = ""): string {
  return word.startsWith("|") ? word.slice(1) : word;
}

/** What is between the lines that both have at their beginning and at their end. */
function withoutCommon(before: readonly string[], after: readonly string[]) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, old: before.slice(start, before.length - end), now: after.slice(start, after.length - end) };
}

/** The places of the lines that stay, the most that there can be. */
function commonLines(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? [];
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept: (readonly [number, number])[] = [];
  for (let [i, j] = [0, 0]; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) kept.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
}
