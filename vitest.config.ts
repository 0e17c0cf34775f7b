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
  },
});
