/** A stream of this process that does not fail when nobody reads to its end, as `head` does not. */
export function guardedStream(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!stream.listeners("error").includes(cutOff)) stream.on("error", cutOff);
  return stream;
}

function cutOff({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  // A full disk, for instance: what was to be written is not there.
  process.stderr.write(`Cannot write the output: ${message}\n`, () => process.exit(2));
}
