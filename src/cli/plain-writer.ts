import { writeSync } from "node:fs";
import { guardedStream } from "./guarded-stream.js";

/**
 * Writes to standard error. Making Node's stream for it takes longer than checking a small file, so that is left to what a plain write
 * cannot do: wait for a pipe that is full, tell of one that is closed, speak to a console of Windows.
 */
export function errorWriter(): (text: string) => void {
  let plain = process.platform !== "win32";
  return (text) => {
    let unwritten: Uint8Array = Buffer.from(text);
    while (plain && unwritten.length > 0) {
      try {
        unwritten = unwritten.subarray(writeSync(2, unwritten));
      } catch {
        plain = false; // from here on, or what comes next could overtake what the stream still holds
      }
    }
    if (unwritten.length > 0) guardedStream(process.stderr).write(unwritten);
  };
}
