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
    [`Europe/${"Berlin".repeat(8)}`, "is 55 characters long, and AWS allows 50"],
    ["Europe/Berlni", "is not a time zone of the IANA database"],
    ["Europe/Berlin ", "is not a time zone of the IANA database"],
    ["Asia/Beijing", "is not a time zone of the IANA database"],
    ["GMT+1", "is not a time zone of the IANA database"],
    ["Etc/Unknown", "is not a time zone of the IANA database"],
    ["utc", "is spelled UTC"],
    ["europe/berlin", "is spelled Europe/Berlin"],
    ["asia/kolkata", "has characters that no time zone of the IANA database has"],
    ["EST", "has no area in front"],
    ["IST", "has no area in front"],
    ["PST8PDT", "has no area in front"],
    ["Japan", "has no area in front"],
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
