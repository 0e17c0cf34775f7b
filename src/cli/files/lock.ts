import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CannotRun } from "../cannot-run.js";
import { makeFolder, removeEmpty } from "./folders.js";
import { ifPossible } from "./if-possible.js";
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
  const made = ifPossible(() => makeFolder(folder));
  const text = made && (await acquire(path, folder));
  try {
    return await run();
  } finally {
    if (text !== undefined) release(path, text);
    removeEmpty(made ?? []);
  }
}

/** Makes the lock. Returns what is in it; undefined where nothing can be written. */
async function acquire(path: string, folder: string): Promise<string | undefined> {
  const { machine, process } = thisMaker();
  const text = `${machine} ${process} ${onlyOnce()}\n`;
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const made = make(path, text);
    if (made !== "taken") return made === "made" ? text : undefined;
    if (removeStale(path)) continue;
    if (Date.now() > deadline) {
      throw new CannotRun(
        `Another run of nanokit-tf writes to ${folder}, and does not end. If there is none, delete ${path}.`,
      );
    }
    const pause = 10 + Math.random() * 20; // or two that wait would always meet
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function make(path: string, text: string): "made" | "taken" | "unwritable" {
  try {
    const file = openSync(path, "wx");
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    return "made";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST" ? "taken" : "unwritable";
  }
}

/** Takes away a lock whose process has ended. Returns whether there is none now. */
function removeStale(path: string): boolean {
  const age = ageOf(path);
  if (age === undefined) return false;
  const text = ifPossible(() => readFileSync(path, "utf8"));
  if (text === undefined) return false;
  const [machine = "", process = ""] = text.split(" ");
  const stale = text === "" ? age > EMPTY_MS : isLeftOver({ machine, process: Number(process) }, age, OLD_MS);
  return stale && release(path, text);
}

/**
 * Removes the lock with this text. Another run may have done so already, and made its own: the lock is taken aside first, and put back when
 * it is another one.
 */
function release(path: string, text: string): boolean {
  const aside = asidePath(dirname(path));
  try {
    renameSync(path, aside);
  } catch {
    return false; // somebody else was first
  }
  if ((ifPossible(() => readFileSync(aside, "utf8")) ?? text) !== text) {
    ifPossible(() => renameSync(aside, path));
    return false;
  }
  ifPossible(() => unlinkSync(aside));
  return true;
}
