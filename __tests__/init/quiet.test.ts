import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../src/compile.js";
import { fromCompose } from "../../src/init/index.js";

type Made = Record<string, Record<string, Record<string, unknown>>>;

/** What is made of a compose file, which compiles, and what is said of it. */
function made(
  text: string,
  { values = {}, dockerfile }: { values?: Record<string, string>; dockerfile?: string } = {},
) {
  const readFile = (path: string) => (path.endsWith("Dockerfile") ? dockerfile : undefined);
  const { text: file = "", summary } = fromCompose(
    { path: "docker-compose.yml", text },
    { defaultName: "shop", values, schema: "", readFile },
  );
  const { diagnostics } = compile({ path: "nanokit.yml", text: file }, { variables: values });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (!summary) throw new Error("there is no summary");
  const { services = {}, volumes = {} } = parse(file, { merge: true }) as Made;
  const remarks = file.split("\n").filter((line) => /# (?:Changed|Left out): /.test(line));
  return { text: file, summary, services, volumes, remarks };
}

const service = (keys: string) =>
  `services: { web: { image: acme/web, ${keys} }, db: { image: acme/db, expose: [1] } }\n`;

describe("what changes nothing", () => {
  it.each([
    ["a link by the name of the service", service("links: [db]"), "links db"],
    ["a link by a name that nobody calls", service("links: ['db:other']"), "links db"],
    [
      "a volume that no service mounts",
      "services: { web: { image: acme/web } }\nvolumes: { data: {} }\n",
      "volume data",
    ],
    [
      "how often a check runs at first",
      service("healthcheck: { test: 'true', start_interval: 2s }"),
      "healthcheck.start_interval",
    ],
  ])("has no line: %s", (_name, text, what) => {
    const { remarks, summary } = made(text);
    expect(remarks).toEqual([]);
    expect(summary.general.map((one) => one.what)).toContain(what);
  });

  it.each([
    ["privileged: no"],
    ["privileged: 'Off'"],
    ["privileged: '${PRIVILEGED:-false}'"],
    ["init: n"],
    ["read_only: No"],
    ["tty: '${TTY:-no}'"],
  ])("is nowhere where it is a switch that is off: %s", (key) => {
    const { remarks, summary, services } = made(service(key));
    expect([...remarks, ...summary.general]).toEqual([]);
    expect(services.web).toEqual({ image: "acme/web" });
  });

  it("is a profile that .env asks for", () => {
    const text = "services: { web: { image: acme/web, profiles: [dev, '${ALSO}'] } }\n";
    expect(made(text).services.web).toMatchObject({ instances: 0 });
    for (const asked of ["other, dev", "*", "x"])
      expect(made(text, { values: { COMPOSE_PROFILES: asked, ALSO: "x" } }).services.web).toEqual({
        image: "acme/web",
      });
  });
});

describe("a folder of the host that the image is built from", () => {
  const mount = (volume: string, dockerfile: string) => {
    const { remarks, summary } = made(`services: { web: { build: ./web, volumes: ['${volume}'] } }\n`, { dockerfile });
    return { remarks: remarks.length, general: summary.general.map(({ what }) => what) };
  };

  it.each([
    ["./web:/app", "FROM a\nWORKDIR /app\nCOPY . ."],
    ["./web/src:/app/src", "FROM a\nWORKDIR /app\nCOPY . ."],
    ["./web/src:/app/src:ro", "FROM a\nCOPY package.json src /app/src/"],
    ["./web/site.conf:/etc/site/site.conf", "FROM a\nCOPY site.conf /etc/site/"],
    ["./web/src:/app/src", 'FROM a AS base\nADD ["src", "/app/src"]\nFROM base'],
  ])("is told of once, in the summary: %s", (volume, dockerfile) => {
    expect(mount(volume, dockerfile)).toEqual({ remarks: 0, general: [volume] });
  });

  it.each([
    ["what another stage has", "./web:/app", "FROM a\nCOPY --from=b . /app"],
    ["a part of it", "./web:/app", "FROM a\nCOPY package.json /app/"],
    ["another place", "./web/src:/srv", "FROM a\nCOPY . /app"],
    ["another folder", "./api:/app", "FROM a\nCOPY . /app"],
    ["what a program writes", "./web/data:/app/data", "FROM a\nCOPY . /app"],
    ["a file of a database", "./web/app.db:/app/app.db", "FROM a\nCOPY . /app"],
    ["a pattern", "./web/a.py:/app/a.py", "FROM a\nCOPY *.py /app/"],
  ])("is told of at its place else: %s", (_name, volume, dockerfile) => {
    expect(mount(volume, dockerfile)).toEqual({ remarks: 1, general: [] });
  });
});

describe("what is said in short, as the summary says the rest", () => {
  it.each([
    [
      "a folder of the host",
      service("volumes: ['./conf:/etc/web']"),
      /^ +# Left out: \.\/conf:\/etc\/web: Fargate has no host\.$/m,
    ],
    ["a file that is missing", service("env_file: x.env"), /^ +# Left out: env_file x\.env: there is no such file\.$/m],
    [
      "a value that is asked for",
      service("environment: { A: '${A:?}' }"),
      /A: \$\{A:-\} # compose asks for a value of A$/m,
    ],
    ["a tag without a value", "services: { web: { image: 'acme/web:${TAG}' } }\n", /\} # TAG has no value$/m],
    [
      "a stage of a build",
      "services: { web: { build: { context: ., target: dev } } }\n",
      /build: true # target dev in compose$/m,
    ],
    ["a volume without a name", service("volumes: [/srv/x]"), /- web-x:\/srv\/x # without a name in compose$/m],
    ["a volume by another name", service("volumes: ['a.b:/x/y']"), /- a-b:\/x\/y # a\.b in compose$/m],
    [
      "a volume that is there",
      `${service("volumes: ['abc:/x/y']")}volumes: { abc: { external: yes } }\n`,
      /^ +abc: \{\} # external in compose$/m,
    ],
    [
      "a volume of postgres",
      "services: { db: { image: postgres:18, volumes: ['data:/var/lib/postgresql/data'] } }\n",
      /- data:\/var\/lib\/postgresql # \/var\/lib\/postgresql\/data before version 18$/m,
    ],
  ])("%s", (_name, text, pattern) => {
    const { text: file, summary } = made(text);
    expect(file).toMatch(pattern);
    expect([...summary.changed, ...summary.leftOut].length).toBe(1);
  });

  it.each([
    ["ACME_USER/web:1.2", "acme_user/web:1.2"],
    ["registry.example.com/Acme/Web:V1", "registry.example.com/acme/web:V1"],
    ["<your name>/web:latest", "your-name/web:latest"],
    ["acme/web:<tag>", "acme/web"],
    ["<image>:<tag>", "image"],
    ["???", "image"],
  ])("is an image by a name near to %s, which is none", (written, expected) => {
    const { services, text, summary } = made(`services: { web: { image: "${written}" } }\n`);
    expect(services.web).toEqual({ image: expected });
    expect(text).toContain(` # ${written} in compose\n`);
    expect(summary.changed).toMatchObject([{ service: "web", what: "image" }]);
  });

  it("says nothing of the name of an image that is built", () => {
    for (const image of ["acme:${TAG}", "ACME", "acme"]) {
      const { summary, services } = made(`services: { web: { image: "${image}", build: . } }\n`);
      expect(services.web).toEqual({ build: true });
      expect([summary.changed, summary.general]).toMatchObject([[], [{ service: "web" }]]);
    }
  });

  it("stands above what somebody has a word of his own beside", () => {
    const { text } = made("services:\n  web:\n    image: acme/web:${TAG} # ours\n");
    expect(text).toMatch(/# TAG has no value\n +image: acme\/web:\S+ # ours$/m);
  });
});

describe("a name that nobody is found by", () => {
  it("is told of where others call it: the one of a link", () => {
    const { remarks } = made(service("links: ['db:database'], environment: { A: 'x://database:1' }"));
    expect(remarks).toEqual([expect.stringContaining("# Left out: links db:database: it is called db here.")]);
  });
});

describe("a service that is not to be started again", () => {
  it("runs once, whichever key says so", () => {
    const policy = (condition: string) => service(`deploy: { restart_policy: { condition: ${condition} } }`);
    expect(made(policy("none")).services.web).toMatchObject({ instances: 0 });
    expect(made(policy("any")).services.web).toEqual({ image: "acme/web" });
    expect(made(service("restart: 'no', deploy: { restart_policy: { condition: any } }")).services.web).toEqual({
      image: "acme/web",
    });
  });
});
