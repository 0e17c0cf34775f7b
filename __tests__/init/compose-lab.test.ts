import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { figuresOf } from "../../scripts/compose-lab/figures.js";
import { composeFilesIn } from "../../scripts/compose-lab/files.js";
import { judge, shapeOf } from "../../scripts/compose-lab/judge.js";
import { buildReader, savedReading } from "../../scripts/compose-lab/reader.js";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(os.tmpdir(), "nanokit-lab-test-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe("npm run compose-lab", () => {
  it("finds the files that compose reads, each default one with its override", () => {
    const names =
      "docker-compose.yml docker-compose.override.yml compose.prod.yaml a/compose.yaml a/compose.override.yml";
    const others = "a/shop-compose.yml a/composer.txt node_modules/x/compose.yaml nanokit.yml";
    write(Object.fromEntries([...names.split(" "), ...others.split(" ")].map((name) => [name, ""])));
    expect(composeFilesIn(folder).map((files) => files.map((file) => relative(folder, file)))).toEqual([
      ["a/compose.yaml", "a/compose.override.yml"],
      ["a/shop-compose.yml"],
      ["compose.prod.yaml"],
      ["docker-compose.yml", "docker-compose.override.yml"],
    ]);
  });

  it("says what is missing where go is not there", () => {
    vi.stubEnv("PATH", folder);
    expect(buildReader(folder)).toEqual({ missing: expect.stringMatching(/^go, of version/) });
  });

  it("takes what the library made of a file before", () => {
    const file = join(folder, "compose.yaml");
    expect(savedReading([file])).toBeUndefined();
    write({ "expected.json": '{ "services": {} }' });
    expect(savedReading([file])).toEqual({ model: { services: {} } });
    write({ "expected.json": '{ "error": true }' });
    expect(savedReading([file])).toEqual({ error: "as was saved" });
  });

  /** The facts that are lost of a service `api`, beside a `db` with port 5432, where compose says something else of it than the file. */
  function lostOf(written: string, service: Readonly<Record<string, unknown>>, db = {}): readonly string[] {
    const file = join(folder, "compose.yaml");
    write({ "compose.yaml": `services:\n  api: ${written}\n  db: { image: acme/db, expose: [5432] }\n` });
    const services = { api: { image: "acme/api", ...service }, db: { image: "acme/db", expose: ["5432"], ...db } };
    return judge([file], { services }).losses.map(({ fact }) => fact);
  }

  it.each([
    ["A: 'redis://db:6379'", [{}, ["call of db:6379"]]],
    ["A: 'redis://db:5432'", [{}, []]],
    ["A_HOST: db, A_PORT: 4000", [{}, ["call of db:4000"]]],
    ["A_HOST: db, A_PORT: 5432", [{}, []]],
    ["A: 'http://db:8080'", [{ ports: [{ target: 5432, published: "8080" }] }, []]],
    ["A: 'http://db:8080'", [{ networks: { other: null } }, []]],
  ] as const)("asks whether what a service calls is open: %s", (variables, [db, expected]) => {
    const environment = Object.fromEntries(
      [...variables.matchAll(/(\w+): '?([^',]+)/g)].map(([, name, value]) => [name ?? "", value]),
    );
    // The file says nothing of the call, so nothing opens the port for it.
    expect(lostOf("{ image: acme/api }", { environment }, db).filter((fact) => fact.startsWith("call"))).toEqual(
      expected,
    );
  });

  it.each([
    ["command: [serve, --token, $API_TOKEN]", { command: ["serve", "--token", "hunter22"] }, []],
    ["command: [serve, --token, $API_TOKEN]", { command: ["serve", "--token"] }, []],
    ["command: [serve, --token, $API_TOKEN]", { command: ["run", "--token", "hunter22"] }, ["command"]],
    ["command: [serve]", { command: ["serve", "--fast"] }, ["command"]],
    ["command: [serve, --fast]", { command: ["serve"] }, ["command"]],
  ])("holds each word of a command: %s", (written, service, expected) => {
    const found = lostOf(`{ image: acme/api, ${written} }`, service);
    expect(found.filter((fact) => fact !== "entrypoint")).toEqual(expected);
  });

  it("tells what a task lacks of what the library says", () => {
    write({ "compose.yaml": "services:\n  web: { image: acme/web, environment: { A: 1 } }\n" });
    const file = join(folder, "compose.yaml");
    const service = { image: "acme/web", environment: { A: "1", B: "2" }, depends_on: { db: {} } };
    expect(
      judge([file], { services: { web: { ...service, environment: { A: "1" }, depends_on: {} } } }).losses,
    ).toEqual([]);
    expect(judge([file], { services: { web: service } }).losses.map(({ kind, fact }) => `${kind}: ${fact}`)).toEqual([
      "value: environment B",
      "order: depends_on db",
    ]);
  });

  it("tells what a task has and the library does not say", () => {
    expect(lostOf("{ image: acme/api, environment: { A: 1, B: 2 } }", { environment: { A: "1" } })).toEqual([
      "environment B",
    ]);
  });

  it.each([
    ["[data:/data]", "[data:/data]", ["data", "data"], []],
    ["[data:/data]", "[data:/data]", ["data", "other"], ["volume data beside volume other of b"]],
    ["[data:/data]", "[other:/data]", ["data", "data"], ["volume data beside volume data of b"]],
    ["[data:/data]", "[other:/data]", ["data", "other"], []],
  ])("holds which volumes are one: %s and %s", (own, theirs, [source, other], expected) => {
    write({
      "compose.yaml": `services: { a: { image: acme/a, volumes: ${own} }, b: { image: acme/b, volumes: ${theirs} } }\n`,
    });
    const service = (image: string, name = "") => ({
      image,
      volumes: [{ type: "volume", source: name, target: "/data" }],
    });
    const services = { a: service("acme/a", source), b: service("acme/b", other) };
    const { losses } = judge([join(folder, "compose.yaml")], { services });
    expect(losses.filter(({ service: name }) => name === "a").map(({ fact }) => fact)).toEqual(expected);
  });

  it.each([
    ["['53:53', '53:53/udp']", "", []],
    ["['53:53']", ", db: { image: acme/db }", ["port 53/udp"]],
  ])("asks for a port that is let in where somebody is: %s%s", (ports, other, expected) => {
    write({ "compose.yaml": `services: { dns: { image: acme/dns, ports: ${ports} }${other} }\n` });
    const dns = { image: "acme/dns", ports: [{ target: 53 }, { target: 53, protocol: "udp" }] };
    const services = { dns, ...(other !== "" && { db: { image: "acme/db" } }) };
    const found = judge([join(folder, "compose.yaml")], { services });
    expect([found.failure, ...found.losses.map(({ fact }) => fact)]).toEqual([undefined, ...expected]);
  });

  it("takes a call by UDP as told where the port is", () => {
    const ports = (protocol: string) => {
      const api = "api: { image: acme/api, environment: { A: 'db:6831' } }";
      write({ "compose.yaml": `services: { ${api}, db: { image: acme/db, ports: ['6831:6831/${protocol}'] } }\n` });
      const db = { image: "acme/db", ports: [{ target: 6831, protocol }] };
      const services = { api: { image: "acme/api", environment: { A: "db:6831" } }, db };
      return judge([join(folder, "compose.yaml")], { services }).losses.map(({ fact }) => fact);
    };
    expect(ports("udp")).toEqual([]);
    expect(ports("tcp")).toEqual([]);
  });

  it("says why a file gives no stack", () => {
    write({ "compose.yaml": "services: [web]\n" });
    expect(judge([join(folder, "compose.yaml")], {}).failure).toMatch(/^NK/);
  });

  it("counts the lines of remarks, and those that are too long", () => {
    const text = `# yaml\nweb:\n  # Theirs.\n  # Changed: a: it goes on\n  # here.\n  # theirs\n\n  # Left out: b: c.\n  a: ${"x".repeat(120)}\n`;
    expect(shapeOf(text)).toEqual({ lines: 8, remarks: 3, long: 1 });
  });

  it("sums up", () => {
    const loss = { service: "web", fact: "environment A", expected: "1", actual: undefined } as const;
    const [good, bad] = [
      { losses: [], lines: 90, remarks: 5, long: 0 },
      { losses: [{ ...loss, kind: "value" as const }], lines: 10, remarks: 1, long: 2 },
    ];
    expect(figuresOf([good, bad], { files: 3, refused: 1 })).toEqual({
      clean: false,
      text: [
        "compose files                  3: 2 judged, 1 refused by compose",
        "no stack                       0",
        "services lost                  0 in 0 files (0.0 %)",
        "values silently changed        1 in 1 files (50.0 %)",
        "volumes silently lost          0 in 0 files (0.0 %)",
        "order or health silently lost  0 in 0 files (0.0 %)",
        "lines that are remarks         6 of 100 (6.0 %)",
        "lines over 120 columns         2",
      ].join("\n"),
    });
    expect(figuresOf([good], { files: 1, refused: 0 }).clean).toBe(true);
  });
});
