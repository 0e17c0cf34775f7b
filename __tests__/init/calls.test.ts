import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../src/compile.js";
import { fromCompose, summaryText } from "../../src/init/index.js";

/** The services of a nanokit.yml that compiles, with the text, and what is said. */
function made(services: string, dockerfile?: string) {
  const text = `services:\n${services.replaceAll(/^/gm, "  ")}\n`;
  const readFile = (path: string) => (path.endsWith("Dockerfile") ? dockerfile : undefined);
  const { text: file = "", summary } = fromCompose(
    { path: "docker-compose.yml", text },
    { defaultName: "shop", schema: "", readFile },
  );
  const { diagnostics } = compile({ path: "nanokit.yml", text: file });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const parsed = parse(file, { merge: true }) as { services: Record<string, Record<string, unknown>> };
  if (!summary) throw new Error("there is no summary");
  return { services: parsed.services, text: file, summary, said: summaryText(summary) };
}

const ofDb = (variables: string, db = "{ image: acme/db }") =>
  made(`api: { image: acme/api, environment: { ${variables} } }\ndb: ${db}`).services.db;

describe("the port at which others call a service that names none", () => {
  it.each([
    ["DB: 'postgresql://me@db/shop'", 5432],
    ["DB: 'postgresql+asyncpg://me@db/shop'", 5432],
    ["DB: 'redis://db'", 6379],
    ["DB: 'mongodb://db?x=1'", 27017],
    ["DB: 'http://db/'", 80],
    ["DB_HOST: db, DB_PORT: 4000", 4000],
    ["DBHOSTNAME: db, DBPORT: '4000'", 4000],
    ["DB: 'http://db:8080', OTHER: 'http://db/'", 8080],
  ])("is told by %s", (variables, port) => {
    expect(ofDb(variables)).toMatchObject({ expose: port });
    expect(ofDb(variables)).not.toHaveProperty("ports");
  });

  it.each([
    ["a URL of no known kind", "DB: 'thing://db/'"],
    ["a port that is none", "DB_HOST: db, DB_PORT: '${PORT:-}'"],
    ["the port of another variable", "DB_HOST: db, CACHE_PORT: 4000"],
    ["a URL of another host", "DB: 'redis://dbs'"],
  ])("is not told by %s", (_name, variables) => {
    expect(ofDb(variables)).not.toHaveProperty("expose");
  });

  it("is that of the file, or of the image, before that of a URL", () => {
    expect(ofDb("DB: 'http://db/'", "{ image: acme/db, ports: ['8081:8081'] }")).toMatchObject({ expose: 8081 });
    expect(ofDb("DB: 'http://db/'", "{ image: rabbitmq:4 }")).toEqual({ image: "rabbitmq:4", expose: 5672 });
  });

  it.each([
    [
      "a URL",
      "DB: 'http://db:8888', DB_HOST: db, DB_PORT: 1883",
      "{ image: acme/db }",
      { expose: 1883, ports: [8888] },
    ],
    [
      "a port",
      "MAIL_HOST: db, MAIL_PORT: 1025",
      "{ image: acme/db, ports: ['8025:8025'] }",
      { expose: 8025, ports: [1025] },
    ],
    ["an image", "DB_HOST: db, DB_PORT: 4000", "{ image: redis:8 }", { expose: 6379, ports: [4000] }],
  ])("is opened by two variables beside that of %s", (_name, variables, db, expected) => {
    expect(ofDb(variables, db)).toMatchObject(expected);
  });

  it("is not that outside of compose", () => {
    const ports = ofDb("DB_HOST: db, DB_PORT: 5433", "{ image: acme/db, ports: ['5433:5432'] }");
    expect(ports).toEqual({ image: "acme/db", expose: 5432 });
    const both = ofDb("DB_HOST: db, DB_PORT: 5433", "{ image: acme/db, ports: ['5433:5432', '81:5433'] }");
    expect(both).toMatchObject({ expose: 5433, ports: [5432] });
  });

  it.each([
    ["['6831:6831/udp', 80]", ["port 6831/udp"]],
    ["['6831:6831/udp', '6831:6831']", []],
    ["['6831:6831']", []],
  ])("is told of where it takes UDP alone: %s", (ports, expected) => {
    const { summary, text } = made(
      `api: { image: acme/api, environment: { DB: 'db:6831' } }\ndb: { image: acme/db, ports: ${ports} }`,
    );
    expect(summary.changed.map(({ what }) => what).filter((what) => what.startsWith("port"))).toEqual(expected);
    expect(text.includes("# Changed: port 6831/udp: ")).toBe(expected.length > 0);
  });

  it("is asked for where a variable names the host alone", () => {
    const { summary } = made("api: { image: acme/api, environment: { DB_HOST: db } }\ndb: { image: acme/db }");
    expect(summary.changed).toMatchObject([{ service: "db", what: "no port" }]);
  });

  it.each([
    ["FROM a\nEXPOSE 4000", [4000]],
    ["FROM a\nEXPOSE 4000/tcp 9000\nexpose 53/udp", [4000]],
    ["FROM a AS base\nEXPOSE 4000\nFROM base", [4000]],
    ["FROM a AS base\nEXPOSE 4000\nFROM b", []],
    ["FROM a\nEXPOSE $PORT", []],
  ])("is that of EXPOSE: %j", (dockerfile, expected) => {
    const { api } = made("api: { build: . }\nweb: { image: acme/web, depends_on: [api] }", dockerfile).services;
    expect(api?.expose === undefined ? [] : [api.expose]).toEqual(expected);
  });
});

describe("a port with its protocol", () => {
  it("is that port in capitals too", () => {
    const { services, summary } = made("web: { image: acme/web, ports: ['80:80/TCP', '53:53/Udp'] }");
    expect(services.web).toMatchObject({ expose: 80, ports: ["53/udp"] });
    expect(summary.leftOut).toEqual([]);
  });
});

