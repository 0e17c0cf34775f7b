import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../src/compile.js";
import { fromCompose } from "../../src/init/index.js";

type Services = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The services of a nanokit.yml that compiles, what stands in its comments, and the summary. */
function made(text: string, files: Readonly<Record<string, string>> = {}) {
  const { text: file = "", summary } = fromCompose(
    { path: "compose.yml", text },
    { defaultName: "shop", schema: "", readFile: (path) => files[path] },
  );
  const { diagnostics } = compile({ path: "nanokit.yml", text: file });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const codes = diagnostics.map(({ code }) => code);
  const { services } = parse(file, { merge: true }) as { services: Services };
  return { services, text: file, codes, summary };
}

const COMPLETED = { condition: "service_completed_successfully" };

/** A service `api` that waits for `migrate`, of which the rest is given. */
function migration(migrate: string, { api = "image: acme/api:1", files = {} } = {}) {
  const waits = "depends_on: { migrate: { condition: service_completed_successfully } }";
  const text = `services:\n  api: { ${api}, ${waits} }\n  migrate: { ${migrate} }\n`;
  return made(text, files);
}

describe("a service that others wait for to complete", () => {
  it("is hooks.prestart of the one with its image, and leaves its order and its comments there", () => {
    const { services, text, codes, summary } = made(`services:
  api:
    image: acme/api:1
    environment: { A: 1, TOKEN: "\${TOKEN}" }
    depends_on:
      migrate: { condition: service_completed_successfully }
      db: { condition: service_healthy }
  # the schema
  migrate:
    image: acme/api:1
    container_name: migrate
    environment: { A: 1 }
    command: npm run migrate
    restart: "no"
    depends_on: { db: { condition: service_healthy }, mq: { condition: service_started } }
  mq: { image: acme/mq }
  db: { image: acme/db }
`);
    expect(Object.keys(services)).toEqual(["api", "mq", "db"]);
    expect(services.api).toMatchObject({
      depends_on: { db: { condition: "service_healthy" }, mq: {} },
      hooks: { prestart: "npm run migrate" },
    });
    expect(text).toContain("      # the schema\n      # Changed: service migrate: it runs before each task of `api`");
    expect(codes).not.toContain("NK561");
    expect(summary).toMatchObject({ services: 3, secrets: ["/nanokit/shop/<env>/api/TOKEN"] });
    expect(summary?.general).toContainEqual(expect.objectContaining({ service: "migrate", what: "container_name" }));
  });

  it("runs with the entry point that its image has, where that is known", () => {
    const files = { Dockerfile: 'FROM acme/base\nENTRYPOINT ["/entry.sh"]\n' };
    const { services, text } = migration("build: ., command: migrate --all", { api: "build: .", files });
    expect(services.api).toMatchObject({ hooks: { prestart: "/entry.sh migrate --all" } });
    expect(text).not.toContain("ENTRYPOINT");
  });

  it("runs with the entry point of its own, and no other", () => {
    const { services } = migration('image: acme/api:1, entrypoint: [sh, -c], command: ["a && b $$HOME"]');
    expect(services.api).toMatchObject({ hooks: { prestart: "a && b $$HOME" } });
  });

  it.each([
    ["arguments of an entry point that is not known", "image: acme/api:1, command: migrate", { command: "migrate" }],
    ["another image", "image: acme/migrate:2", { image: "acme/migrate:2" }],
    [
      "a variable that the other lacks",
      "image: acme/api:1, command: npm run x, environment: { B: 2 }",
      { env: { B: 2 } },
    ],
    ["an image that is built for it alone", "build: ./migrate", { build: "./migrate" }],
    ["another user", 'image: acme/api:1, command: npm run x, user: "0"', { user: "0" }],
  ])("is a sidecar that ECS waits for with %s", (_, migrate, expected) => {
    const { services, codes, summary } = migration(migrate);
    expect(services.api).toMatchObject({ depends_on: { migrate: COMPLETED }, sidecars: { migrate: expected } });
    expect(Object.keys(services)).toEqual(["api"]);
    expect(codes).not.toContain("NK561");
    expect(summary?.changed).toContainEqual({
      service: "migrate",
      what: "service migrate",
      why: "it runs in each task of `api`, before that starts",
    });
  });

  it("runs the image that a service is built for, and a service never that of what has no repository", () => {
    const waits = "depends_on: { first: { condition: service_completed_successfully } }";
    const { services } = made(`services:
  first: { build: ., command: [sh, -c, x], user: "0", depends_on: { second: { condition: service_completed_successfully } } }
  second: { build: ./tools, user: "0", depends_on: { third: { condition: service_completed_successfully } } }
  third: { build: ./tools }
  web: { build: ., ${waits} }
  api: { build: ., depends_on: [web] }
`);
    expect(services).toMatchObject({
      web: {
        build: true,
        sidecars: {
          first: { imageOf: "web", user: "0" },
          second: { build: "./tools" },
          third: { build: "./tools" },
        },
      },
      api: { imageOf: "web" },
    });
  });

  it("has its secrets where those of its service are, and volumes that it shares", () => {
    const { services, summary } = made(`services:
  web: { image: acme/web, volumes: ["data:/data"], depends_on: { init: { condition: service_completed_successfully } } }
  init: { image: busybox, command: [chown, "1000", /d], volumes: ["data:/d"], environment: { KEY_PASSWORD: hunter22 } }
volumes: { data: }
`);
    expect(services.web).toMatchObject({
      sidecars: {
        init: {
          image: "busybox",
          command: ["chown", "1000", "/d"],
          volumes: ["data:/d"],
          secrets: { KEY_PASSWORD: { from: "vault" } },
        },
      },
    });
    expect(summary?.secrets).toEqual(["/nanokit/shop/<env>/web/KEY_PASSWORD"]);
  });

  it("runs in the first of several that wait, and the others come after that", () => {
    const { services, summary, codes } = made(`services:
  worker: { image: acme/api:1, depends_on: { migrate: { condition: service_completed_successfully }, api: { condition: service_started } } }
  api: { image: acme/api:1, depends_on: { migrate: { condition: service_completed_successfully } } }
  migrate: { image: acme/api:1, command: npm run migrate }
`);
    expect(services).toMatchObject({
      api: { hooks: { prestart: "npm run migrate" } },
      worker: { depends_on: ["api"] },
    });
    expect(services.worker).not.toHaveProperty("hooks");
    expect(codes).not.toContain("NK561");
    expect(summary?.changed.map(({ why }) => why).join()).toContain("`worker` comes after that, and not at each start");
    expect(summary?.general).toContainEqual(expect.objectContaining({ service: "worker", what: "depends_on migrate" }));
  });

  it("keeps the order among several that run once", () => {
    const { services } = made(`services:
  api: { image: acme/api:1, depends_on: { seed: { condition: service_completed_successfully } } }
  seed: { image: acme/seed, depends_on: { migrate: { condition: service_completed_successfully } } }
  migrate: { image: acme/migrate, depends_on: { db: { condition: service_healthy } } }
  db: { image: acme/db }
`);
    expect(services.api).toMatchObject({
      depends_on: { seed: COMPLETED, migrate: COMPLETED, db: { condition: "service_healthy" } },
      sidecars: { seed: { depends_on: { migrate: COMPLETED } }, migrate: { image: "acme/migrate" } },
    });
  });

  it.each([
    ["a folder of the host", "image: acme/migrate, volumes: [./data:/data]"],
    ["a volume that the other does not mount", "image: acme/migrate, volumes: [other:/data]"],
    ["a secret in its command", "image: acme/migrate, command: run --password hunter22"],
    ["a profile", "image: acme/migrate, profiles: [once]"],
    ["a network that the other is not on", "image: acme/migrate, networks: [inner]"],
    [
      "a secret of the other's name and of another value",
      "image: acme/migrate, environment: { DB_PASSWORD: hunter33 }",
    ],
  ])("stays off, and says so, with %s", (_, migrate) => {
    const { services, text } = migration(migrate, { api: "image: acme/api:1, environment: { DB_PASSWORD: hunter22 }" });
    expect(services.migrate).toMatchObject({ instances: 0 });
    expect(services.api).toMatchObject({ depends_on: { migrate: COMPLETED } });
    expect(text).toMatch(/instances: 0 # (?:it runs once, and ends|profiles)/);
  });
});

describe("a service that nobody waits for", () => {
  it.each([
    ["migrate", 'image: acme/api, restart: "no"'],
    ["jobs", 'image: acme/api, restart: "no"'],
    ["db-seed", "image: acme/api, command: npm run seed"],
    ["createbuckets", "image: minio/mc, entrypoint: [sh, -c, mc mb x]"],
    ["mongo-init-replica", "image: mongo-tools, command: [mongosh, --eval, x], restart: on-failure:5"],
  ])("stays off where it ends: %s with %s", (name, service) => {
    const { services, text } = made(`services: { ${name}: { ${service} } }\n`);
    expect(services[name]).toMatchObject({ instances: 0 });
    expect(text).toContain("instances: 0 # it runs once, and ends");
  });

  it.each([
    ["web", "image: acme/web, command: node server.js"],
    ["seed", "image: acme/web"],
    ["migrate", "image: acme/web, command: serve, restart: always"],
    ["init", "image: acme/web, command: serve, expose: [80]"],
    ["web", 'image: acme/web, restart: "no", ports: ["80:80"]'],
    ["db", 'image: postgres:17, restart: "no"'],
  ])("runs where nothing says that it ends: %s with %s", (name, service) => {
    expect(made(`services: { ${name}: { ${service} } }\n`).services[name]).not.toHaveProperty("instances");
  });
});

describe("what is written on a line", () => {
  it("has no word for a variable that is empty, unless it is quoted", () => {
    const { services } = made(`services:
  a: { image: acme/a, command: serve --from $HOST --to app:3000 }
  b: { image: acme/b, command: 'serve --from "$HOST"' }
  c: { image: acme/c, command: [serve, $HOST] }
`);
    expect(services).toMatchObject({
      a: { command: "serve --from ${HOST:-} --to app:3000" },
      b: { command: ["serve", "--from", "${HOST:-}"] },
      c: { command: ["serve", "${HOST:-}"] },
    });
  });

  it("keeps a command as it is whose shell reads a secret itself", () => {
    const { services } = made(`services:
  a: { image: "redis:8", command: [sh, -c, 'exec redis-server --requirepass "$$REDIS_PASSWORD"'] }
`);
    expect(services.a).toMatchObject({ command: ["sh", "-c", 'exec redis-server --requirepass "$$REDIS_PASSWORD"'] });
  });

  it("takes a comment for a value, which is said", () => {
    const files = { ".env": "B= # from the console\nC= # none\n", "a.env": "A=   # e.g. 1\n" };
    const { services, summary } = made(
      'services: { a: { image: acme/a, env_file: a.env, environment: { BB: "${B}" } } }\n',
      files,
    );
    expect(services.a).toMatchObject({ env: { A: "", BB: "${B:-}" } });
    expect(summary?.general.map(({ what }) => what)).toEqual(expect.arrayContaining(["A of a.env", "B of .env"]));
    expect(summary?.general.map(({ what }) => what)).not.toContain("C of .env");
  });
});
