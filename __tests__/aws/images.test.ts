import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containerPathProblem, hides, systemPathAt } from "../../src/aws/container.js";
import { findImage, imageCatalog } from "../../src/aws/images/index.js";
import { storeLock } from "../../src/aws/images/locks.js";
import { POSTGRES_17_DATA, POSTGRES_18_DATA, postgresMajor } from "../../src/aws/images/postgres.js";
import { imageProgram } from "../../src/aws/images/programs.js";
import { catalogName, ecrRepository, parseImageReference } from "../../src/aws/images/reference.js";

const digest = `sha256:${"0".repeat(64)}`;

describe("parseImageReference", () => {
  it.each([
    ["postgres", { repository: "postgres" }],
    ["library/postgres", { repository: "postgres" }],
    ["docker.io/library/postgres:16", { repository: "postgres", tag: "16" }],
    ["docker.io/postgres", { repository: "postgres" }],
    ["index.docker.io/grafana/grafana", { repository: "grafana/grafana" }],
    [`mongo:7@${digest}`, { repository: "mongo", tag: "7", digest }],
    [`mongo@${digest}`, { repository: "mongo", digest }],
    ["quay.io/keycloak/keycloak:26.0", { registry: "quay.io", repository: "keycloak/keycloak", tag: "26.0" }],
    ["localhost/app", { registry: "localhost", repository: "app" }],
    ["localhost:5000/app:v1", { registry: "localhost:5000", repository: "app", tag: "v1" }],
    ["registry:5000/a/b/c", { registry: "registry:5000", repository: "a/b/c" }],
    ["[::1]:5000/app", { registry: "[::1]:5000", repository: "app" }],
    ["example.com/library/postgres", { registry: "example.com", repository: "library/postgres" }],
    ["a.b_c__d---e/f", { registry: undefined, repository: undefined }],
    ["my/a.b_c__d---e", { repository: "my/a.b_c__d---e" }],
    ["host:5000", { repository: "host", tag: "5000" }],
  ])("reads %s", (text, expected) => {
    const parsed = parseImageReference(text);
    if (expected.repository === undefined) expect(parsed).toBeUndefined();
    else expect(parsed).toEqual(expected);
  });

  it.each([
    "",
    " ",
    "Postgres",
    "MyOrg/app",
    "example.com/App",
    "post gres",
    " postgres",
    "postgres\n",
    "postgres:",
    "postgres:la test",
    `postgres:${"t".repeat(129)}`,
    "postgres:-1",
    "postgres@sha256:abc",
    `postgres@md5:${"0".repeat(32)}`,
    `postgres@${digest}@${digest}`,
    "a//b",
    "/a",
    "a/",
    "a..b",
    "a___b",
    "-a",
    "a-",
    "a/_b",
    "https://example.com/a",
    "example.com:port/a",
    "0".repeat(64),
    `a/${"b".repeat(254)}`,
    "${image}",
  ])("refuses %o", (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  it("reads back what it has read", () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}(?:[._-][a-z0-9]{1,8}){0,2}$/);
    const registry = fc.option(fc.constantFrom("quay.io", "localhost:5000", "registry.example.com"), {
      nil: undefined,
    });
    const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
    fc.assert(
      fc.property(registry, part, part, tag, fc.boolean(), (host, user, name, version, pinned) => {
        fc.pre(host !== undefined || !(user === "library" || user.includes(".") || user === "localhost"));
        const prefix = host === undefined ? "" : `${host}/`;
        const suffix = (version === undefined ? "" : `:${version}`) + (pinned ? `@${digest}` : "");
        expect(parseImageReference(`${prefix}${user}/${name}${suffix}`)).toEqual({
          ...(host === undefined ? {} : { registry: host }),
          repository: `${user}/${name}`,
          ...(version === undefined ? {} : { tag: version }),
          ...(pinned ? { digest } : {}),
        });
      }),
    );
  });

  it("never throws, and what it takes has no character that a Terraform template could see", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const parsed = parseImageReference(text);
        if (parsed !== undefined) expect(text).toMatch(/^[A-Za-z0-9._\-:/@[\]]+$/);
      }),
    );
  });
});

