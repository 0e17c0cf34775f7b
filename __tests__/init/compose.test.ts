import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { compile } from "../../src/compile.js";
import { fromCompose, keyFor } from "../../src/init/index.js";
import { synthesize } from "../../src/lower/synth.js";
import { jsonSchema } from "../../src/report/json-schema.js";
import { plainYaml } from "../../src/syntax/plain-yaml.js";
import { runs } from "../support/sampled.js";
import { besideOf, composeCases, expectedFiles, readCase, translateCase, valuesOf } from "./compose-cases.js";

const ajv = new Ajv2020({ strict: false, keywords: ["markdownDescription"] });
const validate = ajv.compile(jsonSchema(plainYaml));

/** What a compose text becomes; it has to be sound. */
function translated(text: string, values: Readonly<Record<string, string>> = {}): string {
  const source = { path: "docker-compose.yml", text };
  const { text: made = "", diagnostics } = fromCompose(source, {
    defaultName: "shop",
    values,
    schema: "./nanokit.schema.json",
  });
  expect(diagnostics).toEqual([]);
  expect(errorsOf(made, values)).toEqual([]);
  return made;
}

function errorsOf(text: string, values: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = compile({ path: "nanokit.yml", text }, { variables: values, defaultName: "shop" });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
}

/** The one service of a translation. */
function service(yaml: string, values: Readonly<Record<string, string>> = {}): unknown {
  const file = parse(translated(`services:\n  web:\n${yaml.replaceAll(/^/gm, "    ")}\n`, values), { merge: true });
  return (file as { services: { web: unknown } }).services.web;
}

