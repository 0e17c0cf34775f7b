import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { utf8Text } from "../../syntax/utf8.js";
import { CannotRun } from "../cannot-run.js";

/** A file of variables, or a compose file, has at most so many bytes, as a nanokit.yml. */
export const MAX_TEXT_BYTES = 1024 * 1024;

/** What lies in the output has at most so many bytes: the largest stack has some millions. */
export const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** How long a pipe may take until all has come out of it, in milliseconds. */
const PIPE_MS = 800;

/** Why there are no bytes: nothing is there, it is a folder, it has too many, or it is a pipe out of which they do not come. */
export type ReadProblem =
  | { readonly problem: "absent" | "folder" | "endless" | "silent" | "socket" }
  | { readonly problem: "large"; readonly bytes: number };

/** What became of reading a file. */
export type FileReading = { readonly bytes: Uint8Array } | ReadProblem;

/**
 * Reads a file, within a second and never more than so many bytes. Pipes and devices are read too, `/dev/stdin` for instance, but they are
 * not waited for: without that, a pipe into which nobody writes would stop the command for ever.
 *
 * @throws CannotRun when the system does not let it be read
 */
export function readBounded(path: string, limit: number): FileReading {
  let file: number | undefined;
  try {
    // Windows has no such flag, and no pipes that are files.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const about = fstatSync(file);
    if (about.isDirectory()) return { problem: "folder" };
    if (about.size > limit) return { problem: "large", bytes: about.size };
    return readAll(file, about, limit);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { problem: "absent" };
    if (code === "EISDIR") return { problem: "folder" };
    if (code === "ENXIO") return { problem: "socket" };
    throw new CannotRun(`Cannot read ${path}: ${message}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Reads to the end. The size that the system tells is a guess: files of `/proc` have none, and others may grow meanwhile. */
function readAll(file: number, about: Stats, limit: number): FileReading {
  const parts: Uint8Array[] = [];
  const deadline = Date.now() + PIPE_MS;
  let length = 0;
  // One more than it has, so that its end is seen with the first look at most files.
  let part = Buffer.allocUnsafe(Math.max(about.size + 1, 4096));
  for (;;) {
    const read = readSome(file, part);
    if (read === undefined || (read === 0 && about.isFIFO() && length === 0)) {
      // A pipe that has no writer yet looks as if it had ended.
      if (Date.now() > deadline) return { problem: "silent" };
      sleep(5);
    } else if (read === 0) {
      return { bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) };
    } else {
      length += read;
      if (length > limit) return { problem: about.isFile() ? "large" : "endless", bytes: length };
      parts.push(part.subarray(0, read));
      part = part.subarray(read);
      if (part.length === 0) part = Buffer.allocUnsafe(64 * 1024);
    }
  }
}

/** The number of bytes that were read; undefined when there are none yet. */
function readSome(file: number, into: Uint8Array): number | undefined {
  try {
    return readSync(file, into);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}

/** Waits without giving way to anything else. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Says why there are no bytes, as the end of a sentence that names the file. */
export function problemText(reading: ReadProblem, limit: number): string {
  switch (reading.problem) {
    case "absent":
      return "there is no such file";
    case "folder":
      return "it is a folder";
    case "socket":
      return "it is a socket";
    case "silent":
      return "it is a pipe, and its end did not come within a second";
    case "endless":
    case "large":
      return `it has more than ${limit / 1024 / 1024} MiB`;
  }
}

/** The text of a file, or undefined when there is none. @throws CannotRun when it cannot be read, or has more bytes than the limit */
export function readIfThere(path: string, limit: number = MAX_OUTPUT_BYTES): string | undefined {
  const reading = readBounded(path, limit);
  if (!("problem" in reading))
    return utf8Text(reading.bytes) ?? new TextDecoder("utf-8", { ignoreBOM: true }).decode(reading.bytes);
  if (reading.problem === "absent") return undefined;
  throw new CannotRun(`Cannot read ${path}: ${problemText(reading, limit)}.`);
}