describe("a port that a service tells of itself", () => {
  const waits = "web: { image: acme/web, depends_on: [api] }";

  it.each([
    ["in its check", "healthcheck: { test: curl -f http://localhost:8123/ }", 8123],
    ["in a check by address", "healthcheck: { test: [CMD, wget, 'http://127.0.0.1:3001/health'] }", 3001],
    ["in a variable", "environment: { PORT: 3000 }", 3000],
    ["in a variable of Spring", "environment: [SERVER_PORT=8081]", 8081],
    ["in its command", "command: uvicorn app:main --host 0.0.0.0 --port 8000", 8000],
    ["in where its command listens", "command: python manage.py runserver 0.0.0.0:8001", 8001],
  ])("is opened where others wait for it: %s", (_name, key, port) => {
    const { services, summary } = made(`api: { image: acme/api, ${key} }\n${waits}`);
    expect(services.api).toMatchObject({ expose: port });
    expect(summary.changed).toEqual([]);
    expect(made(`api: { image: acme/api, ${key} }`).services.api).not.toHaveProperty("expose");
  });

  it.each([
    ["acme/php-fpm:8", undefined],
    ["nextcloud:31-fpm-alpine", undefined],
    [undefined, "FROM php:8.3-fpm"],
  ])("is that of PHP's process manager: %s%s", (image, dockerfile) => {
    const api = image === undefined ? "{ build: . }" : `{ image: "${image}" }`;
    expect(made(`api: ${api}\n${waits}`, dockerfile).services.api).toMatchObject({ expose: 9000 });
  });

  it("is that of the image that its own is made from", () => {
    expect(made(`api: { build: . }\n${waits}`, "FROM redis:8").services.api).toMatchObject({ expose: 6379 });
    expect(made(`api: { build: . }\n${waits}`, "FROM $BASE").services.api).not.toHaveProperty("expose");
  });

  it("comes after what others say of it", () => {
    const { services } = made(
      "api: { image: acme/api, environment: { PORT: 3000 } }\nweb: { image: acme/web, environment: { A: 'http://api:4000' } }",
    );
    expect(services.api).toEqual({ image: "acme/api", env: { PORT: 3000 }, expose: 4000 });
  });
});

describe("a service of which no port is known", () => {
  it("has a word beside its image where others only wait for it", () => {
    const { text, summary } = made("api: { image: acme/api }\nweb: { image: acme/web, depends_on: [api] }");
    expect(text).toContain("image: acme/api # no port: name it under `expose` if others call it\n");
    expect(summary.changed).toMatchObject([{ service: "api", what: "no port" }]);
  });

  it("has a remark where others name it as a host", () => {
    const { text } = made("api: { image: acme/api }\nweb: { image: acme/web, environment: { API_HOST: api } }");
    expect(text).toContain("# Changed: no port: ");
    expect(text).not.toContain("image: acme/api #");
  });

  it("has a remark where its image is that of a part", () => {
    const { text } = made(
      "api: &api { image: acme/api, ports: ['80:80'] }\nother: { <<: *api, ports: [] }\nweb: { image: acme/web, depends_on: [other] }",
    );
    expect(text).toContain("# Changed: no port: ");
  });
});

describe("a service that nobody needs", () => {
  it("has no port of an image whose program it does not run", () => {
    const dump = "dump: { image: mongo:8, entrypoint: [mongodump, --uri, x] }";
    expect(made(dump).services.dump).not.toHaveProperty("expose");
    expect(made("dump: { build: . }", "FROM a\nEXPOSE 4000").services.dump).not.toHaveProperty("expose");
  });
});

describe("what compose publishes", () => {
  it("is told once, and at its line where the number is another", () => {
    const { text, said } = made(
      "web: { image: acme/web, ports: ['80:8080'] }\napi: { image: acme/api, ports: ['3000-3001:3000-3001'] }\njob: { image: acme/job }",
    );
    expect(text).toContain("expose: 8080 # 80 outside of compose\n");
    expect(text).toMatch(/expose: 3000$/m);
    expect(said.replaceAll("\n", " ")).toContain("until a service has a `host`: compose publishes web, api.");
  });

  it("is no list without end", () => {
    const many = Array.from({ length: 12 }, (_, at) => `s${at}: { image: acme/s, ports: ['8080:8080'] }`).join("\n");
    expect(made(many).said.replaceAll("\n", " ")).toContain("s7 and 4 more.");
  });

  it("is left out where nothing is", () => {
    expect(made("job: { image: acme/job }").said).toMatch(/service\nhas a `host`\.\n/);
  });
});

describe("the network of docker", () => {
  it("is that of the others, which is said", () => {
    const { summary, services } = made("web: { image: acme/web, network_mode: bridge }");
    expect(services.web).toEqual({ image: "acme/web" });
    expect(summary.general).toMatchObject([{ service: "web", what: "network_mode bridge" }]);
  });
});

describe("a secret in a command", () => {
  it.each(["REDIS_AUTH", "DB_PW", "JWT", "MYSQLPASS"])("is none in a file, by the name %s", (name) => {
    const { services, text, summary } = made(
      `redis: { image: redis:8, command: "--requirepass \${${name}:-hunter-of-2} --maxmemory-policy noeviction" }`,
    );
    expect(services.redis).toMatchObject({
      start: `docker-entrypoint.sh --requirepass "$$\{${name}}" --maxmemory-policy noeviction`,
      secrets: { [name]: { from: "vault" } },
    });
    expect(text).not.toContain("hunter-of-2");
    expect(summary.leftOut).toEqual([]);
  });
});