describe.each(composeCases)("the compose file of %s", (name) => {
  it("becomes what is committed (npm run goldens, and read the diff)", () => {
    for (const [path, text] of expectedFiles(name)) expect(readCase(name, `expected/${path}`)).toBe(text);
  });

  it("becomes a file that compiles, synthesizes and fits the schema", () => {
    const { text = "" } = translateCase(name);
    const read = besideOf(name);
    const { project, diagnostics } = compile({ path: "nanokit.yml", text }, { variables: valuesOf(name), read });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(project && synthesize(project).length).toBe(3);
    validate(parse(text, { merge: true }));
    expect(validate.errors).toBeNull();
  });

  it("loses no comment of a service that comes along, and no service in silence", () => {
    const { text = "", summary } = translateCase(name);
    const source = readCase(name, "docker-compose.yml") ?? "";
    const comments = [...source.matchAll(/^ *# (.*)$/gm)].map(([, comment = ""]) => comment.trim());
    expect(comments.filter((comment) => !/yaml-language-server/.test(comment) && !text.includes(comment))).toEqual([]);
    const { services } = parse(source) as { services: object };
    const told = summary?.leftOut.filter(({ what }) => what.startsWith("service ")).length ?? 0;
    expect((summary?.services ?? 0) + told).toBe(Object.keys(services).length);
  });

  it("says in the file whatever the summary says", () => {
    const { text = "", summary } = translateCase(name);
    const flowing = text.replaceAll(/\n *# /g, " ");
    for (const { what, beside = what } of [...(summary?.changed ?? []), ...(summary?.leftOut ?? [])])
      expect(flowing).toContain(beside);
  });

  it("has no line of its own for what goes for all alike", () => {
    const { text = "", summary } = translateCase(name);
    for (const { what, why } of summary?.general ?? []) expect(text).not.toContain(`${what}: ${why}`);
  });

  it("copies no secret", () => {
    const { text = "", summary } = translateCase(name);
    const words = JSON.stringify(summary) + text;
    for (const secret of ["correct-horse", "hunter2", "s3cr3t", ":visits@", "airflow:airflow"])
      expect(words).not.toContain(secret);
  });
});

describe("a long line", () => {
  const words = Array.from({ length: 30 }, (_, at) => `word-${at}`).join(" ");
  const name = "A_NAME_THAT_IS_LONG_ENOUGH_FOR_ITS_REFERENCE";
  const text = translated(
    [
      `# a sentence of somebody with ${words}`,
      `# - ${words}`,
      `services: { web: { image: acme/web, environment: { A: "${words}", B: "x # ${words}" }, secrets: [${name}] } }`,
      `secrets: { ${name}: { file: ./x } }`,
    ].join("\n"),
  );

  it("is several, and what is written is the same", () => {
    const { services } = parse(text) as { services: { web: object } };
    expect(services.web).toEqual({
      image: "acme/web",
      env: { A: words, B: `x # ${words}` },
      secrets: { [name]: { from: "vault", file: `/run/secrets/${name}` } },
    });
    expect(text.split("\n").filter((line) => line.length > 120)).toEqual([`# - ${words}`]);
  });
});

describe("anchors", () => {
  const merged = (name: string) => parse(translateCase(name).text ?? "", { merge: true }) as { services: object };

  it("are kept, and mean what they mean spelled out", () => {
    for (const name of ["automation", "pipeline"]) {
      const source = parse(readCase(name, "docker-compose.yml") ?? "", { merge: true }) as object;
      const spelledOut = stringify(
        Object.fromEntries(Object.entries(source).filter(([key]) => !key.startsWith("x-"))),
        { aliasDuplicateObjects: false },
      );
      const { text = "" } = fromCompose(
        { path: "docker-compose.yml", text: spelledOut },
        { defaultName: name, values: valuesOf(name), schema: "", read: besideOf(name) },
      );
      expect(text).not.toContain("&");
      expect(translateCase(name).text).toMatch(/<<: \*\w/);
      expect(merged(name).services).toEqual((parse(text) as { services: object }).services);
    }
  });

  it("of what does not come along go", () => {
    expect(
      translated("x-log: &log { driver: none }\nservices: { a: { image: nginx, logging: *log } }\n"),
    ).not.toContain("&");
  });

  it("are taken back where a service replaces what it merged", () => {
    const text = translated(
      "x-a: &a\n  image: nginx\n  environment: { DB_PASSWORD: x, A: 1 }\nservices:\n  one: { <<: *a }\n  two: { <<: *a, environment: { B: 2 } }\n",
    );
    const { services } = parse(text, { merge: true }) as { services: Record<string, Record<string, unknown>> };
    expect(services.one).toMatchObject({ env: { A: 1 }, secrets: { DB_PASSWORD: { from: "vault" } } });
    expect(services.two).toEqual({ image: "nginx", env: { B: 2 }, secrets: null });
  });
});

describe("one service", () => {
  it.each([
    ["8080", 8080],
    ['"8080:80"', 80],
    ['"127.0.0.1:8080:80"', 80],
    ['"[::1]:8080:80"', 80],
    ['"8000-8010:9000-9010"', 9000],
    ['"53:53/tcp"', 53],
    ['"${PORT:-8080}:80"', 80],
    ['"80:${PORT:-8080}"', "${PORT:-8080}"],
    ["{ target: 3000, published: 80 }", 3000],
  ])("has the port of the container in %s", (port, expected) => {
    expect(service(`image: example/web\nports: [${port}]`)).toMatchObject({ expose: expected });
  });

  it.each([
    ["[node, server.js]", ["node", "server.js"]],
    ["node  server.js", "node server.js"],
    ["node  'server 1.js'", ["node", "server 1.js"]],
    ['[sh, -c, "a && b"]', ["sh", "-c", "a && b"]],
    ["[echo, $$HOME]", ["echo", "$$HOME"]],
    ['["serve", "--port", "${PORT:-80}"]', ["serve", "--port", "${PORT:-80}"]],
  ])("has the words of its command: %s", (command, expected) => {
    expect(service(`image: example/web\ncommand: ${command}`)).toEqual({ image: "example/web", command: expected });
  });

  it("has what compose says of the program", () => {
    expect(
      service(
        "image: example/web\nentrypoint: /run.sh\ncommand: [a]\nworking_dir: /srv\nuser: 1000:1000\ninit: true\nread_only: true",
      ),
    ).toEqual({
      image: "example/web",
      entrypoint: "/run.sh",
      command: ["a"],
      workdir: "/srv",
      user: "1000:1000",
      init: true,
      readOnly: true,
    });
    expect(service("image: example/web\ncommand: --verbose")).toMatchObject({ command: "--verbose" });
    expect(service("image: example/web\ninit: false\nread_only: false")).toEqual({ image: "example/web" });
  });

  it("has what Fargate takes of limits, settings of the kernel and directories in memory", () => {
    expect(
      service(
        [
          "image: example/web",
          "ulimits: { nofile: 2000000, nproc: 100, core: { soft: 0, hard: 5 }, handles: 5 }",
          "sysctls: [net.core.somaxconn=1024, kernel.shmmax=5]",
          'tmpfs: ["/run:size=16m,mode=0755", "/tmp:size=1g", "/x:size=lots"]',
        ].join("\n"),
      ),
    ).toEqual({
      image: "example/web",
      ulimits: { nproc: 100, core: { soft: 0, hard: 5 } },
      sysctls: { "net.core.somaxconn": 1024 },
      tmpfs: ["/run:size=16m,mode=0755"],
    });
    expect(service("image: example/web\ntmpfs: /tmp")).toMatchObject({ tmpfs: ["/tmp"] });
    expect(service("image: example/web\nuser: two words\nworking_dir: srv")).toEqual({ image: "example/web" });
  });

  it.each([
    ["cap_drop: [all]", { cap_drop: ["ALL"] }],
    ["cap_drop: [ALL, cap_net_raw]\ncap_add: [CAP_SYS_PTRACE]", { cap_drop: ["ALL"], cap_add: ["SYS_PTRACE"] }],
    ["cap_drop: [NET_RAW, MKNOD, BPF]\ncap_add: [MKNOD, NET_ADMIN]", { cap_drop: ["NET_RAW"] }],
    ["cap_drop: []\ncap_add: [CHOWN]", {}],
    ["cap_drop: [ALL, KILL]\ncap_add: [ALL]", { cap_drop: ["KILL"] }],
    [
      "cap_drop: [ALL]\ncap_add: [CHOWN, SETUID, SETGID, DAC_OVERRIDE, FOWNER, NET_ADMIN]",
      {
        cap_drop: [
          ...["AUDIT_WRITE", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETPCAP"],
          "SYS_CHROOT",
        ],
      },
    ],
  ])("drops what compose drops and does not add again: %s", (keys, expected) => {
    expect(service(`image: example/web\n${keys}`)).toEqual({ image: "example/web", ...expected });
  });

  it("has those capabilities that docker leaves to it", () => {
    const names = ["ALL", "CHOWN", "KILL", "NET_RAW", "SETUID", "SYS_PTRACE"];
    const some = fc.subarray(names.slice(1));
    fc.assert(
      fc.property(some, some, fc.boolean(), (drop, add, all) => {
        const from = { drop: all ? ["ALL", ...drop] : drop, add };
        const { cap_drop = [], cap_add = [] } = service(
          `image: example/web\ncap_drop: [${from.drop.join(", ")}]\ncap_add: [${from.add.join(", ")}]`,
        ) as { readonly cap_drop?: readonly string[]; readonly cap_add?: readonly string[] };
        for (const name of names.slice(1)) {
          const before = name !== "SYS_PTRACE" && !from.drop.includes(name) && !all;
          const now = name !== "SYS_PTRACE" && !cap_drop.includes(name) && !cap_drop.includes("ALL");
          expect(cap_add.includes(name) || now).toBe(from.add.includes(name) || before);
        }
      }),
    );
  });

  it("takes no password along from a command", () => {
    const runs = [
      "mysqladmin ping -u root -phunter2",
      "redis-cli -a hunter2 ping",
      "redis-server --requirepass hunter2",
      "app --password=hunter2",
      "psql ${X_PASSWORD:-hunter2}",
      "psql ${X_PASSWORD:-${Y:-hunter2}}",
    ];
    for (const run of runs) {
      const made = JSON.stringify([
        service(`image: example/web\nhealthcheck: { test: ${JSON.stringify(run)} }`),
        service(`image: example/web\nhealthcheck: { test: ${JSON.stringify(["CMD", ...run.split(" ")])} }`),
        service(`image: example/web\ncommand: ${JSON.stringify(run)}`),
      ]);
      expect(made).not.toContain("hunter2");
      expect(made).toContain("PASSWORD");
    }
    expect(
      service(
        "image: mysql:8.4\nenvironment: { MYSQL_ROOT_PASSWORD: hunter2 }\nhealthcheck: { test: mysqladmin -phunter2 ping }",
      ),
    ).toMatchObject({
      healthCheck: { test: 'mysqladmin -p"$${MYSQL_ROOT_PASSWORD}" ping' },
      secrets: { MYSQL_ROOT_PASSWORD: { from: "vault" } },
    });
  });

  it.each([
    ["run --token hunter2", 'run --token "$${TOKEN}"'],
    ["run --client-secret=hunter2 -v", 'run --client-secret="$${CLIENT_SECRET}" -v'],
    ["redis-server --masterauth hunter2", 'redis-server --masterauth "$${PASSWORD}"'],
    [
      "java -Dspring.datasource.password=hunter2 -jar a.jar",
      'java -Dspring.datasource.password="$${PASSWORD}" -jar a.jar',
    ],
    ["env DB_PASSWORD=hunter2 run", 'env DB_PASSWORD="$${DB_PASSWORD}" run'],
    ["curl -u me:hunter2 example.com", 'curl -u me:"$${PASSWORD}" example.com'],
    ["run postgres://me:hunter2@db/x", 'run postgres://me:"$${PASSWORD}"@db/x'],
    ["curl -H 'Authorization: Bearer hunter2' x", `curl -H 'Authorization: Bearer '"$\${TOKEN}"'' x`],
    [`sh -c "mysql -phunter2; curl -H 'Authorization: Basic hunter2'" x`, undefined],
    [
      "run --password hunter2 --password hunter22 --password hunter2",
      'run --password "$${PASSWORD}" --password "$${PASSWORD_2}" --password "$${PASSWORD}"',
    ],
  ])("keeps the secrets of its command in the environment: %s", (command, expected) => {
    const made = service(`image: python:3\ncommand: ${JSON.stringify(command)}`);
    expect(JSON.stringify(made)).not.toContain("hunter2");
    if (expected !== undefined) expect(made).toMatchObject({ start: expected });
    expect(made).toHaveProperty("secrets");
  });

  it.each([
    "run --no-password host",
    "run --token-ttl 5",
    "run --password-file /x",
    "run --pass true",
    "run --author me",
  ])("leaves a command without secrets as it is: %s", (command) => {
    expect(service(`image: python:3\ncommand: ${command}`)).toEqual({ image: "python:3", command });
  });

  it.each([
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "Server=db;User=sa;Password=hunter2;",
    '{"password": "hunter2"}',
    "--password=hunter2",
    "-Xmx1g -Dkeystore.password=hunter2",
  ])("keeps a value that is a secret under any name: %s", (value) => {
    expect(service(`image: nginx\nenvironment: { GREETING: ${JSON.stringify(value)} }`)).toMatchObject({
      secrets: { GREETING: { from: "vault" } },
    });
  });

  it("blanks what settings that are comments have, and leaves sentences", () => {
    const text = translated(
      "# ROOT_PASSWORD=hunter2\nservices:\n  web:\n    image: nginx\n    # - API_TOKEN=hunter2\n    # DB_PASSWORD: hunter2\n    # password: ask the team\n    expose: [80]\n",
    );
    expect(text).not.toContain("hunter2");
    for (const line of ["# ROOT_PASSWORD=***", "# - API_TOKEN=***", "# DB_PASSWORD: ***", "# password: ask the team"])
      expect(text).toContain(line);
  });

  it.each([
    ["b c Ünï", "b-c-Uni"],
    ["web-", "web"],
    ["-dash", "dash"],
    ["Größe", "Gro-e"],
  ])("has a name near to %s", (written, name) => {
    expect(keyFor(written)).toBe(name);
  });

  it.each([
    ["$$", "$$"],
    ["$A", "${A:-}"],
    ["${A-b}", "${A:-b}"],
    ["${A:-${B-c}}", "${A:-${B:-c}}"],
    ["${SET}", "${SET}"],
    ["${SET:?why}", "${SET}"],
    ["${SET:+x}", "x"],
    ["${A:+x}", ""],
    ["a$", "a$"],
    ["5$ and $5", "5$ and $5"],
  ])("has variables as nanokit.yml writes them: %s", (written, expected) => {
    expect(service(`image: nginx\nenvironment: { V: ${JSON.stringify(written)} }`, { SET: "set" })).toMatchObject({
      env: { V: expected },
    });
  });

  it("builds from the folder of the file", () => {
    expect(service("build: .")).toMatchObject({ build: true });
    expect(service("build: ./web/")).toMatchObject({ build: "./web" });
    expect(service("build: { context: web }")).toMatchObject({ build: "./web" });
    expect(service("build: { context: web, args: [A=1] }")).toMatchObject({
      build: { context: "web", args: { A: "1" } },
    });
    expect(service("build: ../web")).toMatchObject({ build: true });
    expect(service("build: https://github.com/example/web.git")).toMatchObject({ build: true });
    expect(service("build: { context: web, dockerfile: ../Dockerfile, args: [A=1] }")).toMatchObject({
      build: { context: "web", dockerfile: "Dockerfile", args: { A: "1" } },
    });
  });

  it("takes durations and sizes within what ECS has", () => {
    const health = "{ test: a, interval: 1h, timeout: 1ms, retries: 0, start_period: 1m30s }";
    expect(service(`image: nginx\nhealthcheck: ${health}\nmem_limit: 1g\ncpus: 0.25`)).toMatchObject({
      healthCheck: { test: "a", interval: 300, timeout: 2, retries: 1, start_period: "1m30s" },
      cpu: 0.25,
      memory: "1g",
    });
  });
});

describe("logging", () => {
  it("comes along as far as it says what becomes of lines that are not taken", () => {
    const options = "{ mode: non-blocking, max-buffer-size: 25M, awslogs-group: shop, awslogs-region: eu-west-1 }";
    expect(service(`image: nginx\nlogging: { driver: awslogs, options: ${options} }`)).toMatchObject({
      logging: { mode: "non-blocking", buffer: "25m" },
    });
    expect(service("image: nginx\nlogging: { options: { mode: blocking, max-buffer-size: 4m } }")).toMatchObject({
      logging: { mode: "blocking" },
    });
  });

  it("is left out where it says where output goes", () => {
    const text = (logging: string) => `services: { a: { image: nginx, logging: ${logging} } }\n`;
    const left = (logging: string) => translated(text(logging));
    const told = (logging: string) =>
      fromCompose({ path: "docker-compose.yml", text: text(logging) }, { defaultName: "shop", schema: "" }).summary
        ?.general;
    const why = "output goes to CloudWatch Logs";
    expect(told("{ driver: json-file, options: { max-size: 10m } }")).toEqual([{ service: "a", what: "logging", why }]);
    const gelf = "{ driver: gelf, options: { mode: non-blocking } }";
    expect(left(gelf)).toContain("logging: { mode: non-blocking }");
    expect(told(gelf)).toEqual([{ service: "a", what: "logging gelf", why }]);
    expect(left("{ driver: awslogs, options: { awslogs-datetime-format: x } }")).toContain(
      "# Left out: logging awslogs-datetime-format:",
    );
    expect(left("{ driver: awslogs, options: { awslogs-group: shop } }")).not.toContain("logging");
  });
});

describe("what no rule foresaw", () => {
  it("is a comment with what the compiler says, and the file is sound", () => {
    const text = translated(
      "services:\n  web:\n    image: nginx\n    environment: { NANOKIT: a }\n    deploy: { replicas: 6000 }\n",
    );
    expect(text).toMatch(/# Left out: NK105: .*\n *# instances: 6000/);
  });

  it("is sound for compose files of any shape", () => {
    const text = fc.constantFrom(
      "a",
      "",
      "1",
      "$A",
      "${A:-b}",
      "./x",
      "/x",
      "x:/y",
      "a=b",
      "80:80",
      "CMD",
      "true",
      "é",
      "web",
    );
    const leaf = fc.oneof(text, fc.constantFrom<unknown>(null, 0, 80, true, false));
    const value = fc.oneof(
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      fc.dictionary(text, leaf, { maxKeys: 3, noNullPrototype: true }),
    );
    const keys = [
      ...[
        "build",
        "command",
        "entrypoint",
        "working_dir",
        "environment",
        "env_file",
        "ports",
        "expose",
        "volumes",
        "tmpfs",
        "user",
      ],
      ...[
        "depends_on",
        "healthcheck",
        "deploy",
        "networks",
        "network_mode",
        "secrets",
        "profiles",
        "restart",
        "platform",
        "cpus",
      ],
      ...["mem_limit", "stop_grace_period", "labels", "configs", "privileged", "scale"],
    ];
    const one = fc
      .tuple(
        fc.constantFrom("nginx", "postgres:17", "redis", "${A:-nginx}", "$A"),
        fc.dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true }),
      )
      .map(([image, rest]) => ({ image, ...rest }));
    const files = fc.record({
      services: fc.dictionary(fc.constantFrom("web", "web.2", "Web", "1db", "db"), one, {
        minKeys: 1,
        noNullPrototype: true,
      }),
      volumes: fc.constantFrom({}, { x: null }),
    });
    fc.assert(
      fc.property(files, (file) => void translated(stringify(file, { aliasDuplicateObjects: false }))),
      runs(150),
    );
  });
});

describe("what is mounted from the repository", () => {
  const read = besideOf("set-up");
  const files = (service: string, configs = "") => {
    const text = `services:\n  web:\n    image: nginx:1.29\n${service}\n${configs}`;
    const { text: made = "" } = fromCompose({ path: "x", text }, { defaultName: "shop", schema: "", read });
    return (parse(made) as { services: { web: { files?: object } } }).services.web.files;
  };
  const mount = (text: string) => files(`    volumes: ["${text}"]`);

  it.each([
    ["./nginx/site.conf:/etc/site/site.conf", { "/etc/site/site.conf": "./nginx/site.conf" }],
    ["nginx/../nginx/site.conf:/srv/a.conf", undefined],
    ["./nginx:/etc/nginx/conf.d", { "/etc/nginx/conf.d": "./nginx" }],
    ["./nginx/:/srv/pages:ro", { "/srv/pages": "./nginx" }],
    // It may keep there what it writes.
    ["./nginx:/srv/pages", undefined],
    ["./nginx:/config", undefined],
    ["./data:/etc/app", undefined],
    ["./absent.conf:/etc/app/absent.conf", undefined],
    ["../outside.conf:/etc/app/outside.conf", undefined],
    ["/etc/hosts:/etc/app/hosts:ro", undefined],
    [".:/etc/app:ro", undefined],
  ])("%s", (text, expected) => expect(mount(text)).toEqual(expected));

  it("is a config too, with its text, its mode and its owner", () => {
    const service =
      "    configs: [{ source: a, target: /etc/app/a, mode: 0440, uid: '101' }, { source: b, target: /etc/app/b }]";
    const configs = "configs: { a: { file: ./nginx/site.conf }, b: { content: 'x ${Y:-y}' } }";
    expect(files(service, configs)).toEqual({
      "/etc/app/a": { from: "./nginx/site.conf", mode: "0440", owner: "101:0" },
      "/etc/app/b": { content: "x ${Y:-y}" },
    });
    expect(
      files("    configs: [{ source: a, target: /etc/app/a }]", "configs: { a: { external: true } }"),
    ).toBeUndefined();
  });
});

describe("several compose files", () => {
  const made = (...texts: readonly string[]) => {
    const sources = texts.map((text, index) => ({ path: `${index}.yaml`, text }));
    const { text = "", diagnostics } = fromCompose(sources, { defaultName: "shop", schema: "" });
    return { file: parse(text, { merge: true }) as { services: Record<string, unknown> }, text, diagnostics };
  };

  it("are put one over the other", () => {
    const { file, text } = made(
      "services:\n  # The site.\n  web: { image: 'nginx:1', environment: { A: 1, B: 1 } }\n",
      "services:\n  web: { environment: [B=2] }\n  cache: { image: 'memcached:1' }\n",
      "services:\n  web: { image: 'nginx:2' }\n  cache: !reset null\n",
    );
    expect(file.services).toEqual({ web: { image: "nginx:2", env: { A: 1, B: 2 } } });
    expect(text).toContain("# The site.");
    expect(text).toContain("Made from 0.yaml, 1.yaml, 2.yaml");
  });

  it("say in which of them something is wrong", () => {
    const { diagnostics } = made("services: { web: { image: nginx } }\n", "services: { web: nginx }\n");
    expect(diagnostics.map(({ code, location }) => [code, location.file.path])).toEqual([["NK621", "1.yaml"]]);
  });
});

describe("what is no compose file", () => {
  it.each([
    ["volumes: {}\n", ["NK620"]],
    ["services:\n", ["NK620"]],
    ["services: [nginx]\n", ["NK621"]],
    ["services: { web: nginx }\n", ["NK621"]],
    ["services: {\n", ["NK007"]],
    ["services: { web: !local null }\n", ["NK013"]],
  ])("%j is refused", (text, codes) => {
    const result = fromCompose({ path: "docker-compose.yml", text }, { defaultName: "shop", schema: "" });
    expect(result.text).toBeUndefined();
    expect(result.diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

describe("the ports of a service", () => {
  const services = (yaml: string) =>
    (parse(translated(`services:\n${yaml}`), { merge: true }) as { services: Record<string, Record<string, unknown>> })
      .services;

  it.each([
    ["[8080, 9090]", { expose: 8080, ports: [9090] }],
    ['["6060:6060/udp", "8080:80"]', { expose: 80, ports: ["6060/udp"] }],
    ['["53:53", "53:53/udp"]', { expose: 53, ports: ["53/udp"] }],
    ['["9000-9002:90-92"]', { expose: 90, ports: [91, 92] }],
    ['["30000-30100:30000-30100", 80]', { expose: 80, ports: ["30000-30100"] }],
    ['["10000-10100:10000-10100/udp"]', { ports: ["10000-10100/udp"] }],
    [
      "[{ name: smtp, target: 25 }, { name: http, target: 80, app_protocol: http }]",
      { expose: 80, ports: [{ port: 25, name: "smtp" }] },
    ],
    ["[80, 80, 443]", { expose: 80, ports: [443] }],
  ])("%s all come along", (ports, expected) => {
    const { image: _, ...rest } = service(`image: example/web\nports: ${ports}`) as Record<string, unknown>;
    expect(rest).toEqual(expected);
  });

  it("is first the one that a proxy in front is told", () => {
    const labels = 'labels: ["traefik.http.services.web.loadbalancer.server.port=3000"]';
    expect(service(`image: example/web\nports: [8080, 3000]\n${labels}`)).toMatchObject({
      expose: 3000,
      ports: [8080],
    });
    expect(service('image: example/web\nexpose: [8080, 3000]\nenvironment: ["VIRTUAL_PORT=3000"]')).toMatchObject({
      expose: 3000,
      ports: [8080],
    });
  });

  it("is first the one that others call, and has those that no line names", () => {
    const made = services(
      [
        '  s3: { image: acme/s3, ports: ["9001:9001", "9000:9000"] }',
        '  n8n: { image: acme/n8n, ports: ["5678:5678"] }',
        "  api: { build: ./api }",
        "  cache: { image: redis:8 }",
        '  app: { image: acme/app, command: "--broker http://n8n:5679", environment: { S3: "http://s3:9000", API: "api:3000", CACHE_IMAGE: "cache:8" } }',
      ].join("\n"),
    );
    expect(made.s3).toMatchObject({ expose: 9000, ports: [9001] });
    expect(made.n8n).toMatchObject({ expose: 5678, ports: [5679] });
    expect(made.api).toMatchObject({ expose: 3000 });
    expect(made.cache).toMatchObject({ expose: 6379 });
    expect(made.cache).not.toHaveProperty("ports");
  });
});

describe("order and health", () => {
  it("come along with what compose waits for", () => {
    const made = parse(
      translated(
        [
          "services:",
          "  db: { image: postgres:17, volumes: [db:/var/lib/postgresql/data], healthcheck: { test: pg_isready, interval: 5s, start_period: 10s } }",
          "  cache: { image: redis:8 }",
          "  web: { image: acme/web, depends_on: { db: { condition: service_healthy }, cache: { condition: service_started } } }",
          "  worker: { image: acme/web, depends_on: { cache: { condition: service_started } } }",
          "volumes: { db: }",
        ].join("\n"),
      ),
    ) as { services: Record<string, unknown> };
    expect(made.services).toMatchObject({
      db: { healthCheck: { test: "pg_isready", interval: "5s", start_period: "300s" } },
      web: { depends_on: { db: { condition: "service_healthy" }, cache: {} } },
      worker: { depends_on: ["cache"] },
    });
  });
});
