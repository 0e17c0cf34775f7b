import type { FileCoverageData } from "istanbul-lib-coverage";
import { expect, it } from "vitest";
import { coverageTable } from "../../scripts/coverage-table.js";

/** A file of two lines, each with a function and an `if`, of which these were run. */
function fileWith(path: string, first: number, second: number, end: number): FileCoverageData {
  const range = (line: number, column: number) => ({ start: { line, column }, end: { line, column: column + end } });
  const fn = (line: number) => ({ name: "f", line, decl: range(line, 2), loc: range(line, 2) });
  const branch = (line: number) => ({
    type: "if",
    line,
    loc: range(line, 4),
    locations: [range(line, 4), range(line, 4)],
  });
  return {
    path,
    statementMap: { 0: range(1, 4), 1: range(1, 9), 2: range(2, 4) },
    s: { 0: first, 1: 0, 2: second },
    fnMap: { 0: fn(1), 1: fn(2) },
    f: { 0: first, 1: second },
    branchMap: { 0: branch(1), 1: branch(2) },
    b: { 0: [first, 0], 1: [second, 0] },
  };
}

it("counts what ran in either, once, wherever the two say that it ends", () => {
  const own = {
    "/r/src/a/x.ts": fileWith("/r/src/a/x.ts", 3, 0, 1),
    "/r/src/a/y.ts": fileWith("/r/src/a/y.ts", 0, 0, 1),
  };
  const others = { "/r/src/a/x.ts": fileWith("/r/src/a/x.ts", 0, 5, 7) };
  expect(coverageTable(own, others, "/r")).toEqual([
    "folder  statements    branches   functions       lines",
    "src/a       33.3 %      25.0 %      50.0 %      50.0 %",
    "all         33.3 %      25.0 %      50.0 %      50.0 %",
  ]);
});

it("says nothing of what holds nothing", () => {
  const none = { path: "/r/src/t.ts", statementMap: {}, s: {}, fnMap: {}, f: {}, branchMap: {}, b: {} };
  expect(coverageTable({ "/r/src/t.ts": none }, {}, "/r")[1]).toBe(
    "src              -           -           -           -",
  );
});
