import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import { utf8TextWithoutMark } from "./utf8.js";

/** A file over this many bytes is refused: no nanokit.yml comes near it, and a slip (`-f dump.sql`) does. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * The bytes of a file as text. Reports bytes that are not UTF-8, and a file that is too large; a byte order mark is dropped.
 */
export function decodeSource(path: string, bytes: Uint8Array, diagnostics: Diagnostics): SourceFile | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    diagnostics.report("NK004", { file: { path, text: "" }, start: 0, end: 0 }, { path, bytes: bytes.length });
    return undefined;
  }
  const text = utf8TextWithoutMark(bytes);
  if (text === undefined) reportBadByte(path, bytes, diagnostics);
  return text === undefined ? undefined : { path, text };
}

function reportBadByte(path: string, bytes: Uint8Array, diagnostics: Diagnostics): void {
  const { text, offset } = firstBadByte(bytes);
  diagnostics.report("NK003", { file: { path, text }, start: offset, end: offset + 1 }, {});
}

/** The text with bad bytes shown as U+FFFD, and the offset of the first of them that no U+FFFD of the file itself explains. */
function firstBadByte(bytes: Uint8Array): { text: string; offset: number } {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (beginsUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  const lossy = new TextDecoder("utf-8");
  return {
    text: lossy.decode(bytes),
    offset: lossy.decode(bytes.subarray(0, good), { stream: true }).length,
  };
}

/** Whether the bytes are UTF-8, or the beginning of it. */
function beginsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
