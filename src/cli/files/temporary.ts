import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, lstatSync, openSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { ifPossible } from "./if-possible.js";

/** A file of another machine, or of a process whose number is taken again, is left over when it is so old, in milliseconds. */
const OLD_MS = 10 * 60 * 1000;

/** `.nanokit-<machine>-<process>-<random>.tmp`: no part of it can be foreseen by who wants to be there first. */
const TEMPORARY = /^\.nanokit-(?<machine>[0-9a-f]{8})-(?<process>\d+)-[0-9a-f]{16}\.tmp$/;

/** Who made a file: the machine, by a mark that does not tell its name, and the process on it. */
export interface Maker {
  readonly machine: string;
  readonly process: number;
}

/** This process. */
export function thisMaker(): Maker {
  return { machine: markOf(hostname()), process: process.pid };
}

/** Eight hexadecimal digits of a text: FNV-1a, as loading `node:crypto` takes longer than all else that a lock does. */
function markOf(text: string): string {
  const mark = [...Buffer.from(text)].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  return (mark >>> 0).toString(16).padStart(8, "0");
}

/** A text that a machine does not give twice while it is on. It can be foreseen: no file is made by it. */
export function onlyOnce(): string {
  return process.hrtime.bigint().toString(16).padStart(16, "0");
}

/** A path in a folder to which a file of ours is moved, and that tells later runs when it is left over. */
export function asidePath(folder: string): string {
  return pathFor(folder, onlyOnce());
}

/** A path in a folder at which nothing is, as nobody can foresee it, and that tells later runs when what is made there is left over. */
function temporaryPath(folder: string): string {
  return pathFor(folder, randomBytes(8).toString("hex"));
}

function pathFor(folder: string, name: string): string {
  const { machine, process } = thisMaker();
  return join(folder, `.nanokit-${machine}-${process}-${name}.tmp`);
}

/**
 * Writes a file beside the one that it is to become, under a name of its own. It is made new: whatever is there already, a link for
 * instance, is neither followed nor overwritten. Returns its path.
 *
 * @param mode the rights that it gets whatever the user's mask is. @default those of a new file
 */
export function writeTemporary(target: string, content: string | Uint8Array, mode?: number): string {
  const path = temporaryPath(dirname(target));
  const file = openSync(path, "wx", mode);
  try {
    writeFileSync(file, content);
    if (mode !== undefined) fchmodSync(file, mode);
  } catch (error) {
    ifPossible(() => unlinkSync(path));
    throw error;
  } finally {
    closeSync(file);
  }
  return path;
}

/** Removes from a folder the temporary files of runs that were killed. Done before this run makes any of its own. */
export function removeLeftOvers(folder: string): void {
  const names = ifPossible(() => readdirSync(folder)) ?? [];
  for (const name of names) {
    const { groups } = TEMPORARY.exec(name) ?? {};
    if (!groups) continue;
    const maker = { machine: groups.machine ?? "", process: Number(groups.process) };
    const path = join(folder, name);
    const age = ageOf(path);
    // Whoever removes it meanwhile does what is wanted.
    if (age !== undefined && isLeftOver(maker, age, OLD_MS)) ifPossible(() => unlinkSync(path));
  }
}

/** Milliseconds since a file was changed last; undefined when it has gone, or is no file. */
export function ageOf(path: string): number | undefined {
  const about = ifPossible(() => lstatSync(path));
  return about?.isFile() ? Date.now() - about.mtimeMs : undefined;
}

/** Whether the process that made a file has ended. Of one on another machine only the age tells. */
export function isLeftOver(maker: Maker, age: number, oldMilliseconds: number): boolean {
  const { machine, process: own } = thisMaker();
  if (age > oldMilliseconds) return true;
  if (maker.machine !== machine) return false;
  // A new process can have the number of the one that was killed; in a container they often have.
  return maker.process === own || !isRunning(maker.process);
}

function isRunning(processNumber: number): boolean {
  try {
    process.kill(processNumber, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it runs, as somebody else
  }
}
