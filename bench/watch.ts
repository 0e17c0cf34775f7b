// `npm run bench:watch`: how long `nanokit-tf watch` takes from a saved change to the written stack, and what it costs while nothing
// changes. The figure is for the example of this repository; build first.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CHANGES = 40;
const IDLE_MS = 3000;
const PROMISE_MS = 300;

async function main(): Promise<number> {
  const cli = path.join(ROOT, "dist", "cli.cjs");
  if (!existsSync(cli)) throw new Error("there is no dist/cli.cjs: run `npm run build` first");
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-watch-"));
  const file = path.join(folder, "nanokit.yml");
  const text = readFileSync(path.join(ROOT, "nanokit.yml"), "utf8");
  writeFileSync(file, text);
  const child = spawn(process.execPath, [cli, "watch"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const written = () => new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  try {
    await written();
    const times: number[] = [];
    const memory = [memoryOf(child.pid)];
    for (let change = 0; change < CHANGES; change += 1) {
      // At any moment between two looks at the file, and not always right behind one.
      await pause(200 + (change % 10) * 17);
      const started = performance.now();
      const done = written();
      writeFileSync(file, text.replace(":-info}", `:-level-${change}}`));
      await done;
      times.push(performance.now() - started);
    }
    memory.push(memoryOf(child.pid));
    const before = cpuOf(child.pid);
    await pause(IDLE_MS);
    const busy = cpuOf(child.pid) - before;
    report(times, memory, busy);
    return Math.max(...times) > PROMISE_MS ? 1 : 0;
  } finally {
    child.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(times: readonly number[], memory: readonly (number | undefined)[], busyMs: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  console.log(
    `${times.length} changes, from the save to the written stack: median ${at(0.5)} ms, 95 % ${at(0.95)} ms,`,
  );
  console.log(`at most ${at(1)} ms; promised are ${PROMISE_MS} ms`);
  if (Number.isFinite(busyMs))
    console.log(`while nothing changes: ${((busyMs / IDLE_MS) * 100).toFixed(1)} % of one processor`);
  const [first, last] = memory;
  if (first !== undefined && last !== undefined) console.log(`memory: ${first} MB at first, ${last} MB in the end`);
}

/** Resident memory in MB; undefined where there is no /proc. */
function memoryOf(pid: number | undefined): number | undefined {
  const status = procFile(pid, "status");
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

/** Processor time so far in ms; not a number where there is no /proc. A tick of Linux is 10 ms. */
function cpuOf(pid: number | undefined): number {
  const fields = procFile(pid, "stat")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) * 10;
}

function procFile(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

process.exitCode = await main();
