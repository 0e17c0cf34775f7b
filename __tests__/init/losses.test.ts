import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../src/compile.js";
import { fromCompose } from "../../src/init/index.js";
import type { ReadBeside } from "../../src/resolve/beside.js";

type Services = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What is beside the file: folders by what is in them. All else is not there. */
function folders(names: Readonly<Record<string, readonly string[]>>): ReadBeside {
  return (path) => {
    const found = names[path.replace(/^\.\//, "")];
    return found ? { kind: "folder", names: found } : { kind: "absent" };
  };
}

/** The services of a nanokit.yml that compiles, and the summary. */
function made(services: string, values: Readonly<Record<string, string>> = {}, read: ReadBeside = folders({})) {
  const text = `services:\n${services.replaceAll(/^/gm, "  ")}\n`;
  const { text: file = "", summary } = fromCompose(
    { path: "docker-compose.yml", text },
    { defaultName: "shop", values, schema: "", read },
  );
  const { diagnostics } = compile({ path: "nanokit.yml", text: file }, { variables: values, read });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return { services: (parse(file, { merge: true }) as { services: Services }).services, text: file, summary };
}

describe("secrets that are files", () => {
  /** What is made of a service that has secrets of compose, and of what it says of them. */
  const madeOf = (service: string) => {
    const { services, summary } = made(`web: ${service}`);
    return { web: services.web, left: summary?.leftOut.map(({ why }) => why) };
  };

  it("stay files for an image of which nothing is known", () => {
    expect(madeOf("{ image: acme/web, environment: { PW_FILE: /run/secrets/pw, A: 1 }, secrets: [pw] }").web).toEqual({
      image: "acme/web",
      env: { PW_FILE: "/run/secrets/pw", A: 1 },
      secrets: { PW: { from: "vault", file: "/run/secrets/pw" } },
    });
  });

  it("are variables for an image that is known to read those", () => {
    const { web } = madeOf(
      "{ image: postgres:16, environment: { POSTGRES_PASSWORD_FILE: /run/secrets/pw }, secrets: [pw] }",
    );
    expect(web).toMatchObject({ secrets: { POSTGRES_PASSWORD: { from: "vault" } } });
    expect(web).not.toHaveProperty("env");
  });

  it("are files too where a command reads them, or nothing else names them", () => {
    const { web } = madeOf(
      "{ image: redis:8, command: [sh, -c, exec server < /run/secrets/pw], environment: { REDIS_PASSWORD_FILE: /run/secrets/pw }, secrets: [pw, api-key] }",
    );
    expect(web).toMatchObject({
      secrets: {
        REDIS_PASSWORD: { from: "vault" },
        PW: { from: "vault", file: "/run/secrets/pw" },
        API_KEY: { from: "vault", file: "/run/secrets/api-key" },
      },
    });
  });

  it("have the place, the mode and the owner that compose gives them", () => {
    const key = "{ source: tls-key, target: /etc/web/tls/key.pem, mode: 0440, uid: '101' }";
    expect(madeOf(`{ image: acme/web, secrets: [{ source: a, target: b }, ${key}] }`).web).toEqual({
      image: "acme/web",
      secrets: {
        A: { from: "vault", file: "/run/secrets/b" },
        TLS_KEY: { from: "vault", file: "/etc/web/tls/key.pem", mode: "0440", owner: "101:0" },
      },
    });
  });

  it("have a name of their own where a variable has it", () => {
    expect(madeOf("{ image: acme/web, environment: { MODE: x }, secrets: [mode] }").web).toMatchObject({
      secrets: { MODE_SECRET: { from: "vault", file: "/run/secrets/mode" } },
    });
  });

  it("are left out, and said, for an image without a shell", () => {
    const { web, left } = madeOf("{ image: gcr.io/distroless/static, secrets: [pw] }");
    expect(web).not.toHaveProperty("secrets");
    expect(left).toContain("the image has no shell to write a file with");
  });
});

describe("volumes of which compose fills new ones", () => {
  /** What is made of the volume `data`, where `web` is built from a Dockerfile. */
  const volumeOf = (dockerfile: string, services: string, top = "data: {}") => {
    const text = `services:\n${services.replaceAll(/^/gm, "  ")}\nvolumes: { ${top} }\n`;
    const readFile = (path: string) => (path.endsWith("Dockerfile") ? dockerfile : undefined);
    const options = { defaultName: "shop", schema: "", readFile };
    const { text: file = "", summary } = fromCompose({ path: "docker-compose.yml", text }, options);
    const exists = (path: string) => path.endsWith("Dockerfile");
    const { diagnostics } = compile({ path: "nanokit.yml", text: file }, { exists });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const { volumes } = parse(file) as { volumes: Readonly<Record<string, unknown>> };
    return { volume: volumes.data, changed: summary?.changed };
  };
  const filled = { seed: "image" };
  const web = (...mounts: readonly string[]) => `web: { build: ., volumes: [${mounts.join(", ")}] }`;

  it.each([
    ["FROM a\nCOPY dist /srv/www", "data:/srv/www"],
    ["FROM a\nCOPY dist /srv/www/", "data:/srv/www"],
    ["FROM a\nCOPY --chown=1:1 --from=b a.html b.html /srv/www/pages/", "data:/srv/www"],
    ['FROM a\nADD ["some file", "/srv/www/file"]', "data:/srv/www"],
    ["FROM a\nWORKDIR /app\nCOPY . .", "data:/app"],
    ["FROM a\nWORKDIR /app\nWORKDIR web\nCOPY static static/", "data:/app/web/static"],
    ["FROM a AS base\nWORKDIR /app\nFROM base\nCOPY \\\n  static \\\n  static", "data:/app/static"],
    ["FROM a AS base\nCOPY x /app/static\nFROM base", "data:/app/static"],
  ])("begin with what %j puts there", (dockerfile, mount) => {
    expect(volumeOf(dockerfile, web(mount))).toEqual({ volume: filled, changed: [] });
  });

  it.each([
    ["FROM a\nCOPY dist /srv/www", "data:/srv/uploads"],
    ["FROM a\nCOPY . /app", "data:/app/uploads"],
    ["FROM a\nCOPY . .", "data:/app"],
    ["FROM a\nWORKDIR $HOME\nCOPY . .", "data:/app"],
    ["FROM a AS other\nCOPY dist /srv/www\nFROM a", "data:/srv/www"],
    ["FROM a\nRUN mkdir -p /srv/www", "data:/srv/www"],
    ["FROM a\nCOPY dist /srv/www", "data:/srv/www:ro"],
    ["FROM a\n# COPY dist /srv/www", "data:/srv/www"],
  ])("begin empty where %j puts nothing there that could be told", (dockerfile, mount) => {
    expect(volumeOf(dockerfile, web(mount)).volume).toEqual({});
  });

  it("are filled by services with one image, and read by others", () => {
    const worker = "worker: { build: ., command: work, volumes: [data:/srv/www] }";
    const proxy = "proxy: { image: nginx:1.29, volumes: [data:/usr/share/nginx/html:ro] }";
    const all = [web("data:/srv/www"), worker, proxy].join("\n");
    expect(volumeOf("FROM a\nCOPY dist /srv/www", all).volume).toEqual(filled);
  });

  it("begin empty where two images could fill them", () => {
    const other = "other: { image: nginx:1.29, volumes: [data:/usr/share/nginx/html] }";
    const all = [web("data:/srv/www"), other].join("\n");
    expect(volumeOf("FROM a\nCOPY dist /srv/www", all).volume).toEqual({});
  });
});

describe("secrets", () => {
  it("with one sample value for several are several", () => {
    const values = { DB_PASSWORD: "changethis", MQ_PASS: "changethis", SECRET_KEY: "changethis" };
    const { summary } = made(
      [
        "db: { image: postgres:16, environment: { POSTGRES_PASSWORD: '${DB_PASSWORD}' } }",
        "mq: { image: rabbitmq:4, environment: { RABBITMQ_DEFAULT_PASS: '${MQ_PASS}' } }",
        "web: { image: acme/web, environment: { SECRET_KEY: '${SECRET_KEY}', PGPASSWORD: '${DB_PASSWORD}' } }",
        "one: { image: acme/one, environment: { ONE_PASSWORD: changeme } }",
        "two: { image: acme/two, environment: { TWO_PASSWORD: changeme } }",
      ].join("\n"),
      values,
    );
    expect(summary?.secrets).toEqual([
      "/nanokit/shop/shared/DB_PASSWORD",
      "/nanokit/shop/<env>/mq/RABBITMQ_DEFAULT_PASS",
      "/nanokit/shop/<env>/web/SECRET_KEY",
      "/nanokit/shop/<env>/one/ONE_PASSWORD",
      "/nanokit/shop/<env>/two/TWO_PASSWORD",
    ]);
  });

  it.each([
    ["MYSQL_PW", "hunter22"],
    ["REDIS_AUTH", "hunter22"],
    ["NEO4J_AUTH", "neo4j/hunter22"],
    ["AUTHORIZATION", "Bearer hunter22"],
    ["JWT", "hunter22"],
    ["PASSWORD_SALT", "hunter22"],
    ["DBPASS", "hunter22"],
    ["USERS", "me:$$2y$$05$$abcdefghijklmnopqrstuv"],
    ["MYSQL_ROOT_PASSWORD", ""],
    ["DBPASS", ""],
  ])("%s is one when it is %j", (name, value) => {
    const { services, text } = made(`web: { image: acme/web, environment: ["${name}=${value}"] }`);
    expect(services.web).toEqual({ image: "acme/web", secrets: { [name]: { from: "vault" } } });
    expect(text).not.toContain("hunter22");
  });

  it.each([
    ["BYPASS", "me"],
    ["NEO4J_AUTH", "none"],
    ["AUTH", "basic"],
    ["SALT_ROUNDS", "10"],
  ])("%s is none when it is %j", (name, value) => {
    expect(made(`web: { image: acme/web, environment: ["${name}=${value}"] }`).services.web).toHaveProperty("env");
  });

  it("in a file that a command reads are read from the variable", () => {
    const command = `'exec redis-server --requirepass "$$(cat $$REDIS_PASSWORD_FILE)"'`;
    const { services } = made(
      `cache: { image: redis:8, command: [sh, -c, ${command}], environment: { REDIS_PASSWORD_FILE: /run/secrets/pw }, secrets: [pw] }`,
    );
    expect(services.cache).toMatchObject({
      command: ["sh", "-c", `exec redis-server --requirepass "$\${REDIS_PASSWORD}"`],
      secrets: { REDIS_PASSWORD: { from: "vault" } },
    });
  });
});

describe("mounts", () => {
  const volumes = (service: string, read?: ReadBeside) => made(`web: ${service}`, {}, read).services.web?.volumes;

  it.each([
    ["postgres", ["data:/var/lib/postgresql"]],
    ["postgres:18-alpine", ["data:/var/lib/postgresql"]],
    ["postgres:17", ["data:/var/lib/postgresql/data"]],
  ])("of %s are where it keeps its data", (image, expected) => {
    expect(volumes(`{ image: "${image}", volumes: ["data:/var/lib/postgresql/data"] }`)).toEqual(expected);
  });

  it.each([
    ["${VOL:-data}:/srv/data", ["data:/srv/data"]],
    ["./uploads:/srv/uploads", ["uploads:/srv/uploads"]],
    ["./data/media/:/srv/media", ["data-media:/srv/media"]],
    ["./kept:/srv/kept", ["kept:/srv/kept"]],
    ["./conf:/etc/app", undefined],
    // What is there was not made by the program, and what has an ending is a file.
    ["./pages:/srv/pages", undefined],
    ["./app.conf:/srv/app.conf", undefined],
    ["./uploads:/srv/uploads:ro", undefined],
    [".:/srv/app", undefined],
    ["../up:/srv/up", undefined],
    ["/srv/up:/srv/up", undefined],
  ])("of an image that is pulled keep what its program writes: %s", (mount, expected) => {
    const read = folders({ kept: [".gitkeep"], pages: ["index.html"], "": [] });
    expect(volumes(`{ image: acme/web, volumes: ["${mount}"] }`, read)).toEqual(expected);
  });

  it.each([
    ["[.:/app, /app/node_modules]", undefined],
    ["[/app/vendor]", undefined],
    ["[/app/data]", ["web-data:/app/data"]],
    // Compose mounts an empty folder, so there is nothing to hide; what a build makes is elsewhere or has another name.
    ["[./uploads:/app/uploads]", ["uploads:/app/uploads"]],
    ["[./dist:/app/dist, ./uploads:/app/uploads:ro, ./media:/app/media]", undefined],
  ])("of an image that is built hide nothing of it: %s", (mounts, expected) => {
    const read = folders({ media: ["logo.png"], "": [] });
    expect(volumes(`{ build: ., volumes: ${mounts} }`, read)).toEqual(expected);
  });

  it("of a folder in a volume are told to be of the whole", () => {
    const { summary } = made(
      "web: { image: acme/web, volumes: [{ type: volume, source: data, target: /d, volume: { subpath: a } }] }",
    );
    expect(summary?.changed.map(({ what }) => what)).toContain("data:/d, subpath a");
  });
});

describe("the order", () => {
  const order = (services: string) => {
    const found = made(services).services;
    return Object.fromEntries(Object.entries(found).map(([name, { depends_on: names }]) => [name, names]));
  };

  it.each([
    ["environment: { DB_HOST: db }", ["db"]],
    ["environment: { DB: 'db:5432' }", ["db"]],
    ["environment: { DATABASE_URL: 'postgres://me@db/shop' }", ["db"]],
    ["environment: [API_URL=http://db:80/x]", ["db"]],
    ["links: ['db:database']", ["db"]],
    [
      "environment: { DB_HOST: db }, depends_on: { db: { condition: service_healthy } }",
      { db: { condition: "service_healthy" } },
    ],
    ["environment: { DB_HOST: web }", undefined],
    ["environment: { NAME: db, KIND: database }", undefined],
    ["environment: { DB_HOST: tool }", undefined],
  ])("is that in which services need each other: %s", (keys, expected) => {
    const services = `web: { image: acme/web, ${keys} }\ndb: { image: acme/db, healthcheck: { test: ready } }\ntool: { image: acme/tool, profiles: [tool] }`;
    expect(order(services).web).toEqual(expected);
  });

  it("has no circle", () => {
    expect(
      order(
        "a: { image: acme/a, environment: { B_URL: 'http://b:80', C_URL: 'http://c:80' } }\nb: { image: acme/b, environment: { A_URL: 'http://a:80' } }\nc: { image: acme/c, depends_on: [b] }",
      ),
    ).toEqual({ a: ["b", "c"], b: undefined, c: ["b"] });
  });
});

describe("the entry point of a built image", () => {
  const started = (dockerfile: string | undefined, build = "{ context: app, dockerfile: docker/Dockerfile }") => {
    const text = `services: { web: { build: ${build}, command: "serve --token $API_TOKEN" } }\n`;
    const readFile = (path: string) => (path === "app/docker/Dockerfile" ? dockerfile : undefined);
    const options = { defaultName: "shop", values: { API_TOKEN: "hunter22" }, readFile, schema: "" };
    const { text: file = "", summary } = fromCompose({ path: "docker-compose.yml", text }, options);
    const web = (parse(file) as { services: Services }).services.web;
    return { start: web?.start, asks: summary?.changed.some(({ what }) => what === "start") };
  };
  const command = 'serve --token "$${API_TOKEN}"';

  it.each([
    ['FROM acme/base\nENTRYPOINT ["/tini", "--"]\nCMD ["x"]', `/tini -- ${command}`],
    ['FROM acme/base\nENTRYPOINT [ \\\n  # first\n  "/tini", \\\n  "--" ]', `/tini -- ${command}`],
    ["from acme/base\nentrypoint /run.sh", `/bin/sh -c /run.sh ${command}`],
    ['FROM a AS build\nENTRYPOINT ["/x"]\nFROM --platform=linux/amd64 build as last\nRUN y', `/x ${command}`],
    ['FROM a AS build\nENTRYPOINT ["/x"]\nFROM node:24', `docker-entrypoint.sh ${command}`],
    ["FROM python:3.14\nENTRYPOINT []", command],
    ["FROM python:3.14", command],
  ])("stands in front of a command with a secret: %j", (dockerfile, start) => {
    expect(started(dockerfile)).toEqual({ start, asks: false });
  });

  it("is that of the stage that is built", () => {
    const dockerfile = 'FROM a AS One\nENTRYPOINT ["/one"]\nFROM a\nENTRYPOINT ["/two"]';
    const build = "{ context: ./app, dockerfile: docker/Dockerfile, target: one }";
    expect(started(dockerfile, build).start).toBe(`/one ${command}`);
  });

  it.each([undefined, "FROM acme/base", "FROM ${BASE}", ""])(
    "is asked for where nothing tells it: %j",
    (dockerfile) => {
      expect(started(dockerfile)).toEqual({ start: command, asks: true });
    },
  );
});

describe("a file of variables that services share", () => {
  const files: Readonly<Record<string, string>> = {
    "all.env": "A=1\nB=two\nC=$B/x\nAPI_TOKEN=hunter22\n",
    "own.env": "D=4\nE=5\nF=6\n",
  };
  const file = (services: string) => {
    const options = { defaultName: "shop", readFile: (path: string) => files[path], schema: "" };
    return fromCompose({ path: "docker-compose.yml", text: `services:\n${services}` }, options);
  };
  const one = "  one: { image: acme/one, env_file: all.env }\n";

  it("is written once, and services have what is their own", () => {
    const { text = "", summary } = file(
      `${one}  two: { image: acme/two, env_file: [own.env, all.env], environment: { B: other, G: 7 } }\n`,
    );
    expect(text.match(/ A: 1/g)).toHaveLength(1);
    expect(text).toContain("# all.env:\nx-file-all-env: &file-all-env\n");
    const { services } = parse(text, { merge: true }) as { services: Services };
    expect(services.one?.env).toEqual({ A: 1, B: "two", C: "two/x" });
    expect(services.two?.env).toEqual({ A: 1, B: "other", C: "other/x", D: 4, E: 5, F: 6, G: 7 });
    expect(Object.keys(services.one?.secrets ?? {})).toEqual(["API_TOKEN"]);
    expect(services.two?.secrets).toEqual(services.one?.secrets);
    expect(summary?.secrets).toEqual(["/nanokit/shop/shared/API_TOKEN"]);
    const { diagnostics } = compile({ path: "nanokit.yml", text }, {});
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("stands in the service where it is of one alone", () => {
    const { text = "" } = file(one);
    expect(text).not.toContain("&");
    expect(text).toContain("A: 1 # from all.env");
  });
});

describe("a check that services share", () => {
  const check = "interval: 40s, timeout: 5s, retries: 20";

  it.each([`x-check: &check { ${check} }`, `x-all:\n  check: &check { ${check} }`])(
    "is kept as one part: %s",
    (part) => {
      const service = (name: string) =>
        `  ${name}:\n    image: acme/${name}\n    healthcheck: { <<: *check, test: [CMD, ${name}] }\n`;
      const text = `${part}\nservices:\n${service("one")}${service("two")}`;
      const { text: file = "", summary } = fromCompose(
        { path: "docker-compose.yml", text },
        { defaultName: "shop", schema: "" },
      );
      expect(file.match(/interval/g)).toHaveLength(1);
      const { services } = parse(file, { merge: true }) as { services: Services };
      const times = { interval: "40s", timeout: "5s", retries: 10 };
      expect(services.one?.healthCheck).toEqual({ test: ["CMD", "one"], ...times });
      expect(services.two?.healthCheck).toEqual({ test: ["CMD", "two"], ...times });
      expect(summary?.leftOut).toEqual([]);
      const { diagnostics } = compile({ path: "nanokit.yml", text: file }, {});
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    },
  );
});

describe("a network that leads nowhere", () => {
  it("is said to let its services out", () => {
    const text =
      "services: { web: { image: acme/web, networks: [back] } }\nnetworks: { back: { internal: true, driver: bridge } }\n";
    const { text: file = "", summary } = fromCompose(
      { path: "docker-compose.yml", text },
      { defaultName: "shop", schema: "" },
    );
    expect(summary?.changed.map(({ what }) => what)).toEqual(["networks.back.internal"]);
    expect(file).toContain("back: {} # internal in compose; here its services get out\n");
  });
});

describe("a command on one line", () => {
  it.each([
    ["migrate up && migrate finish", "migrate up", "&&"],
    ["serve; echo done", "serve", ";"],
    ["serve | tee log", "serve", "|"],
    ["serve --log 2>/dev/null", "serve --log", ">"],
    ["serve 'a && b' \\; --to=a>b", ["serve", "a && b", ";", "--to=a"], ">"],
  ])("has no shell, so compose ends it at an operator of one: %s", (command, expected, operator) => {
    const { services, summary } = made(`web: { image: acme/web, command: ${JSON.stringify(command)} }`);
    expect(services.web?.command).toEqual(expected);
    expect(summary?.general.map(({ what }) => what)).toEqual([`command ... ${operator} ...`]);
  });

  it("is whole where a shell is named, or words stand apart", () => {
    const { services, summary } = made(
      "web: { image: acme/web, command: sh -c 'a && b' }\njob: { image: acme/job, command: [a, '&&', b] }",
    );
    expect(services.web?.command).toEqual(["sh", "-c", "a && b"]);
    expect(services.job?.command).toEqual(["a", "&&", "b"]);
    expect(summary?.general).toEqual([]);
  });
});

describe("the name that compose gives the project", () => {
  it.each([
    [{}, "", "my-shop2"],
    [{}, "name: other\n", "other"],
    [{ COMPOSE_PROJECT_NAME: "third" }, "", "third"],
  ])("stands where a variable asks for it: %j %j", (values, name, expected) => {
    const text = `${name}services: { web: { image: acme/web, environment: { A: "$COMPOSE_PROJECT_NAME", B: "\${COMPOSE_PROJECT_NAME:-x}-1" } } }\n`;
    const options = { defaultName: "shop", folder: "_My.-Shop2", values, schema: "" };
    const file = fromCompose({ path: "docker-compose.yml", text }, options).text ?? "";
    expect((parse(file) as { services: Services }).services.web?.env).toEqual({ A: expected, B: `${expected}-1` });
  });
});

describe("an image without a shell", () => {
  it("comes along without the files that nothing can write, which is said", () => {
    const read: ReadBeside = (path) =>
      path === "otel.yml" || path === "./otel.yml"
        ? { kind: "file", bytes: Buffer.from("a: 1\n"), executable: false }
        : { kind: "absent" };
    const mount = "./otel.yml:/etc/otel.yml:ro";
    const { services, summary } = made(
      `otel: { image: "otel/opentelemetry-collector:0.140.0", volumes: ["${mount}"] }\nweb: { image: acme/web, depends_on: [otel] }`,
      {},
      read,
    );
    expect(services.otel).toEqual({ image: "otel/opentelemetry-collector:0.140.0" });
    expect(services.web?.depends_on).toEqual(["otel"]);
    expect(summary?.leftOut.map(({ what }) => what)).toEqual([mount]);
  });
});

describe("an image that one service builds", () => {
  it("is run by those that name it too", () => {
    const { services } = made(
      "api: { build: ./api, image: 'acme/shop:1' }\nworker: { image: 'acme/shop:1', command: [work] }\nother: { image: 'acme/other:1' }",
    );
    expect(services.worker).toEqual({ imageOf: "api", command: ["work"] });
    expect(services.other).toEqual({ image: "acme/other:1" });
  });

  it("is that of all whose build says the same, however it is written", () => {
    const { services } = made(
      [
        "web: { build: { context: ./shop/, args: [B=2, A=1] } }",
        "worker: { build: { context: shop, dockerfile: ./Dockerfile, args: { A: 1, B: '2' } }, image: worker }",
        "other: { build: { context: shop, args: [A=1, B=3] } }",
        "target: { build: { context: shop, args: [A=1, B=2], target: tests } }",
        "arm: { build: { context: shop, args: [A=1, B=2] }, platform: linux/arm64 }",
        "pushed: { build: { context: shop, args: [A=1, B=2] }, image: ghcr.io/acme/pushed:1 }",
      ].join("\n"),
    );
    expect(services.worker).toEqual({ imageOf: "web" });
    for (const name of ["web", "other", "target", "arm", "pushed"]) expect(services[name]).toHaveProperty("build");
  });

  it.each([
    ["../web", "build: true # ../web in compose"],
    ["../web # as is", "build:\n +# as is\n +context: \\. # ../web in compose"],
    ["{ context: ../web, dockerfile: a }", "build:\n +context: \\. # ../web in compose\n +dockerfile: a"],
  ])("has the folder outside beside its own: %s", (build, expected) => {
    const { text, summary } = made(`web:\n  build: ${build}`);
    expect(text).toMatch(new RegExp(expected));
    expect(summary?.changed).toMatchObject([{ what: "build ../web" }]);
  });

  it("keeps a build that a part has which services merge", () => {
    const { text, services } = made(
      "web: &app { build: ./shop, environment: { A: b } }\nworker: { <<: *app, command: [work] }",
    );
    expect(services.worker).toEqual({ build: "./shop", env: { A: "b" }, imageOf: "web", command: ["work"] });
    expect(text.match(/build:/g)).toHaveLength(1);
  });
});

describe("a service that starts again with what it depends on", () => {
  const dependent = (settings: string, values: Readonly<Record<string, string>> = {}) =>
    made(`db: { image: acme/db, expose: [1] }\nweb: { image: acme/web, depends_on: { db: ${settings} } }`, values);

  it.each([
    ["{ condition: service_healthy, restart: true }", {}],
    ["{ restart: yes }", {}],
    ["{ restart: '${AGAIN}' }", { AGAIN: "true" }],
  ])("is told to connect again: %s", (settings, values) => {
    const { text, summary } = dependent(settings, values);
    expect(text).toContain("# Changed: depends_on db, restart: it has to connect again itself.");
    expect(summary?.changed).toMatchObject([{ service: "web", what: "depends_on db, restart" }]);
  });

  it.each(["{ condition: service_healthy }", "{ restart: no }"])("is no other without it: %s", (settings) => {
    expect(dependent(settings).summary?.changed).toEqual([]);
  });
});

describe("a quote that closes as far out as its key", () => {
  it("moves nothing of a script that has a quote at the start of a line", () => {
    const { services } = made(
      [
        "web:",
        "  image: acme/web",
        "  command: 'one",
        "    two",
        "  '",
        "  environment:",
        "    SCRIPT: |",
        '      say "',
        '      "',
        "    OTHER: 'a",
        "    '",
        '    WORD: "ok"',
      ].join("\n"),
    );
    expect(services.web?.env).toEqual({ SCRIPT: 'say "\n"\n', OTHER: "a ", WORD: "ok" });
  });
});
