import { readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Beside, ReadBeside } from "../../resolve/beside.js";
import { readBounded } from "./read.js";

/** The bit of a mode that lets the owner of a file run it. */
const OWNER_MAY_RUN = 0o100;

/**
 * Reads what is below a folder, each path once. Links are followed as long as they stay below it.
 *
 * @param asked is told of each path before it is looked at
 */
export function besideReader(folder: string, asked: (path: string) => void = () => {}): ReadBeside {
  const known = new Map<string, Beside>();
  return (path, limit) => {
    const before = known.get(path);
    if (before) return before;
    asked(join(folder, path));
    const found = readBeside(folder, path, limit);
    known.set(path, found);
    return found;
  };
}

function readBeside(folder: string, path: string, limit: number): Beside {
  try {
    const root = realpathSync(folder);
    const real = realpathSync(join(folder, path));
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return { kind: "outside" };
    const about = statSync(real);
    if (about.isDirectory()) return { kind: "folder", names: readdirSync(real).sort() };
    if (!about.isFile()) return { kind: "special" };
    const reading = readBounded(real, limit);
    if (!("problem" in reading)) {
      return { kind: "file", bytes: reading.bytes, executable: (about.mode & OWNER_MAY_RUN) !== 0 };
    }
    return reading.problem === "large" ? { kind: "large", bytes: reading.bytes } : { kind: "unreadable" };
  } catch (error) {
    return { kind: (error as NodeJS.ErrnoException).code === "ENOENT" ? "absent" : "unreadable" };
  }
}
