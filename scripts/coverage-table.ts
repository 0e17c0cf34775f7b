import path from "node:path";
import type { CoverageMapData, FileCoverageData, Range } from "istanbul-lib-coverage";

/** How often something ran, by where it begins: two tools that read one source agree on that, and not always on where it ends. */
type Hits = readonly (readonly [where: string, hits: number])[];

const KINDS: Readonly<Record<string, (file: FileCoverageData) => Hits>> = {
  statements: ({ statementMap, s }) => Object.entries(statementMap).map(([id, range]) => [begin(range), s[id] ?? 0]),
  branches: ({ branchMap, b }) =>
    Object.entries(branchMap).flatMap(([id, { type, loc, locations }]) =>
      locations.map((_, index) => [`${type} ${index} ${begin(loc)}`, b[id]?.[index] ?? 0] as const),
    ),
  functions: ({ fnMap, f }) => Object.entries(fnMap).map(([id, { decl }]) => [begin(decl), f[id] ?? 0]),
  lines: ({ statementMap, s }) =>
    Object.entries(statementMap).map(([id, { start }]) => [String(start.line), s[id] ?? 0]),
};

function begin({ start: { line, column } }: Range): string {
  return `${line}:${column}`;
}

/** How many of each kind there are, and how many of them ran. */
type Counts = Readonly<Record<string, { all: number; run: number }>>;

function noCounts(): Counts {
  return Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, { all: 0, run: 0 }]));
}

/**
 * What was run of the files of each folder, as lines for a terminal.
 *
 * @param own of all sources: what vitest's workers ran
 * @param others of those that were loaded elsewhere: what the processes that tests began ran
 */
export function coverageTable(own: CoverageMapData, others: CoverageMapData, root: string): readonly string[] {
  const total = noCounts();
  const folders = new Map<string, Counts>();
  for (const [file, data] of dataOf(own)) {
    const name = path.relative(root, path.dirname(file)).split(path.sep).join("/");
    const counts = folders.get(name) ?? noCounts();
    folders.set(name, counts);
    const other = dataOf(others).find(([one]) => one === file)?.[1];
    for (const sum of [counts, total]) add(sum, data, other);
  }
  const rows = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...["folder", ...rows.map(([name]) => name)].map(({ length }) => length));
  return [
    row("folder", Object.keys(KINDS), width),
    ...rows.map(([name, counts]) => row(name, percentages(counts), width)),
    row("all", percentages(total), width),
  ];
}

function dataOf(map: CoverageMapData): readonly (readonly [string, FileCoverageData])[] {
  return Object.entries(map).map(([file, one]) => [file, "data" in one ? (one.data as FileCoverageData) : one]);
}

function add(counts: Counts, own: FileCoverageData, other: FileCoverageData | undefined): void {
  for (const [kind, hitsOf] of Object.entries(KINDS)) {
    const hits = new Map<string, number>();
    for (const [where, count] of hitsOf(own)) hits.set(where, (hits.get(where) ?? 0) + count);
    for (const [where, count] of other ? hitsOf(other) : []) {
      const known = hits.get(where);
      if (known !== undefined) hits.set(where, known + count);
    }
    const sum = counts[kind];
    if (sum === undefined) continue;
    sum.all += hits.size;
    sum.run += [...hits.values()].filter((count) => count > 0).length;
  }
}

function percentages(counts: Counts): readonly string[] {
  return Object.values(counts).map(({ all, run }) => (all === 0 ? "-" : `${((100 * run) / all).toFixed(1)} %`));
}

function row(name: string, cells: readonly string[], width: number): string {
  return [name.padEnd(width), ...cells.map((cell) => cell.padStart(10))].join("  ");
}
