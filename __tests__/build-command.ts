import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { CoverageMapData } from "istanbul-lib-coverage";
import type { TestProject } from "vitest/node";
import { buildCli } from "../scripts/build.mjs";
import { childCoverage } from "../scripts/child-coverage.js";
import { coverageTable } from "../scripts/coverage-table.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder with the bundled command, which is built once for all test files. */
    readonly command: string;
    /** The folder for what the command runs in processes of its own; empty where nobody counts. */
    readonly childCoverage: string;
    /** What draws the samples of tests that would take minutes. */
    readonly sampleSeed: string;
  }
}

/** Builds the command that tests run, into a folder that goes when they have run; again before each further run of `vitest watch`. */
export default async function buildCommand(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "nanokit-dist-"));
  const { coverage } = project.vitest.config;
  const command = path.join(folder, "command");
  const build = () => buildCli("src/cli/main.ts", command, { sourcemap: coverage.enabled });
  await build();
  project.provide("command", command);
  project.provide("sampleSeed", sampleSeed(project.vitest.config.root));
  const children = coverage.enabled ? await mkdtemp(path.join(folder, "coverage-")) : "";
  project.provide("childCoverage", children);
  project.onTestsRerun(build);
  return async () => {
    if (coverage.enabled) await printCoverage(project, children);
    await rm(folder, { recursive: true, force: true });
  };
}

/** The commit, so that in time all have their turn; where there is none, as in an unpacked archive, always the same. */
function sampleSeed(root: string): string {
  const { FAST_CHECK_SEED } = process.env;
  if (FAST_CHECK_SEED === "random") return String(Math.random());
  if (FAST_CHECK_SEED) return FAST_CHECK_SEED;
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8", stdio: "pipe" });
  } catch {
    return "";
  }
}

/** What the tests ran: in vitest's own workers, and in processes that these began. */
async function printCoverage({ vitest }: TestProject, children: string): Promise<void> {
  const file = path.join(vitest.config.coverage.reportsDirectory, "coverage-final.json");
  const own = JSON.parse(await readFile(file, "utf8")) as CoverageMapData;
  const table = coverageTable(own, (await childCoverage(children)).data, vitest.config.root);
  console.log(["", "Coverage", ...table].join("\n"));
}
