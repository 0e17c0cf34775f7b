import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAME_LIMITS } from "../../src/aws/names.js";
import { tagKeyProblem, tagValueProblem } from "../../src/aws/tags.js";

const character = fc.constantFrom(..."abzAZ09 _.:/=+-@éßЖ;,'\n$%{}");
const text = fc.string({ unit: character, maxLength: 300 });

describe("tags of a file", () => {
  it("pass only where AWS takes key and value", () => {
    fc.assert(
      fc.property(text, text, (key, value) => {
        const { max: keyMax, pattern: keyPattern } = NAME_LIMITS.tagKey;
        const { max: valueMax, pattern: valuePattern } = NAME_LIMITS.tagValue;
        if (tagKeyProblem(key) === undefined) expect(keyPattern.test(key) && key.length <= keyMax).toBe(true);
        if (tagValueProblem(value) === undefined)
          expect(valuePattern.test(value) && value.length <= valueMax).toBe(true);
      }),
    );
  });

  it.each(["aws:x", "AWS:x", "nanokit:service", "NANOKIT:x", "Name", "name", "", "a".repeat(129)])(
    "never %s",
    (key) => {
      expect(tagKeyProblem(key)).toBeDefined();
    },
  );

  it.each(["awsx", "owner", "a".repeat(128), "Kostenstelle: Zürich"])("may be %s", (key) => {
    expect(tagKeyProblem(key)).toBeUndefined();
  });
});
