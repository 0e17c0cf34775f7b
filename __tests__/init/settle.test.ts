import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { settle } from "../../src/init/compose/settle.js";

function settled(text: string): string {
  return settle(text, (one) => compile({ path: "nanokit.yml", text: one }).diagnostics).text;
}

describe("what the compiler refuses of a translation", () => {
  it("becomes a comment with all that is in it", () => {
    const text = "name: shop\nservices:\n  web:\n    image: nginx\n    colour:\n      dark: 1\n    expose: 80\n";
    expect(settled(text)).toMatch(
      /nginx\n {4}# Left out: NK101: .*\n {4}# colour:\n {4}# {3}dark: 1\n {4}expose: 80\n$/,
    );
  });

  it.each(["|", ">-", "&text |2 # a text"])(
    "is never put within a text of several lines that begins with %s",
    (sign) => {
      const text = `name: shop
services:
  web:
    image: nginx
    env:
      SCRIPT: ${sign}
        first

          second \${NOPE}
      LAST: one
`;
      expect(settled(text)).toMatch(
        /env:\n {6}# Left out: NK2\d\d: .*\n {6}# SCRIPT: .*\n {6}# {3}first\n {6}#\n {6}# {5}second .*\n {6}LAST: one\n$/,
      );
    },
  );
});
