import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestModule, TestSpecification, Vitest } from "vitest/node";
import { createVitest } from "vitest/node";

/** Tests in processes of their own never see the switch; those of the bench and of scripts are not about the sources. */
const WITHOUT_SWITCH = ["cli", "package", "bench", "scripts", "mutants", "architecture"].map(
  (folder) => `__tests__/${folder}/**`,
);
/** What takes long for a single fault, and finds little that the others do not. */
const LONG = [
  "aws/cron-oracle",
  "changes/edits",
  "fix/typos",
  "hcl/stacks",
  "init/compose",
  "lower/odd-text",
  "report/graph/texts",
  "report/graph/truth",
  "resolve/install-script",
  "rules/key-effects",
  "rules/secrets-never-shown",
  "schema/compile-fuzz",
  "secrets/every-command",
  "syntax/parse",
  "syntax/second-reading",
].map((name) => `__tests__/${name}.test.ts`);
/** So many files are asked together, in one worker: those that found most first, for most faults end there. */
const PARTS = [3, 12, 100];

/** A test file, what it comes past, and how long it takes. */
interface TestFile {
  readonly specification: TestSpecification;
  readonly passed: ReadonlySet<number>;
  readonly duration: number;
}

/** Keeps the order in which files are given. */
class AsGiven {
  sort<T>(files: T): T {
    return files;
  }
  shard<T>(files: T): T {
    return files;
  }
}

/** Vitest, loaded once, with the test files of a copy of the repository. */
export class TestRunner {
  /** By folder of sources: how many of its faults each test file has found. */
  private readonly found = new Map<string, Map<TestFile, number>>();

  private constructor(
    private readonly vitest: Vitest,
    private readonly files: readonly TestFile[],
  ) {}

  /** Runs all test files once, without a fault: those that pass are asked later. */
  static async open(root: string): Promise<TestRunner> {
    const files = await filesOf(root);
    const vitest = await start(root, { isolate: false, bail: 1 });
    const specifications = new Map((await vitest.globTestSpecifications()).map((one) => [one.moduleId, one]));
    const again = files.flatMap((file) => {
      const specification = specifications.get(file.specification.moduleId);
      return specification === undefined ? [] : [{ ...file, specification }];
    });
    return new TestRunner(vitest, again);
  }

  /** Which test file notices a fault of a source file; undefined where none does. */
  async noticedBy(mutant: number, file: string): Promise<string | undefined> {
    this.vitest.provide("mutant", mutant);
    const finds = this.found.get(path.dirname(file)) ?? new Map<TestFile, number>();
    this.found.set(path.dirname(file), finds);
    const wanted = this.files
      .filter(({ passed }) => passed.has(mutant))
      .sort((a, b) => (finds.get(b) ?? 0) - (finds.get(a) ?? 0) || a.duration - b.duration);
    for (const size of PARTS) {
      const part = wanted.splice(0, size);
      if (part.length === 0) break;
      const { testModules } = await this.vitest.runTestSpecifications(part.map(({ specification }) => specification));
      // Files of earlier runs are among them.
      const failed = new Set(testModules.filter((one) => !one.ok()).map(({ moduleId }) => moduleId));
      const finder = part.find(({ specification }) => failed.has(specification.moduleId));
      if (finder === undefined) continue;
      finds.set(finder, (finds.get(finder) ?? 0) + 1);
      return path.relative(this.vitest.config.root, finder.specification.moduleId);
    }
    return undefined;
  }

  /** How many test files are asked. */
  get size(): number {
    return this.files.length;
  }

  /** Ends vitest. */
  close(): Promise<void> {
    return this.vitest.close();
  }
}

/** The test files that pass without a fault, alone and after others, with what they come past. */
async function filesOf(root: string): Promise<readonly TestFile[]> {
  const passed = mkdtempSync(path.join(os.tmpdir(), "nanokit-passed-"));
  const alone = await start(root, { isolate: true, bail: 0 });
  try {
    alone.provide("passed", passed);
    const specifications = await alone.globTestSpecifications();
    const { testModules } = await alone.runTestSpecifications(specifications);
    const byFile = new Map(
      readdirSync(passed).map((name) => {
        const ids = JSON.parse(readFileSync(path.join(passed, name), "utf8")) as readonly number[];
        return [decodeURIComponent(name), new Set(ids)];
      }),
    );
    return testModules.flatMap((module) => {
      const specification = specifications.find(({ moduleId }) => moduleId === module.moduleId);
      const duration = durationOf(module);
      if (!module.ok()) console.log(`left out, fails with the switches: ${module.relativeModuleId}`);
      const usable = module.ok() && specification !== undefined;
      return usable ? [{ specification, passed: byFile.get(module.moduleId) ?? new Set<number>(), duration }] : [];
    });
  } finally {
    await alone.close();
    rmSync(passed, { recursive: true });
  }
}

function durationOf(module: TestModule): number {
  return module.diagnostic().duration;
}

async function start(root: string, { isolate, bail }: { isolate: boolean; bail: number }): Promise<Vitest> {
  // A fault counts as noticed where CI notices it, and `npm test` draws less than that.
  process.env.NANOKIT_TESTS = "whole";
  const vitest = await createVitest("test", {
    root,
    config: false,
    watch: false,
    include: ["__tests__/**/*.test.ts"],
    exclude: [...WITHOUT_SWITCH, ...LONG],
    setupFiles: ["__tests__/setup.ts", "mutants/switch.ts"],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [{}],
    sequence: { sequencer: AsGiven as never },
    isolate,
    bail,
  });
  vitest.provide("mutant", -1);
  vitest.provide("passed", "");
  return vitest;
}
