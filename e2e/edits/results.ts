import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Edit } from "./edit.js";
import type { Applied } from "./messages.js";
import { hashOf } from "./source.js";

/** What a run has shown of an edit that went as it has to. */
export interface Result {
  /** Of all that the edit is made of, see {@link hashOf}. */
  readonly edit: string;
  /** `Terraform 1.11.4, provider 5.100.0`. */
  readonly with: string;
  /** What was applied, one for each apply. */
  readonly applied: readonly Applied[];
}

/** Results by the name of the edit. */
export type Results = Readonly<Record<string, Result>>;

const FILE = path.join(import.meta.dirname, "results.json");

/** The results that are committed. */
export function readResults(): Results {
  return JSON.parse(readFileSync(FILE, "utf8")) as Results;
}

/** Writes results down, to be committed. */
export function writeResults(results: Results): void {
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
}

/** What came of an edit in a run. */
export interface Ran {
  readonly edit: Edit;
  /** Undefined where it did not go as it has to. */
  readonly result: Omit<Result, "edit"> | undefined;
}

/**
 * Older results with those of a run, in the order of the matrix. What failed now, what is no longer in the matrix, and what was run as another
 * edit of the same name has none.
 */
export function withRun(results: Results, matrix: readonly Edit[], run: readonly Ran[]): Results {
  const ran = new Map(run.map(({ edit, result }) => [edit.name, result]));
  const kept = matrix.flatMap((edit): readonly (readonly [string, Result])[] => {
    const { name } = edit;
    const hash = hashOf(edit);
    const now = ran.get(name);
    if (ran.has(name)) return now === undefined ? [] : [[name, { edit: hash, ...now }]];
    const old = Object.hasOwn(results, name) ? results[name] : undefined;
    return old?.edit === hash ? [[name, old]] : [];
  });
  return Object.fromEntries(kept);
}