describe("ecrRepository", () => {
  const of = (text: string) => {
    const parsed = parseImageReference(text);
    return parsed && ecrRepository(parsed);
  };

  it("knows the repositories of ECR in every partition", () => {
    expect(of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1")).toEqual({
      account: "123456789012",
      region: "eu-west-1",
      repository: "team/app",
      partition: "aws",
      suffix: "amazonaws.com",
    });
    expect(of("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app")).toMatchObject({
      partition: "aws-cn",
      suffix: "amazonaws.com.cn",
    });
    expect(of("123456789012.dkr-ecr.eu-west-1.on.aws/team/app:v1")).toEqual({
      account: "123456789012",
      region: "eu-west-1",
      repository: "team/app",
      partition: "aws",
      suffix: "on.aws",
    });
    expect(of("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/app")).toMatchObject({ partition: "aws-us-gov" });
  });

  it.each([
    "postgres",
    "public.ecr.aws/docker/library/postgres",
    "12345.dkr.ecr.eu-west-1.amazonaws.com/app",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com.example.org/app",
    "123456789012.dkr-ecr.eu-west-1.amazonaws.com/app",
    "123456789012.dkr.ecr.eu-west-1.on.aws/app",
  ])("%s is none", (text) => {
    expect(of(text)).toBeUndefined();
  });
});

