import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Text, utf8TextWithoutMark } from "../../src/syntax/utf8.js";

/** What Node's decoder of web pages says of bytes; undefined where it finds fault with them. */
function decoded(bytes: Uint8Array, ignoreBOM: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM }).decode(bytes);
  } catch {
    return undefined;
  }
}

const text = fc.string({ unit: "binary" }).map((value) => new TextEncoder().encode(value));
const marked = text.map((bytes) => Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes));
/** Of a buffer that has more before and behind. */
const within = text.map((bytes) => Uint8Array.of(0x61, ...bytes, 0x62).subarray(1, bytes.length + 1));
const anyBytes = fc.oneof(text, marked, within, fc.uint8Array(), fc.constant(Uint8Array.of(0xef, 0xbb, 0xbf)));

describe("text of bytes", () => {
  it("is what Node's decoder gives, with the byte order mark and without it", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(utf8Text(bytes)).toBe(decoded(bytes, true));
        expect(utf8TextWithoutMark(bytes)).toBe(decoded(bytes, false));
      }),
    );
  });

  it("loses one byte order mark, not two", () => {
    expect(utf8TextWithoutMark(Buffer.from("\ufeff\ufeffname: shop"))).toBe("\ufeffname: shop");
  });
});
