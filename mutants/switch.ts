// Runs before each test file of a run of mutants: which fault is on, and which ones the tests come past.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** The number of the fault that is on; -1 for none. */
    readonly mutant: number;
    /** The folder for what was passed; empty where nobody asks. */
    readonly passed: string;
  }
}

declare global {
  var __mutant: (id: number) => boolean;
}

const [mutant, folder] = [inject("mutant"), inject("passed")];
/** A fault may have a loop go on forever: it comes past here, sooner or later. */
const HANG_MS = 120_000;

if (folder === "") {
  const end = Date.now() + HANG_MS;
  let asked = 0;
  globalThis.__mutant = (id) => {
    asked += 1;
    if (asked % 100_000 === 0 && Date.now() > end) throw new Error("takes too long with this fault");
    return id === mutant;
  };
} else {
  const passed = new Set<number>();
  globalThis.__mutant = (id) => {
    passed.add(id);
    return false;
  };
  afterAll(() => {
    const name = encodeURIComponent(expect.getState().testPath ?? "");
    writeFileSync(path.join(folder, name), JSON.stringify([...passed]));
  });
}
