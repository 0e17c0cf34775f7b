// `npm run mutants`: puts one fault after the other into the sources and looks whether a test fails. Stryker would run thousands of tests in
// one process for each; here each fault meets the tests of its own folder first, and most end there. See --help.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawSample } from "../e2e/sample.js";
import { type Mutation, mutated, mutationsOf } from "./mutations.js";

const USAGE = `usage: npm run mutants [-- [--sample N] [--seed TEXT] [--minutes N] [--least PERCENT] [FOLDER...]]

Works on what is committed, in a copy. FOLDER: below src/ (resolve aws stack changes lower)

--sample N       faults that are tried (60)
--seed TEXT      what they are drawn by; the commit by default
--minutes N      stop after that long (30)
--least PERCENT  fail where fewer of them are noticed (0)`;

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const FOLDERS = ["resolve", "aws", "stack", "changes", "lower"];
/** Tests in processes of their own say little more than the others, and take most of the time. */
const SLOW = ["cli", "package", "docs", "explain", "e2e", "bench", "scripts"].flatMap((name) => [
  "--exclude",
  `__tests__/${name}/**`,
]);
const HANG_MS = 600_000;

interface Mutant {
  readonly file: string;
  readonly mutation: Mutation;
}

function allMutants(folders: readonly string[]): readonly Mutant[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, "src", folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.posix.join("src", folder, name),
      ),
    )
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .flatMap((file) =>
      mutationsOf(readFileSync(path.join(ROOT, file), "utf8")).map((mutation) => ({ file, mutation })),
    );
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}

/** Whether these tests all pass. */
function passes(copy: string, args: readonly string[]): boolean {
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "--bail=1", "--reporter=dot", ...args], {
    cwd: copy,
    stdio: "ignore",
    timeout: HANG_MS,
  });
  return status === 0;
}

/** Whether a test notices the fault; those of its own folder and the specs are asked first. */
function isNoticed(copy: string, { file, mutation }: Mutant): boolean {
  const target = path.join(copy, file);
  const text = readFileSync(target, "utf8");
  writeFileSync(target, mutated(text, mutation));
  try {
    return (
      !passes(copy, [`__tests__/${file.split("/")[1]}`, "__tests__/specs", "__tests__/rules"]) || !passes(copy, SLOW)
    );
  } finally {
    writeFileSync(target, text);
  }
}

function describeMutant({ file, mutation }: Mutant): string {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const line = text.slice(0, mutation.start).split("\n").length;
  return `${file}:${line}  ${JSON.stringify(text.slice(mutation.start, mutation.end).slice(0, 80))} -> ${mutation.text}`;
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: "string", default: "60" },
      seed: { type: "string" },
      minutes: { type: "string", default: "30" },
      least: { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const seed = values.seed ?? git("rev-parse", "HEAD");
  const all = allMutants(positionals.length > 0 ? positionals : FOLDERS);
  const name = ({ file, mutation }: Mutant) => `${file} ${mutation.start} ${mutation.text}`;
  const sample = drawSample(all, name, Number(values.sample), seed);
  const end = Date.now() + Number(values.minutes) * 60_000;
  const copy = mkdtempSync(path.join(os.tmpdir(), "nanokit-mutants-"));
  git("worktree", "add", "--quiet", "--detach", copy, "HEAD");
  try {
    symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
    let tried = 0;
    let noticed = 0;
    for (const mutant of sample) {
      if (Date.now() > end) break;
      tried += 1;
      if (isNoticed(copy, mutant)) noticed += 1;
      else console.log(`unnoticed  ${describeMutant(mutant)}`);
    }
    const percent = tried === 0 ? 0 : (100 * noticed) / tried;
    console.log(
      `${noticed} of ${tried} faults noticed: ${percent.toFixed(0)} % (of ${all.length} possible, seed ${seed})`,
    );
    return percent >= Number(values.least) ? 0 : 1;
  } finally {
    git("worktree", "remove", "--force", copy);
    rmSync(copy, { recursive: true, force: true });
  }
}

process.exitCode = main();
