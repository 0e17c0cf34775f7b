import { describe, expect, it } from "vitest";
import { isOffered, MANAGED_DATABASES, type ManagedEngine } from "../../src/aws/managed-databases.js";

describe("the versions of databases that RDS makes", () => {
  it.each<readonly [ManagedEngine, string, boolean]>([
    ["postgres", "10.23", false],
    ["postgres", "9.6", false],
    ["postgres", "11", true],
    ["postgres", "17.6", true],
    ["postgres", "30", true],
    ["mysql", "5.6.51", false],
    ["mysql", "5.7", true],
    ["mysql", "5.10", true],
    ["mysql", "8.0", true],
    ["mariadb", "10.4", false],
    ["mariadb", "10.11.2", true],
    ["mariadb", "11.0", true],
  ])("%s %s: %s", (engine, version, offered) => {
    expect(isOffered(engine, version)).toBe(offered);
  });

  it.each(Object.entries(MANAGED_DATABASES))("are in a form that %s takes, examples and the oldest too", (_, facts) => {
    for (const version of [facts.oldest, ...facts.examples]) expect(version).toMatch(facts.version);
    const [major, minor] = facts.examples.map((version) => facts.version.exec(version)?.slice(0, 2));
    expect(major).toEqual([facts.examples[0], facts.examples[0]]);
    expect(minor).toEqual([facts.examples[1], facts.examples[0]]);
  });
});
