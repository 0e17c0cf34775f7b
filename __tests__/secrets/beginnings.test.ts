import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUTHORIZATION, mayHoldAuthorization, mayHoldToken, TOKEN } from "../../src/secrets/forms.js";

/** Texts of a pattern, without what must not stand before or behind it, of which fast-check knows nothing. */
const textsOf = (source: string) => fc.stringMatching(new RegExp(source.replaceAll(/\(\?<?!.*?[\])]\)|\\b/g, "")));

describe("what is asked before a pattern is", () => {
  it("holds for each token", () => {
    fc.assert(
      fc.property(textsOf(TOKEN), (text) => {
        expect(mayHoldToken(text)).toBe(true);
      }),
    );
  });

  it("holds for each header that lets one in, whatever its case", () => {
    fc.assert(
      fc.property(textsOf(AUTHORIZATION), fc.boolean(), (text, shout) => {
        expect(mayHoldAuthorization(shout ? text.toUpperCase() : text)).toBe(true);
      }),
    );
  });

  it("does not hold for most texts", () => {
    expect(["postgres:16-alpine", "/var/lib/data", "GITHUB_REPOSITORY=acme/shop"].filter(mayHoldToken)).toEqual([]);
    expect(mayHoldAuthorization("Accept: text/plain")).toBe(false);
  });
});
