import { describe, expect, it } from "vitest";
import { compareReleases, engineRelease } from "../../src/aws/images/release.js";

describe("the release of an engine", () => {
  it.each([
    ["postgres:16", "postgres:17", -1],
    ["postgres:16.4-alpine", "postgres:16.9", 0],
    ["postgres:17", "postgres", 0],
    ["postgres:17", "postgis/postgis:16-3.4", 1],
    ["bitnami/postgresql:16", "postgres:17", -1],
    ["pgvector/pgvector:0.8.0-pg16", "pgvector/pgvector:0.8.0-pg17", -1],
    ["mysql:8.0.40", "mysql:8.4", -1],
    ["mysql:8", "mysql:8.4", 0],
    ["mariadb:11.4", "mariadb:11.8", -1],
    ["mongo:8.0", "mongo:7.0.14", 1],
    ["redis:7.2", "redis:7.4", 0],
    ["redis:7-alpine", "valkey/valkey:8", -1],
    ["elasticsearch:8.15.0", "elasticsearch:9.0.0", -1],
    ["quay.io/coreos/etcd:v3.5.0", "quay.io/coreos/etcd:v3.6.0", 0],
    ["minio/minio:RELEASE.2025-04-22T22-12-26Z", "minio/minio:latest", 0],
  ])("of %s against %s", (one, other, expected) => {
    const [a, b] = [engineRelease(one), engineRelease(other)];
    if (!a || !b) throw new Error("an engine is not known");
    expect(Math.sign(compareReleases(a, b))).toBe(expected);
    expect(Math.sign(compareReleases(b, a))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each(["nginx:1.29", "acme/postgres:17", "wordpress:6"])("is none of %s", (image) => {
    expect(engineRelease(image)).toBeUndefined();
  });
});
