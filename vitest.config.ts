import os from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    globalSetup: ["__tests__/build-command.ts"],
    setupFiles: ["__tests__/setup.ts"],
    // Vitest leaves a core to itself, of two the second. A worker takes some 300 MB.
    maxWorkers: os.availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // `npm run coverage`, or `NANOKIT_COVERAGE=1 npm test`. The table is printed when the command's own processes are counted too.
    coverage: {
      enabled: process.env.NANOKIT_COVERAGE === "1",
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["json"],
      reportsDirectory: "node_modules/.cache/coverage",
    },
  },
});
