import { describe, expect, it } from "vitest";
import {
  CACHE_ENGINES,
  CACHE_PLANS,
  cacheVersionOf,
  MANAGED_CACHES,
  nodeTypeOf,
} from "../../src/aws/managed-caches.js";
import { DATABASE_PLANS } from "../../src/aws/managed-databases.js";
import { cacheName, cacheSubnetsName, NAME_LIMITS } from "../../src/aws/names.js";

describe("a version of ElastiCache", () => {
  it.each([
    ["redis", undefined, "7.1", "default.redis7"],
    ["redis", "6", "6.2", "default.redis6.x"],
    ["redis", "7.0", "7.0", "default.redis7"],
    ["valkey", undefined, "8.1", "default.valkey8"],
    ["valkey", "7", "7.2", "default.valkey7"],
    ["valkey", "8.2", "8.2", "default.valkey8"],
    ["valkey", "9.1", "9.1", "default.valkey9"],
  ] as const)("of %s %s is %s, with its parameters", (engine, written, version, parameters) => {
    expect(cacheVersionOf(engine, written)).toEqual({ version, parameters });
  });

  it.each([
    ["redis", "8"],
    ["redis", "7.2"],
    ["redis", "5"],
    ["valkey", "7.1"],
    ["valkey", "10"],
    ["valkey", "8.1.2"],
    ["valkey", "8-alpine"],
    ["valkey", "constructor"],
  ] as const)("is none for %s %s", (engine, written) => {
    expect(cacheVersionOf(engine, written)).toBeUndefined();
  });

  it.each(CACHE_ENGINES)("of %s that says none is one of those that can be written", (engine) => {
    const { version, versions } = MANAGED_CACHES[engine];
    for (const one of [version, ...Object.values(versions).map(({ minor }) => minor)]) {
      expect(cacheVersionOf(engine, one)?.version).toBe(one);
    }
  });
});

describe("a plan of a cache", () => {
  it("has the words that one of a database has", () => {
    expect(Object.keys(CACHE_PLANS)).toEqual(Object.keys(DATABASE_PLANS));
  });

  it("may be a node type, and no class of RDS", () => {
    expect(["small", "cache.r7g.large", "db.r7g.large", "huge", "toString"].map(nodeTypeOf)).toEqual([
      "cache.t4g.small",
      "cache.r7g.large",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it("names of caches are such that AWS takes them, and of two keys never the same", () => {
  const env = "Production_1";
  const keys = ["cache", "Cache", "cache_", "a--b", "a-b", "x".repeat(63), `${"x".repeat(62)}y`];
  const names = keys.map((key) => cacheName("shop", env, key));
  for (const name of names) expect(name).toMatch(NAME_LIMITS.replicationGroup.pattern);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(NAME_LIMITS.replicationGroup.max);
  expect(new Set(names).size).toBe(keys.length);
  expect(cacheSubnetsName("shop", env)).toMatch(NAME_LIMITS.cacheSubnetGroup.pattern);
});
