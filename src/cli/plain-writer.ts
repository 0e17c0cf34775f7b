import { writeSync } from "node:fs";
import { guardedStream } from "./guarded-stream.js";

/**
 * Writes to standard output or standard error, by its number. Making Node's stream for it takes 2 ms, so that is left to what a plain write
 * cannot do: wait for a pipe that is full, tell of one that is closed or of a disk that is full, speak to a console of Windows.
 */
export function plainWriter(
  descriptor: number,
  stream: () => NodeJS.WriteStream,
): (content: string | Uint8Array) => void {
  let plain = process.platform !== "win32";
  return (content) => {
    let unwritten: Uint8Array = Buffer.from(content);
    while (plain && unwritten.length > 0) {
      try {
        unwritten = unwritten.subarray(writeSync(descriptor, unwritten));
      } catch {
        plain = false; // from here on, or what comes next could overtake what the stream still holds
      }
    }
    if (unwritten.length > 0) guardedStream(stream()).write(unwritten);
  };
}
