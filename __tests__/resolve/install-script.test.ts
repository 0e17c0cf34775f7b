import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { INSTALL_TIMING, installScript } from "../../src/resolve/install-script.js";
import { shellsFor } from "../support/shells.js";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A volume that tasks share, and the folder in which each of them works. */
function given(manifest?: string) {
  const root = mkdtempSync(path.join(os.tmpdir(), "nanokit-install-"));
  folders.push(root);
  const volume = path.join(root, "a volume");
  const work = path.join(root, "work");
  mkdirSync(volume);
  mkdirSync(work);
  if (manifest !== undefined) writeFileSync(path.join(work, "package-lock.json"), manifest);
  return { volume, work };
}

const shells = shellsFor("the install script");

/** Short times, and yet a lock is not taken from a holder that merely has to wait for its turn on a busy machine. */
const fast = installScript({ beatSeconds: 0.05, missedBeats: 40 });

interface Task {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
}

/** Begins a task as its container would. */
function begin(
  shell: readonly string[],
  { volume, work }: ReturnType<typeof given>,
  commands: readonly string[],
): Task {
  const [program = "", ...options] = shell;
  const args = [...options, "-c", fast, "prepare", volume, "0123456789ab", ...commands];
  const child = spawn(program, args, { cwd: work, stdio: "ignore" });
  return { process: child, ended: new Promise((resolve) => child.on("exit", (code) => resolve(code))) };
}

const lines = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
const lockOf = (volume: string) => path.join(volume, ".nk-install-lock");
const sentinels = (volume: string) => readdirSync(volume).filter((name) => name.startsWith(".nk-installed-"));

/** A command that notes on the volume when it begins and ends: two at once would be two begins in a row. */
const noting = (volume: string, seconds: number) =>
  `cd '${volume}'; echo begin >> log; sleep ${seconds}; echo end >> log`;

describe.each(shells)("the install script in %s", (_, shell) => {
  it.concurrent("installs once, however many begin at once, and then runs what comes after in each", async () => {
    const place = given("{}");
    const after = `echo after >> '${place.volume}/after'`;
    const tasks = Array.from({ length: 6 }, () => begin(shell, place, [noting(place.volume, 0.3), after]));

    expect(await Promise.all(tasks.map(({ ended }) => ended))).toEqual(tasks.map(() => 0));
    expect(lines(path.join(place.volume, "log"))).toEqual(["begin", "end"]);
    expect(lines(path.join(place.volume, "after"))).toHaveLength(6);
    expect(existsSync(lockOf(place.volume))).toBe(false);
    expect(sentinels(place.volume)).toHaveLength(1);
  });

  it.concurrent("installs again when the lockfile is another, also when it is the one before", async () => {
    const place = given("one");
    const lockfile = path.join(place.work, "package-lock.json");
    const run = () => begin(shell, place, [noting(place.volume, 0)]).ended;
    await run();
    await run();
    expect(lines(path.join(place.volume, "log"))).toHaveLength(2);
    writeFileSync(lockfile, "two");
    await run();
    writeFileSync(lockfile, "one");
    await run();
    expect(lines(path.join(place.volume, "log"))).toHaveLength(6);
    expect(sentinels(place.volume)).toHaveLength(1);
  });

  it.concurrent("fails as its command does, leaves the lock free, and the next one tries again", async () => {
    const place = given();
    const after = `echo after >> '${place.volume}/after'`;
    const failing = begin(shell, place, ["echo begin > tried; false; echo not reached", after]);
    expect(await failing.ended).toBe(1);
    expect(existsSync(path.join(place.volume, "after"))).toBe(false);
    expect(readdirSync(place.volume)).toEqual([]);
    expect(await begin(shell, place, ["exit 7"]).ended).toBe(7);
    expect(await begin(shell, place, ["true"]).ended).toBe(0);
    expect(sentinels(place.volume)).toHaveLength(1);
  });

  it.concurrent("lets go of the lock when it is told to stop", async () => {
    const place = given();
    const stopped = begin(shell, place, ["sleep 30"]);
    while (!existsSync(path.join(lockOf(place.volume), "beat"))) await sleep(10);
    stopped.process.kill("SIGTERM");
    expect(await stopped.ended).toBe(143);
    expect(readdirSync(place.volume)).toEqual([]);
  });

  it.concurrent("takes the lock of a task that was killed, one of those that wait", async () => {
    const place = given();
    mkdirSync(lockOf(place.volume));
    writeFileSync(path.join(lockOf(place.volume), "beat"), "gone-17\n");
    const tasks = Array.from({ length: 4 }, () => begin(shell, place, [noting(place.volume, 0.5)]));
    expect(await Promise.all(tasks.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    expect(lines(path.join(place.volume, "log"))).toEqual(["begin", "end"]);
    expect(existsSync(lockOf(place.volume))).toBe(false);
  });

  it.concurrent("takes a lock whose holder was killed before it wrote into it", async () => {
    const place = given();
    mkdirSync(lockOf(place.volume));
    expect(await begin(shell, place, ["true"]).ended).toBe(0);
    expect(existsSync(lockOf(place.volume))).toBe(false);
  });

  it.concurrent("waits for as long as the holder lives", async () => {
    const place = given();
    // Longer than the time after which a lock counts as left behind.
    const tasks = [begin(shell, place, [noting(place.volume, 3.5)]), begin(shell, place, [noting(place.volume, 3.5)])];
    expect(await Promise.all(tasks.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(lines(path.join(place.volume, "log"))).toEqual(["begin", "end"]);
  });

  it.concurrent("stops when another took its lock, and leaves that lock alone", async () => {
    const place = given();
    const robbed = begin(shell, place, ["sleep 30"]);
    const beat = path.join(lockOf(place.volume), "beat");
    while (lines(beat).join("") === "") await sleep(10);
    // Its own next beat may come between; what is written again and again stays in the end.
    const robbing = setInterval(() => writeFileSync(beat, "another-0\n"), 5);
    expect(await robbed.ended).toBe(143);
    clearInterval(robbing);
    expect(lines(beat)).toEqual(["another-0"]);
  });

  it.concurrent("says so when it cannot write to the volume", async () => {
    const place = given();
    expect(await begin(shell, { ...place, volume: path.join(place.volume, "nowhere") }, ["true"]).ended).toBe(1);
  });
});

describe("the install script", () => {
  it("counts in whole seconds, as some shells know no others, and gives a silent holder two minutes", () => {
    const { beatSeconds, missedBeats } = INSTALL_TIMING;
    expect(Number.isInteger(beatSeconds)).toBe(true);
    expect(beatSeconds * missedBeats).toBe(120);
  });
});
