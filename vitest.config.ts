import os from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes, and the longest first. */
const LONG = [
  "package/package",
  "explain/ablation",
  "explain/examples",
  "secrets/every-command",
  "secrets/computed-from-secrets",
  "rules/key-effects",
  "e2e/aws-rules",
  "cli/large-files",
].map((name) => `/__tests__/${name}.test.ts`);

/**
 * Begins with what takes long. Vitest does it by the times of earlier runs, and on a fresh clone by the size of the file: a short file that
 * takes minutes would come last, with the other cores idle.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = LONG.flatMap((end) => sorted.filter(({ moduleId }) => moduleId.endsWith(end)));
    return [...long, ...sorted.filter((file) => !long.includes(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ["__tests__/build-command.ts"],
    // Vitest leaves a core to itself, of two the second. One more than there are cores, as a fifth of the time is waiting for processes. A
    // worker takes some 300 MB.
    maxWorkers: os.availableParallelism() + 1,
    include: ["__tests__/**/*.test.ts"],
    // Modules are loaded once in a worker: to load cdktf and its bindings for each file anew would be a third of the time.
    isolate: false,
    setupFiles: ["__tests__/setup.ts"],
    sequence: { sequencer: LongFirst },
    // Only for what hangs. Beside other work a test takes many times as long, and those of time count the processor's.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // `npm run coverage`, or `NANOKIT_COVERAGE=1 npm test`. The table is printed when the command's own processes are counted too.
    coverage: {
      enabled: process.env.NANOKIT_COVERAGE === "1",
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["json"],
      reportOnFailure: true,
      reportsDirectory: "node_modules/.cache/coverage",
    },
  },
});
