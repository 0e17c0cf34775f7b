import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LARGE_FILES } from "../../bench/large-files.js";
import { sampled } from "../support/sampled.js";
import { bundle, folderWith, NODE } from "./command.js";

const meter = fileURLToPath(new URL("../../bench/resources.cjs", import.meta.url));

/** What `validate` leaves in its folder: whatever a variable of the environment makes Node write there. */
function validated(text: string, variables: (folder: string) => NodeJS.ProcessEnv): string {
  const folder = folderWith({ "nanokit.yml": text });
  const env = { PATH: process.env.PATH, ...variables(folder) };
  const { status } = spawnSync(NODE, [bundle(), "validate"], { cwd: folder, env, stdio: "ignore", timeout: NEVER_MS });
  // An internal error would be 2, and what runs out of memory ends by a signal.
  expect([0, 1]).toContain(status);
  return folder;
}

/** What V8 writes at the end of a process, where NODE_V8_COVERAGE says to. */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
}

/**
 * How often what is in a function of the command is done, by the function: what in it is done most often. V8 tells apart the parts of a
 * function that differ, so in one run a part is told that in another is not.
 */
function stepsOf(text: string): ReadonlyMap<string, number> {
  const folder = path.join(
    validated(text, (own) => ({ NODE_V8_COVERAGE: path.join(own, "steps") })),
    "steps",
  );
  const scripts = readdirSync(folder).flatMap(
    (name) => (JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Coverage).result,
  );
  return new Map(
    scripts.flatMap(({ url, functions }) =>
      functions.map(({ functionName, ranges }) => {
        const place = `${path.basename(url)}:${ranges[0]?.startOffset}-${ranges[0]?.endOffset}`;
        return [`${functionName} (${place})`, Math.max(...ranges.map(({ count }) => count))] as const;
      }),
    ),
  );
}

/** So many that a step which is taken for each pair of them stands out by far, and more than the limits up to which pairs are looked at. */
const PARTS = 2000;
const TIMES = 8;

describe("no step is taken much more than eight times as often in a file of eight times the size", () => {
  // What it is made of doubles with each part.
  const files = Object.entries(LARGE_FILES).filter(([name]) => name !== "a billion laughs");

  it.each(sampled(files, ([name]) => name, 3))("%s", (_, { text }) => {
    const small = stepsOf(text(PARTS / TIMES));
    const large = stepsOf(text(PARTS));
    expect(large.size).toBeGreaterThan(1000);
    // Sorting takes a little more than its share, and some steps are not taken at all in a small file: such as showing 1,000 errors of some
    // fifty words each. A step for each pair of parts would be taken some millions of times.
    const allowed = (step: string) => Math.max(2 * TIMES * (small.get(step) ?? 0), 30 * PARTS);
    expect([...large].filter(([step, count]) => count > allowed(step))).toEqual([]);
  });
});

/** That a file takes at most 2 s on a quiet machine is for `npm run bench:limits`. Here only what never ends is to be caught. */
const NEVER_MS = 60_000;
const MEBIBYTES = 512;

describe("a file of 1 MiB does not take all memory, and comes to an end", () => {
  it.each(sampled(Object.entries(LARGE_FILES), ([name]) => name, 3))(
    "%s",
    (_, { text, parts }) => {
      const folder = validated(text(parts), (own) => ({
        NODE_OPTIONS: `--require ${meter}`,
        RESOURCES: path.join(own, "taken.json"),
      }));
      const { mebibytes } = JSON.parse(readFileSync(path.join(folder, "taken.json"), "utf8")) as Record<string, number>;
      expect(mebibytes).toBeLessThan(MEBIBYTES);
    },
    NEVER_MS,
  );
});
