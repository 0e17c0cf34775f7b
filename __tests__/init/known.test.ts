import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../src/compile.js";
import { fromCompose } from "../../src/init/index.js";
import { parseDotenv } from "../../src/shell/dotenv.js";
import { onlyStack } from "../support/compose-project.js";

type Files = Readonly<Record<string, string>>;

/** What comes of the services of a compose file, and all that is said of it. */
function made(services: string, files: Files = {}, rest = "") {
  const text = `services:\n${services.replaceAll(/^/gm, "  ")}\n${rest}`;
  const values = parseDotenv(files[".env"] ?? "").values;
  const readFile = (path: string) => files[path.replace(/^\.\//, "")];
  const source = { path: "compose.yml", text };
  const { text: file = "", summary } = fromCompose(source, { defaultName: "shop", values, schema: "", readFile });
  const { project, diagnostics } = compile({ path: "nanokit.yml", text: file }, { variables: values });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (!project || !summary) throw new Error("nothing was made");
  const parsed = parse(file) as { services: Record<string, Record<string, unknown>>; volumes?: object };
  const said = [...summary.changed, ...summary.leftOut, ...summary.general].map(({ what }) => what);
  return { ...parsed, file, said, secrets: summary.secrets, project };
}

/** Inputs that went wrong once, each by the name that it has among the known inputs of the project. */
describe("a compose file that once came out wrong", () => {
  it("01-env-nested: references inside .env and env_file are filled in", () => {
    const { services, secrets, file } = made(
      'db:\n  image: postgres:16\n  environment: { POSTGRES_PASSWORD: "${PASS}" }\n  volumes: ["${PG_DIR}:/var/lib/postgresql/data"]\napi:\n  image: acme/api:1\n  depends_on: [db]\n  environment: { SITE: "${SITE}", DATABASE_URL: "${DATABASE_URL}" }\n  env_file: api.env',
      {
        ".env":
          "DOMAIN=example.com\nSITE=https://${DOMAIN}\nPASS=s3cr3tvalue99\nDATABASE_URL=postgres://bob:${PASS}@db:5432/x\nROOT=/srv\nPG_DIR=${ROOT:-/mnt}/pg\n",
        "api.env": "A_URL=http://${DOMAIN}/x\n",
      },
    );
    expect(services.api).toMatchObject({ env: { A_URL: "http://example.com/x", SITE: "${SITE}" } });
    expect(services.db?.volumes).toEqual(["db-data:/var/lib/postgresql/data"]);
    expect(file).toContain("# /srv/pg of the host, empty at first");
    expect(secrets).toEqual(["/nanokit/shop/<env>/db/POSTGRES_PASSWORD", "/nanokit/shop/<env>/api/DATABASE_URL"]);
    expect(file).not.toContain("s3cr3tvalue99");
  });

  it("02-exec: a shell of the file runs what is behind it", () => {
    const { services } = made('web: { image: "python:3.12", command: sh -c "exec gunicorn app:app" }');
    expect(services.web).toEqual({ image: "python:3.12", command: ["sh", "-c", "exec gunicorn app:app"] });
  });

  it("03-merged-secrets: secrets with one sample value stay apart", () => {
    const { secrets } = made(
      'db: { image: "postgres:16", environment: { POSTGRES_PASSWORD: "${A}" } }\nweb: { image: acme/web, environment: { SECRET_KEY: "${B}", ADMIN_PASSWORD: "${C}" } }',
      { ".env": "A=changethis\nB=changethis\nC=changethis\n" },
    );
    expect(secrets).toEqual([
      "/nanokit/shop/<env>/db/POSTGRES_PASSWORD",
      "/nanokit/shop/<env>/web/SECRET_KEY",
      "/nanokit/shop/<env>/web/ADMIN_PASSWORD",
    ]);
  });

  it("05-ports: the port that others call is the service's, the rest are further ones", () => {
    const { services } = made(
      [
        'n8n: { image: docker.n8n.io/n8nio/n8n, ports: ["5678:5678"] }',
        'runner: { image: n8nio/runners, environment: { BROKER_URI: "http://n8n:5679" } }',
        's3: { image: quay.io/acme/s3:1, ports: ["9001:9001", "9000:9000"] }',
        'app: { image: acme/app:1, environment: { S3: "http://s3:9000", SEARCH: "http://search:7700" } }',
        "search: { image: getmeili/meilisearch:v1 }",
        'cluster: { image: acme/cluster:1, ports: ["7000-7002:7000-7002"] }',
        "mail: { image: acme/mail:1, ports: [{ name: smtp, target: 25 }, { name: http, target: 80, app_protocol: http }] }",
      ].join("\n"),
    );
    expect(Object.entries(services).map(([name, { expose, ports }]) => [name, expose, ports])).toEqual([
      ["n8n", 5678, [5679]],
      ["runner", undefined, undefined],
      ["s3", 9000, [9001]],
      ["app", undefined, undefined],
      ["search", 7700, undefined],
      ["cluster", 7000, [7001, 7002]],
      ["mail", 80, [{ port: 25, name: "smtp" }]],
    ]);
  });

  it("06-no-depends: a service that a variable names is waited for, and shares its secret", () => {
    const { services } = made(
      "db: { image: mariadb:10.6.4-focal, volumes: [db_data:/var/lib/mysql], environment: { MYSQL_ROOT_PASSWORD: somewordpress, MYSQL_PASSWORD: wordpress }, expose: [3306] }\nwordpress: { image: wordpress:latest, environment: { WORDPRESS_DB_HOST: db, WORDPRESS_DB_PASSWORD: wordpress } }",
      {},
      "volumes: { db_data: }\n",
    );
    const shared = "vault://nanokit/shop/shared/MYSQL_PASSWORD";
    expect(services.wordpress).toMatchObject({ depends_on: ["db"], secrets: { WORDPRESS_DB_PASSWORD: shared } });
    expect(services.db?.secrets).toEqual({ MYSQL_ROOT_PASSWORD: { from: "vault" }, MYSQL_PASSWORD: shared });
  });

  it("07-healthy: a check comes along, with the time that a first start takes", () => {
    const { services, project } = made(
      'db:\n  image: mysql:8\n  volumes: [d:/var/lib/mysql]\n  environment: { MYSQL_ROOT_PASSWORD: x1y2z3w4v5 }\n  healthcheck: { test: ["CMD","mysqladmin","ping"], interval: 2s, timeout: 5s, retries: 5 }\napp: { image: acme/app:1, depends_on: { db: { condition: service_healthy } } }',
      {},
      "volumes: { d: }\n",
    );
    expect(services.app?.depends_on).toEqual({ db: { condition: "service_healthy" } });
    expect(JSON.stringify(onlyStack(project))).toContain('"startPeriod":300');
  });

  it("09-volumes: a name with a default, a folder of a volume and an unnamed volume", () => {
    const { services, volumes, said } = made(
      "a:\n  image: acme/a:1\n  volumes:\n    - ${VOL:-appdata}:/data\n    - { type: volume, source: shared, target: /s, volume: { subpath: sub/dir } }\n    - /usr/share/fonts",
      {},
      "volumes: { appdata: , shared: }\n",
    );
    expect(services.a?.volumes).toEqual(["appdata:/data", "shared:/s", "a-fonts:/usr/share/fonts"]);
    expect(Object.keys(volumes ?? {})).toEqual(["appdata", "shared", "a-fonts"]);
    expect(said).toEqual(["shared:/s, subpath sub/dir", "/usr/share/fonts"]);
  });

  it("13-unknown-entrypoint: a command stays the words behind the image's entry point", () => {
    const { services } = made(
      "worker: { image: ghcr.io/goauthentik/server:2025.2, command: worker }\ncf: { image: cloudflare/cloudflared, command: tunnel run }\ncrdb: { image: cockroachdb/cockroach:v23.1.11, command: start-single-node --insecure }",
    );
    expect(Object.values(services).map(({ command, start }) => [command, start])).toEqual([
      ["worker", undefined],
      ["tunnel run", undefined],
      ["start-single-node --insecure", undefined],
    ]);
  });

  it("14-null-comments: comments stay at their own keys, behind empty values too", () => {
    const { file, services } = made(
      "a:\n  image: alpine\n  environment:\n    A:\n    # one about B\n    # two about B\n    B: 1",
      { ".env": "A=5\n" },
      "volumes:\n  x:\n  # about y, line one\n  # about y, line two\n  y:\n",
    );
    expect(file).toContain("      A: ${A}\n      # one about B\n      # two about B\n      B: 1\n");
    expect(services.a?.env).toEqual({ A: "${A}", B: 1 });
  });

  it("16-file-secret-in-command: a secret that a command reads from its file is read from the variable", () => {
    const { services } = made(
      'redis:\n  image: redis:alpine\n  command: ["sh","-euc",\'exec redis-server --requirepass "$$(cat $$REDIS_PASSWORD_FILE)"\']\n  secrets: [pw]\n  environment: { REDIS_PASSWORD_FILE: /run/secrets/pw }',
      {},
      "secrets: { pw: { environment: PW } }\n",
    );
    expect(services.redis).toMatchObject({
      command: ["sh", "-euc", 'exec redis-server --requirepass "$${REDIS_PASSWORD}"'],
      secrets: { REDIS_PASSWORD: { from: "vault" } },
    });
  });

  it("20-postgres-latest: the mount that a newer image moved is moved, and said", () => {
    const { services, said } = made(
      "db: { image: postgres, environment: { POSTGRES_PASSWORD: mysecretpw1 }, volumes: [db-data:/var/lib/postgresql/data] }",
      {},
      "volumes: { db-data: }\n",
    );
    expect(services.db?.volumes).toEqual(["db-data:/var/lib/postgresql"]);
    expect(said).toContain("db-data:/var/lib/postgresql/data");
  });

  it("22-env-file-lines: quotes and bare names of an env_file are read as compose reads them", () => {
    const { services, said } = made("a: { image: 'alpine:3', env_file: a.env }", {
      "a.env": "K='Let\\'s go!'\nFROM_SHELL\nZ=1\n",
    });
    expect(services.a?.env).toEqual({ K: "Let's go!", Z: 1 });
    expect(said).toEqual(["FROM_SHELL"]);
  });

  it("24-empty-secret: an empty placeholder is a reference", () => {
    const { services } = made('db: { image: "mariadb:11", environment: ["MYSQL_ROOT_PASSWORD="], env_file: db.env }', {
      "db.env": "MYSQL_PASSWORD=\n",
    });
    expect(services.db?.secrets).toEqual({ MYSQL_PASSWORD: { from: "vault" }, MYSQL_ROOT_PASSWORD: { from: "vault" } });
    expect(services.db).not.toHaveProperty("env");
  });

  it("compose-conditions: what completes first is a preparation, and its order goes along", () => {
    const { services, said } = made(
      'api:\n  image: acme/api:1\n  depends_on: { migrate: { condition: service_completed_successfully } }\nmigrate: { image: "acme/api:1", command: npm run migrate, depends_on: { db: { condition: service_healthy } } }\ndb: { image: "postgres:16", volumes: [pg:/var/lib/postgresql/data] }',
      {},
      "volumes: { pg: }\nnetworks: { default: { name: shop } }\n",
    );
    expect(services.api).toMatchObject({
      depends_on: { db: { condition: "service_healthy" } },
      hooks: { prestart: "npm run migrate" },
    });
    expect(said).toContain("service migrate");
  });

  it("compose-node-modules: an unnamed volume over what the image has goes, with the reason", () => {
    const { services, said } = made('api: { build: ., ports: ["3000:3000"], volumes: [.:/app, /app/node_modules] }');
    expect(services.api).toEqual({ build: true, expose: 3000 });
    expect([...said].sort()).toEqual([".:/app", "/app/node_modules"]);
  });

  it("compose-shared-image: one image of several services is built once", () => {
    const { services } = made(
      'api: { build: ./api, image: "acme/shop-api:1.4.0", ports: ["3000:3000"] }\nworker: { image: "acme/shop-api:1.4.0", command: ["npm", "run", "worker"] }',
    );
    expect(services.api).toEqual({ build: "./api", expose: 3000 });
    expect(services.worker).toEqual({ imageOf: "api", command: ["npm", "run", "worker"] });
  });

  it("faults/build-dir: a folder is where an image is built", () => {
    const text =
      "name: shop\ninfra: { region: eu-central-1 }\nservices:\n  api: { build: ./api, expose: 3000, networks: [] }\nenvironments: { stage: {} }\n";
    const { project, diagnostics } = compile({ path: "nanokit.yml", text });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(project?.environments[0]?.services.find(({ name }) => name === "api")?.build).toMatchObject({
      context: "api",
    });
  });
});
