import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { secretsScript } from "../../src/report/secrets.js";

const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An `aws` that has what it was given before, writes down its arguments, and reads a value as the real one does. */
const log = path.join(folder, "log");
const known = path.join(folder, "known");
const target = path.join(folder, "aws");
writeFileSync(
  target,
  `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2);
const name = args[args.findIndex((one) => one === "--name" || one === "--secret-id") + 1];
if (/^(get|describe)-/.test(args[1])) process.exit(readFileSync(${JSON.stringify(known)}, "utf8").split("\\n").includes(name) ? 0 : 254);
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ args, value: readFileSync(0, "utf8") }) + "\\n");
`,
);
chmodSync(target, 0o755);

interface Call {
  readonly args: readonly string[];
  readonly value: string;
}

function run(script: string, input: string, exists: readonly string[] = []) {
  writeFileSync(log, "");
  writeFileSync(known, exists.join("\n"));
  const PATH = `${folder}:${process.env.PATH}`;
  const { status, stderr } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8", input, env: { PATH } });
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return { status, stderr, calls: lines.map((line): Call => JSON.parse(line)) };
}

function scriptOf(text: string): string {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text });
  if (!project) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return secretsScript(project);
}

const file = (secrets: string, infra = "region: eu-west-1") => `
name: shop
infra: { ${infra} }
environments: { stage: {} }
services:
  api:
    image: acme/api:1
    secrets: { ${secrets} }
`;

const SHARED = `
name: shop
infra: { region: eu-west-1, secretsKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef" }
environments: { stage: {} }
secrets: { TOKEN: { name: /company/token } }
services:
  api: { image: "acme/api:1", secrets: { DB: { from: vault }, KEY: { from: secretsmanager, name: shop/api, key: a }, OTHER: { from: secretsmanager, name: shop/api, key: b } } }
  web: { image: "ghcr.io/acme/web:1", registry: ghcr-login, secrets: { FAR: { arn: "arn:aws:ssm:eu-west-1:123456789012:parameter/far" } } }
cron:
  nightly: { schedule: "0 3 * * *", image: "acme/job:1", command: run, secrets: { DSN: { name: /company/dsn } } }
`;

describe("the script that makes parameters and secrets", () => {
  it("makes each once, with the values that it is given", () => {
    const { status, calls } = run(scriptOf(SHARED), "dsn\ntoken\ndb\nname\npw\nA\nB\n");
    expect(status).toBe(0);
    const kms = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    expect(calls.map(({ args }) => args[args.indexOf("--name") + 1])).toEqual([
      "/company/dsn",
      "/company/token",
      "/nanokit/shop/stage/api/DB",
      "ghcr-login",
      "shop/api",
    ]);
    expect(calls.map(({ value }) => value)).toEqual([
      "dsn",
      "token",
      "db",
      '{"username": "name", "password": "pw"}',
      '{"a": "A", "b": "B"}',
    ]);
    expect(calls.every(({ args }) => args.includes(kms) && args.includes("eu-west-1"))).toBe(true);
  });

  it("leaves what is there, and goes on where it was broken off", () => {
    const script = scriptOf(file("A: { from: vault }, B: { from: vault }"));
    expect(run(script, "b\n", ["/nanokit/shop/stage/api/A"]).calls.map(({ value }) => value)).toEqual(["b"]);
    const { status, stderr, calls } = run(script, "a\n\n");
    expect(calls.map(({ value }) => value)).toEqual(["a"]);
    expect(status).toBe(1);
    expect(stderr).toContain("There is no value for /nanokit/shop/stage/api/B.");
  });

  it("never has a value among the arguments of a command", () => {
    const { calls } = run(scriptOf(file("A: { from: vault }")), "hunter2\n");
    expect(calls).toHaveLength(1);
    expect(JSON.stringify(calls.map(({ args }) => args))).not.toContain("hunter2");
  });

  it("says who reads what, and lists what is named by ARN", () => {
    const script = scriptOf(SHARED);
    expect(script).toContain("# shop-stage: TOKEN of api, TOKEN of web\n");
    expect(script).toContain("# shop-stage: DSN of the job nightly\n");
    expect(script).toContain("FAR of web, which must be there: arn:aws:ssm:eu-west-1:123456789012:parameter/far\n");
  });

  it("is empty where no service reads a secret", () => {
    expect(scriptOf(file("").replace("    secrets: {  }\n", ""))).toBe("");
  });

  it("passes on any line as it is", () => {
    const line = fc
      .string({ unit: "binary", minLength: 1, maxLength: 40 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "\t"));
    const keys = Array.from({ length: 12 }, (_, index) => `K${index + 10}`);
    const inOne = keys.map((key) => `${key}: { from: secretsmanager, name: own, key: ${key} }`);
    const script = scriptOf(file(["A: { from: vault }", ...inOne].join(", ")));
    const lines = fc.array(line, { minLength: keys.length, maxLength: keys.length });
    fc.assert(
      fc.property(line, lines, (first, others) => {
        const { calls } = run(script, [first, ...others, ""].join("\n"));
        expect(calls[0]?.value).toBe(first);
        expect(JSON.parse(calls[1]?.value ?? "")).toEqual(Object.fromEntries(keys.map((key, at) => [key, others[at]])));
      }),
      { numRuns: 5 },
    );
  });
});
