import { type Alias, isAlias, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from "yaml";
import { aliasTargets } from "./aliases.js";

/** Half-open offsets. */
export type Range = readonly [start: number, end: number];

/**
 * Parts of a text that an alias repeats somewhere else: what is changed there changes in places that no finding speaks of. Of maps that
 * are only merged (`<<: *defaults`), what is in them means the same wherever it goes, so these are left out. In order, without overlaps.
 */
export function repeatedRanges(text: string): readonly Range[] {
  if (!text.includes("*")) return []; // or it would be parsed for nothing
  const document = parseDocument(text, { version: "1.2", merge: false, uniqueKeys: false, logLevel: "silent" });
  const merged = mergedAliases(document);
  const ranges: Range[] = [];
  for (const [alias, target] of aliasTargets(document, text)) {
    if (merged.has(alias) && !isScalar(target)) continue;
    const [start, end] = target.range ?? [0, text.length];
    ranges.push([start, end]);
  }
  return joined(ranges);
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}

/** Aliases behind `<<`, alone or in a list. */
function mergedAliases(document: Parameters<typeof visit>[0]): ReadonlySet<Alias> {
  const found = new Set<Alias>();
  visit(document, {
    Map: (_key, map) => {
      for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
        if (!isScalar(key) || key.value !== "<<") continue;
        for (const item of isSeq(value) ? (value.items as Node[]) : [value]) if (isAlias(item)) found.add(item);
      }
    },
  });
  return found;
}
