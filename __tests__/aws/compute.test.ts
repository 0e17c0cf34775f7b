import { describe, expect, it } from "vitest";
import { healthCommandProblem, LOG_RETENTION_DAYS, wholeGib } from "../../src/aws/compute.js";
import { parseMemory } from "../../src/aws/quantity.js";

describe("healthCommandProblem", () => {
  it.each([
    [["CMD-SHELL", "curl -f http://localhost/ || exit 1"]],
    [["CMD", "curl", "-f", "http://localhost/"]],
    [["CMD", "/check"]],
  ])("takes %j", (command) => {
    expect(healthCommandProblem(command)).toBeUndefined();
  });

  it.each([
    [[], "begin with CMD"],
    [["curl"], "begin with CMD"],
    [["NONE"], "begin with CMD"],
    [["cmd", "curl"], "begin with CMD"],
    [["CMD"], "no command behind CMD"],
    [["CMD-SHELL", " "], "no command behind CMD-SHELL"],
    [["CMD-SHELL", "curl", "localhost"], "one command"],
  ])("refuses %j", (command, problem) => {
    expect(healthCommandProblem(command)).toContain(problem);
  });
});

describe("wholeGib", () => {
  it.each([
    ["50Gi", 50],
    ["50gb", 50],
    ["51200Mi", 50],
    ["0.5Ti", 512],
    ["30.5Gi", undefined],
    ["50", undefined],
    ["many", undefined],
  ])("of %s is %s", (text, gib) => {
    expect(wholeGib(parseMemory(text))).toBe(gib);
  });
});

describe("LOG_RETENTION_DAYS", () => {
  it("ascends", () => {
    expect([...LOG_RETENTION_DAYS].sort((a, b) => a - b)).toEqual(LOG_RETENTION_DAYS);
  });
});
