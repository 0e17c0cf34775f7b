import type { StackFault } from "../diagnostics/stack-fault.js";

/** Thrown by the readers of one file, and caught by `readStack`: nothing outside of this folder sees it. */
export class UnreadableFile extends Error {
  constructor(readonly fault: StackFault) {
    super(fault.kind);
  }
}

/** A line that Git writes into a file where two branches differ. */
const CONFLICT_MARKER = /^(?:<{7}|\|{7}|>{7})(?: |$)|^={7}$/m;

/** The first conflict marker of Git, as an offset; undefined where there is none. */
export function conflictMarkerIn(text: string): number | undefined {
  return CONFLICT_MARKER.exec(text)?.index;
}
