import { isUtf8 } from "node:buffer";

/**
 * The text of bytes, with its byte order mark; undefined where they are not UTF-8. Node's own decoder for web pages gives the same, but
 * its first use takes 2 ms.
 */
export function utf8Text(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** The same without the byte order mark. */
export function utf8TextWithoutMark(bytes: Uint8Array): string | undefined {
  return utf8Text(bytes)?.replace(/^\ufeff/, "");
}