describe("the catalogue", () => {
  it("has 45 images or more, and no name twice", () => {
    const names = imageCatalog.flatMap((row) => row.names);
    expect(imageCatalog.length).toBeGreaterThanOrEqual(45);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(imageCatalog.map((row) => [row.names[0] ?? "", row] as const))("%s is a sound row", (_, row) => {
    for (const name of row.names) {
      const parsed = parseImageReference(name.replace("*", "some"));
      expect(parsed && catalogName(parsed)).toBe(name.replace("*", "some"));
      expect(findImage(name.replace("*", "some"))?.source).toBe(row.source);
    }
    expect(row.source).toMatch(/^https:\/\/(?:github\.com|hub\.docker\.com)\/\S+$/);
    const paths = [row, ...(row.variants ?? [])].flatMap((one) => [...(one.dataPaths ?? []), ...(one.sqlite ?? [])]);
    for (const path of [...paths, ...(row.program ?? [])])
      expect([path, containerPathProblem(path)]).toEqual([path, undefined]);
    for (const path of paths) expect([path, systemPathAt(path)]).toEqual([path, undefined]);
    if (row.start === "root") expect(row.owner).toEqual({ uid: 0, gid: 0 });
  });

  it("never calls a data directory one that hides the program", () => {
    for (const { variants = [], program = [], ...row } of imageCatalog) {
      const data = [row, ...variants].flatMap((one) => one.dataPaths ?? []);
      for (const path of data) expect([path, program.filter((one) => hides(path, one))]).toEqual([path, []]);
    }
  });

  it("says of every SQLite file where it lies: in one of the data directories of the same variant", () => {
    for (const { variants = [], ...row } of imageCatalog) {
      for (const { sqlite = [], dataPaths = row.dataPaths ?? [] } of [row, ...variants]) {
        for (const file of sqlite) expect([file, dataPaths.some((one) => hides(one, file))]).toEqual([file, true]);
      }
    }
  });
});

describe("the locks of engines", () => {
  const databases = imageCatalog.filter(({ database }) => database);

  it.each(databases.flatMap(({ names }) => names))("%s says what it has, and where", (name) => {
    expect(storeLock(name)?.source).toMatch(/^https:\/\/(?:github\.com|hub\.docker\.com)\/\S+$/);
    expect(storeLock(name)?.how).not.toBe("");
  });

  it("are known of nothing else, and put around nothing that has its own", () => {
    for (const { names, database } of imageCatalog) {
      for (const name of names) {
        if (!database) expect([name, storeLock(name)]).toEqual([name, undefined]);
        if (imageProgram(name)) expect([name, storeLock(name)?.own]).toEqual([name, false]);
      }
    }
  });
});

describe("findImage", () => {
  it.each([
    ["postgres", 999, 999],
    ["postgres:16", 999, 999],
    ["postgres:16-alpine", 70, 70],
    ["postgres:alpine3.20", 70, 70],
    ["postgis/postgis:16-3.4-alpine", 70, 70],
    ["mysql:8.4", 999, 999],
    ["mariadb:11", 999, 999],
    ["mongo:latest", 999, 999],
    ["redis:7", 999, 999],
    ["redis:7-alpine", 999, 1000],
    ["valkey/valkey:8-alpine", 999, 1000],
    ["rabbitmq:3-management", 999, 999],
    ["rabbitmq:3-management-alpine", 100, 101],
    ["nginx:stable", 0, 0],
    ["nginxinc/nginx-unprivileged:stable", 101, 101],
    ["grafana/grafana:11.0.0", 472, 0],
    ["grafana/grafana:7.2.1", 472, 472],
    ["grafana/grafana:7.3.0", 472, 0],
    ["prom/prometheus:v3.0.0", 65534, 65534],
    ["nextcloud:30-apache", 33, 33],
    ["nextcloud:30-fpm-alpine", 82, 82],
    ["wordpress:php8.3-fpm-alpine", 82, 82],
    ["elasticsearch:8.15.0", 1000, 0],
    ["docker.elastic.co/elasticsearch/elasticsearch:8.15.0", 1000, 0],
    ["influxdb:2.7", 1000, 1000],
    ["influxdb:1.8", 0, 0],
    ["influxdb:1.12", 1500, 1500],
    ["influxdb:3-core", 1500, 1500],
    ["bitnami/postgresql:16", 1001, 0],
    ["bitnamilegacy/discourse", 1001, 0],
    ["lscr.io/linuxserver/bookstack", 911, 911],
    ["qdrant/qdrant:v1.12-unprivileged", 1000, 1000],
    ["public.ecr.aws/docker/library/mongo:7", 999, 999],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/postgres:16-alpine", 70, 70],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/quay/keycloak/keycloak:26", 1000, 0],
  ])("%s belongs to %d:%d", (reference, uid, gid) => {
    expect(findImage(reference)?.owner).toEqual({ uid, gid });
  });

  it.each([
    "unknown",
    "example.com/postgres",
    "me/postgres",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/postgres",
    "Not An Image",
    "linuxserver",
  ])("knows nothing of %s", (reference) => {
    expect(findImage(reference)).toBeUndefined();
  });

  it("gives all that is known, resolved for the tag", () => {
    expect(findImage("gitea/gitea:1.22-rootless")).toEqual({
      name: "gitea/gitea",
      owner: { uid: 1000, gid: 1000 },
      start: "unprivileged",
      database: false,
      dataPaths: ["/var/lib/gitea", "/etc/gitea"],
      program: ["/app/gitea"],
      sqlite: { paths: ["/var/lib/gitea/data/gitea.db"] },
      source: "https://github.com/go-gitea/gitea/blob/HEAD/Dockerfile",
    });
    expect(findImage("bitnami/mongodb:7")).toMatchObject({
      database: true,
      managed: "MongoDB Atlas",
      dataPaths: ["/bitnami/mongodb"],
    });
    expect(findImage("bitnami/moodle")).toMatchObject({ database: false, dataPaths: ["/bitnami/moodle"] });
  });

  it("keeps apart the data directories of postgres before and from 18 on", () => {
    expect(findImage("postgres:17-alpine")?.dataPaths).toEqual([POSTGRES_17_DATA]);
    expect(findImage("postgres:9.6")?.dataPaths).toEqual([POSTGRES_17_DATA]);
    expect(findImage("postgres:18")?.dataPaths).toEqual([POSTGRES_18_DATA]);
    expect(findImage("postgres")?.dataPaths).toEqual([POSTGRES_18_DATA]);
    expect(findImage("pgvector/pgvector:0.8.0-pg17")?.dataPaths).toEqual([POSTGRES_17_DATA]);
    expect(findImage("pgvector/pgvector:pg18")?.dataPaths).toEqual([POSTGRES_18_DATA]);
  });

  it("advises what the page advises", () => {
    expect(findImage("postgres")?.managed).toContain("RDS");
    expect(findImage("mysql")?.managed).toContain("RDS");
    expect(findImage("mongo")?.managed).toBe("MongoDB Atlas");
  });
});

describe("postgresMajor", () => {
  it.each([
    ["postgres", Number.POSITIVE_INFINITY],
    ["postgres:latest", Number.POSITIVE_INFINITY],
    ["postgres:alpine", Number.POSITIVE_INFINITY],
    ["postgres:alpine3.22", Number.POSITIVE_INFINITY],
    ["postgres:trixie", Number.POSITIVE_INFINITY],
    ["postgres:16.4-alpine3.20", 16],
    ["postgres:18beta1", 18],
    ["postgres:9.6", 9],
    [`postgres:17@${digest}`, 17],
    ["public.ecr.aws/docker/library/postgres:17", 17],
    ["postgis/postgis:17-3.5-alpine", 17],
    ["pgvector/pgvector:pg17", 17],
    ["pgvector/pgvector:0.8.0-pg18-trixie", 18],
    ["timescale/timescaledb:latest-pg16", 16],
    ["timescale/timescaledb:2.17.2-pg17-oss", 17],
  ])("%s is %d", (reference, major) => {
    expect(postgresMajor(reference)).toBe(major);
  });

  it.each([
    `postgres@${digest}`,
    "postgres:mine",
    "postgis/postgis",
    "timescale/timescaledb:2.17.2",
    "mysql:8",
    "bitnami/postgresql:18",
    "me/postgres:18",
    "Nonsense!",
  ])("cannot be told of %s", (reference) => {
    expect(postgresMajor(reference)).toBeUndefined();
  });
});
