// `npm run compose-lab DIR`: reads all compose files of a folder by compose's own library, translates each as `init --from-compose` does, and holds the
// task definitions against what the library says. Prints each fact that was silently lost or changed, and the figures of all. Needs go; a file with an
// `expected.json` beside it is held against that.

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { figuresOf } from "./compose-lab/figures.js";
import { type ComposeFiles, composeFilesIn } from "./compose-lab/files.js";
import { type Judgement, judge } from "./compose-lab/judge.js";
import { buildReader, type Reading, savedReading } from "./compose-lab/reader.js";

/** 0: nothing is lost. 1: something is. 2: could not run, or not for all files. */
function main(): number {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error("Name a folder: npm run compose-lab DIR");
    return 2;
  }
  const workplace = mkdtempSync(path.join(os.tmpdir(), "nanokit-compose-lab-"));
  try {
    return run(folder, workplace);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

function run(folder: string, workplace: string): number {
  const all = composeFilesIn(folder);
  const saved = new Map(all.map((files) => [files, savedReading(files)]));
  const unread = all.filter((files) => saved.get(files) === undefined);
  const reader = unread.length === 0 ? () => [] : buildReader(workplace);
  if ("missing" in reader) sayMissing(reader.missing, unread.length);
  const readings = "missing" in reader ? [] : reader(unread);
  const read = new Map<ComposeFiles, Reading | undefined>([
    ...saved,
    ...unread.map((files, at) => [files, readings[at]] as const),
  ]);
  const judged: Judgement[] = [];
  let refused = 0;
  for (const files of all) {
    const { model, error } = read.get(files) ?? {};
    const name = path.relative(folder, files[0]);
    if (error !== undefined) {
      refused++;
      console.log(`refused  ${name}: ${error.split("\n")[0]}`);
    }
    // A file that only has parts for others.
    if (!model || Object.keys(model.services ?? {}).length === 0) continue;
    const judgement = judge(files, model);
    judged.push(judgement);
    for (const line of linesOf(judgement)) console.log(`${line.kind.padEnd(8)} ${name}: ${line.text}`);
  }
  const { text, clean } = figuresOf(judged, { files: all.length, refused });
  console.log(`\n${text}`);
  if ("missing" in reader) return 2;
  return clean ? 0 : 1;
}

function linesOf({ failure, losses }: Judgement): readonly { readonly kind: string; readonly text: string }[] {
  const short = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 100);
  return [
    ...(failure === undefined ? [] : [{ kind: "failed", text: failure }]),
    ...losses.map(({ kind, service, fact, expected, actual }) => ({
      kind,
      text: `${service}: ${fact}: ${short(expected)} is ${short(actual)}`,
    })),
  ];
}

function sayMissing(what: string, count: number): void {
  const line = "=".repeat(80);
  console.error(`${line}\n${count} FILES ARE NOT JUDGED: ${what}\n${line}`);
}

process.exitCode = main();
