import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { buildCli } from "../scripts/build.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder with the bundled command, which is built once for all test files. */
    readonly command: string;
  }
}

/** Builds the command that tests run, into a folder that goes when they have run; again before each further run of `vitest watch`. */
export default async function buildCommand(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "nanokit-dist-"));
  const build = () => buildCli("src/cli/main.ts", folder);
  await build();
  project.provide("command", folder);
  project.onTestsRerun(build);
  return () => rm(folder, { recursive: true, force: true });
}
