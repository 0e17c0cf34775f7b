import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TIMEZONE_MAX, timezoneProblem } from "../../src/aws/cron/timezone.js";

describe("timezoneProblem", () => {
  it.each([
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Argentina/Buenos_Aires",
    "America/Port-au-Prince",
    "Asia/Kolkata",
    "Asia/Calcutta",
    "Etc/UTC",
    "Etc/GMT+5",
    "Antarctica/DumontDUrville",
  ])("takes %s", (name) => {
    expect(timezoneProblem(name)).toBeUndefined();
  });

  it.each([
    ["", "is empty"],
    [`Europe/${"Berlin".repeat(8)}`, "is 55 characters long, and AWS takes 50"],
    ["Europe/Berlni", "is no time zone of the IANA database"],
    ["Europe/Berlin ", "is no time zone of the IANA database"],
    ["Asia/Beijing", "is no time zone of the IANA database"],
    ["GMT+1", "is no time zone of the IANA database"],
    ["Etc/Unknown", "is no time zone of the IANA database"],
    ["utc", "is not written as UTC"],
    ["europe/berlin", "is not written as Europe/Berlin"],
    ["asia/kolkata", "is not written in the letters of the IANA database"],
    ["EST", "has no area before it"],
    ["IST", "has no area before it"],
    ["PST8PDT", "has no area before it"],
    ["Japan", "has no area before it"],
  ])("refuses %o: it %s", (name, reason) => {
    expect(timezoneProblem(name)).toContain(reason);
  });

  it("refuses offsets, whether this Node.js knows them or not", () => {
    for (const name of ["+01:00", "-0330", "+01"]) expect(timezoneProblem(name)).toBeDefined();
  });

  it("takes every name with an area that Intl lists, and none is too long", () => {
    for (const name of Intl.supportedValuesOf("timeZone")) {
      if (name.includes("/")) expect(timezoneProblem(name), name).toBeUndefined();
      expect(name.length).toBeLessThanOrEqual(TIMEZONE_MAX);
    }
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void timezoneProblem(text)));
  });
});
