// `npm run bench:scale`: how time and memory grow with the number of services, held against an app that somebody writes by hand with CDKTF
// for the same resources, in the same run. Build first.
//
// The services have no port. With one, each of a network has the URLs of all others among its variables, and what is written grows with the
// square of their number.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { table } from "./report.js";
import { growth, median } from "./statistics.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CLI = path.join(ROOT, "dist", "cli.cjs");
const METER = path.join(ROOT, "bench", "resources.cjs");
const SIZES = "1,10,100,300,1000";
/** The policy of a file system names each role that mounts, and has no room for more (NK435). */
const MOST_WITH_VOLUMES = 30;
/** What we promise of `synth`: as a multiple of the app written by hand, and as a power of the number of services. */
const PROMISED = { ratio: 1.3, exponent: 1.1 };

/** What one run of a process took: processor seconds and MiB. */
interface Taken {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** A file with so many services, and so many of them with a volume. */
interface Size {
  readonly services: number;
  readonly withVolumes: number;
}

const COMMANDS = ["validate", "synth", "check", "by hand"] as const;
type Command = (typeof COMMANDS)[number];

function main(): number {
  const { sizes, rounds, check } = options();
  if (!existsSync(CLI)) throw new Error("there is no dist/cli.cjs: run `npm run build` first");
  const scratch = mkdtempSync(path.join(os.tmpdir(), "nanokit-scale-"));
  try {
    const series = [false, true].map((volumes) => {
      const all = sizes.map((services) => ({
        services,
        withVolumes: volumes ? Math.min(services, MOST_WITH_VOLUMES) : 0,
      }));
      return all.map((size) => ({ size, taken: measured(scratch, size, rounds) }));
    });
    console.log(table([HEADER, ...series.flat().map(({ size, taken }) => row(size, taken))]));
    const verdicts = series.map((one, index) => verdict(index === 0 ? "without volumes" : "with volumes", one));
    for (const { text } of verdicts) console.log(text);
    return check && verdicts.some(({ holds }) => !holds) ? 1 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function options(): { readonly sizes: readonly number[]; readonly rounds: number; readonly check: boolean } {
  const { values } = parseArgs({
    options: {
      sizes: { type: "string", default: SIZES },
      rounds: { type: "string", default: "3" },
      check: { type: "boolean", default: false },
    },
  });
  const sizes = values.sizes.split(",").map(Number);
  const rounds = Number(values.rounds);
  if (![...sizes, rounds].every((one) => Number.isInteger(one) && one > 0)) {
    throw new Error("--sizes takes whole numbers with commas between them, --rounds takes one");
  }
  return { sizes: sizes.sort((a, b) => a - b), rounds, check: values.check };
}

/** The medians of a few rounds. In each round every command runs once, so that what else the machine does falls on all alike. */
function measured(scratch: string, size: Size, rounds: number): ReadonlyMap<Command, Taken> {
  const folder = path.join(scratch, `${size.services}-${size.withVolumes}`);
  mkdirSync(path.join(folder, "by-hand"), { recursive: true });
  writeFileSync(path.join(folder, "nanokit.yml"), nanokitFile(size));
  // Before anything is timed: `check` needs an output, and both have to make the same.
  for (const command of ["synth", "by hand"] as const) run(command, folder, size);
  compare(folder);
  const runs = Array.from({ length: rounds }, () => COMMANDS.map((command) => run(command, folder, size)));
  return new Map(
    COMMANDS.map((command, index) => {
      const of = (what: keyof Taken) => median(runs.map((round) => round[index]?.[what] ?? Number.NaN));
      return [command, { seconds: of("seconds"), mebibytes: of("mebibytes") }];
    }),
  );
}

function nanokitFile({ services, withVolumes }: Size): string {
  const lines = Array.from({ length: services }, (_, index) => {
    const volumes = index < withVolumes ? `, volumes: ["d${index + 1}:/data"]` : "";
    return `  s${index + 1}: { image: "ghcr.io/acme/app:1.0"${volumes} }`;
  });
  return ["name: bench", "infra: { region: eu-west-1 }", "services:", ...lines, "environments: { stage: {} }", ""].join(
    "\n",
  );
}

/** Runs a command once, as a whole process. Throws when it fails: the time of a failure means nothing. */
function run(command: Command, folder: string, { services, withVolumes }: Size): Taken {
  const taken = path.join(folder, "taken.json");
  const args =
    command === "by hand"
      ? [path.join(ROOT, "bench", "hand-written.cjs"), "by-hand", String(services), String(withVolumes)]
      : [CLI, command, "-q"];
  const { status, stderr } = spawnSync(process.execPath, ["--require", METER, ...args], {
    cwd: folder,
    env: { ...process.env, RESOURCES: taken, CHECKPOINT_DISABLE: "1" },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command} of ${services} services: exit ${status}\n${stderr}`);
  return JSON.parse(readFileSync(taken, "utf8")) as Taken;
}

/** Throws where the app written by hand has other resources, by type, than the stack of the file. */
function compare(folder: string): void {
  const [ours, theirs] = ["generated", "by-hand"].map((output) => {
    const stack = JSON.parse(readFileSync(path.join(folder, output, "stacks/bench-stage/cdk.tf.json"), "utf8")) as {
      readonly resource: Readonly<Record<string, object>>;
    };
    const counts = Object.entries(stack.resource).map(([type, all]) => `${type} ${Object.keys(all).length}`);
    return counts.sort().join("\n");
  });
  if (ours !== theirs) throw new Error(`bench/hand-written.cjs makes other resources:\n${ours}\n\n${theirs}`);
}

const HEADER = [
  "services",
  "with a volume",
  ...COMMANDS.flatMap((command) => [`${command} s`, "MiB"]),
  "synth / by hand",
];

function row({ services, withVolumes }: Size, taken: ReadonlyMap<Command, Taken>): readonly string[] {
  const cells = COMMANDS.flatMap((command) => {
    const { seconds, mebibytes } = takenBy(taken, command);
    return [seconds.toFixed(2), mebibytes.toFixed(0)];
  });
  return [String(services), String(withVolumes), ...cells, ratio(taken).toFixed(2)];
}

function takenBy(taken: ReadonlyMap<Command, Taken>, command: Command): Taken {
  const found = taken.get(command);
  if (!found) throw new Error(`${command} was not run`);
  return found;
}

function ratio(taken: ReadonlyMap<Command, Taken>): number {
  return takenBy(taken, "synth").seconds / takenBy(taken, "by hand").seconds;
}

/** The growth over the larger sizes: below a hundred services the start of the process is most of the time. */
function verdict(
  name: string,
  series: readonly { readonly size: Size; readonly taken: ReadonlyMap<Command, Taken> }[],
): { readonly text: string; readonly holds: boolean } {
  const large = series.filter(({ size }) => size.services >= 100);
  const exponents = (["validate", "synth", "check"] as const).map((command) => ({
    command,
    exponent: growth(large.map(({ size, taken }) => [size.services, takenBy(taken, command).seconds])),
  }));
  const worst = Math.max(...series.map(({ taken }) => ratio(taken)));
  const known = exponents.filter(({ exponent }) => exponent !== undefined);
  const holds = worst <= PROMISED.ratio && known.every(({ exponent = 0 }) => exponent <= PROMISED.exponent);
  const grown = known.map(({ command, exponent = 0 }) => `${command} n^${exponent.toFixed(2)}`).join(", ");
  return {
    holds,
    text: `${name}: synth at most ${worst.toFixed(2)} times by hand (promised ${PROMISED.ratio}), ${grown || "growth unknown"} (promised n^${PROMISED.exponent}): ${holds ? "holds" : "DOES NOT HOLD"}`,
  };
}

process.exitCode = main();
