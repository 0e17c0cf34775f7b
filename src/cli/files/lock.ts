import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CannotRun } from "../cannot-run.js";
import { makeFolder, removeEmpty } from "./folders.js";
import { ageOf, asidePath, isLeftOver, onlyOnce, thisMaker } from "./temporary.js";

const LOCK = ".nanokit-lock";

/** How long another run is waited for, in milliseconds. It holds the lock for as long as it writes. */
const WAIT_MS = 10_000;

/** A lock of another machine is left over when it is so old, in milliseconds. */
const OLD_MS = 60_000;

/** A lock that says nothing is about to be written into, unless it is so old, in milliseconds. */
const EMPTY_MS = 2000;

/**
 * Runs something while no other run does so in the same folder: what is read there is still so when something is written. A folder into
 * which nothing can be written needs no lock, and whatever writes says why it cannot.
 *
 * @throws CannotRun when another run does not end
 */
export async function withLock<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const path = join(folder, LOCK);
  const made = await makeFolder(folder).catch(() => undefined);
  const text = made && (await acquire(path, folder));
  try {
    return await run();
  } finally {
    if (text !== undefined) await release(path, text);
    await removeEmpty(made ?? []);
  }
}

/** Makes the lock. Returns what is in it; undefined where nothing can be written. */
async function acquire(path: string, folder: string): Promise<string | undefined> {
  const { machine, process } = thisMaker();
  const text = `${machine} ${process} ${onlyOnce()}\n`;
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const made = await make(path, text);
    if (made !== "taken") return made === "made" ? text : undefined;
    if (await removeStale(path)) continue;
    if (Date.now() > deadline) {
      throw new CannotRun(
        `Another run of nanokit-tf writes to ${folder}, and does not end. If there is none, delete ${path}.`,
      );
    }
    await pause(10 + Math.random() * 20); // or two that wait would always meet
  }
}

async function make(path: string, text: string): Promise<"made" | "taken" | "unwritable"> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    return "made";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST" ? "taken" : "unwritable";
  }
}

/** Takes away a lock whose process has ended. Returns whether there is none now. */
async function removeStale(path: string): Promise<boolean> {
  const age = await ageOf(path);
  if (age === undefined) return false;
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const [machine = "", process = ""] = text.split(" ");
  const stale = text === "" ? age > EMPTY_MS : isLeftOver({ machine, process: Number(process) }, age, OLD_MS);
  return stale && release(path, text);
}

/**
 * Removes the lock with this text. Another run may have done so already, and made its own: the lock is taken aside first, and put back when
 * it is another one.
 */
async function release(path: string, text: string): Promise<boolean> {
  const aside = asidePath(dirname(path));
  try {
    await rename(path, aside);
  } catch {
    return false; // somebody else was first
  }
  if ((await readFile(aside, "utf8").catch(() => text)) !== text) {
    await rename(aside, path).catch(() => undefined);
    return false;
  }
  await rm(aside, { force: true }).catch(() => undefined);
  return true;
}
