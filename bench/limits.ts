// `npm run bench:limits`: what `validate` takes of files that are just under 1 MiB and large in one way each. Build first.
// `-- --only TEXT` takes those whose name has the text; with `-- --check` it fails where a file takes more than is promised.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { LARGE_FILES } from "./large-files.js";
import { table } from "./report.js";
import { median } from "./statistics.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CLI = path.join(ROOT, "dist", "cli.cjs");
const METER = path.join(ROOT, "bench", "resources.cjs");
/** What we promise of every file, on a quiet machine. */
const PROMISED = { seconds: 2, mebibytes: 512 };

/** What one run of a process took: processor seconds and MiB. */
interface Taken {
  readonly seconds: number;
  readonly mebibytes: number;
}

function main(): number {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "3" },
      check: { type: "boolean", default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a whole number");
  if (!existsSync(CLI)) throw new Error("there is no dist/cli.cjs: run `npm run build` first");
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-limits-"));
  try {
    const floor = taken(folder, ["-e", "0"], rounds);
    const rows = Object.entries(LARGE_FILES)
      .filter(([name]) => name.includes(values.only))
      .map(([name, { text, parts }]) => {
        writeFileSync(path.join(folder, "nanokit.yml"), text(parts));
        return { name, ...taken(folder, [CLI, "validate", "-q"], rounds) };
      });
    const verdicts = rows.map(({ name, seconds, mebibytes }) => ({
      holds: seconds <= PROMISED.seconds && mebibytes <= PROMISED.mebibytes,
      cells: [name, seconds.toFixed(2), (seconds / floor.seconds).toFixed(0), mebibytes.toFixed(0)],
    }));
    console.log(
      table([
        ["file", "processor s", "times node -e 0", "MiB", "verdict"],
        ...verdicts.map(({ cells, holds }) => [...cells, holds ? "holds" : "DOES NOT HOLD"]),
      ]),
    );
    console.log(`promised: ${PROMISED.seconds} s and ${PROMISED.mebibytes} MiB for each`);
    return values.check && verdicts.some(({ holds }) => !holds) ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The medians of a few runs of Node. */
function taken(folder: string, args: readonly string[], rounds: number): Taken {
  const file = path.join(folder, "taken.json");
  const runs = Array.from({ length: rounds }, () => {
    const { status } = spawnSync(process.execPath, ["--require", METER, ...args], {
      cwd: folder,
      env: { ...process.env, RESOURCES: file },
      stdio: "ignore",
    });
    // The file may be wrong, 1, but an internal error would be 2.
    if (status !== 0 && status !== 1) throw new Error(`node ${args.join(" ")}: exit ${status}`);
    return JSON.parse(readFileSync(file, "utf8")) as Taken;
  });
  const of = (what: keyof Taken) => median(runs.map((run) => run[what]));
  return { seconds: of("seconds"), mebibytes: of("mebibytes") };
}

process.exitCode = main();
