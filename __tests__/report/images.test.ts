import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { imagesScript } from "../../src/report/images.js";

const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-images-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Programs that write down their arguments, one line as JSON for each call, and what they are told to say. */
const log = path.join(folder, "log");
for (const program of ["aws", "docker"]) {
  const target = path.join(folder, program);
  writeFileSync(
    target,
    `#!${process.execPath}
const args = process.argv.slice(2);
require("node:fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify(["${program}", ...args]) + "\\n");
if (args[1] === "describe-repositories" && process.env.NO_REPOSITORY) process.exit(254);
if (args[1] === "describe-repositories") console.log("123456789012.dkr.ecr.eu-west-1.amazonaws.com/" + args[args.indexOf("--repository-names") + 1]);
`,
  );
  chmodSync(target, 0o755);
}

function scriptOf(text: string, options: Parameters<typeof imagesScript>[1] = {}, variables = {}): string {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text }, { variables });
  if (!project) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return imagesScript(project, options);
}

function run(script: string, env: Readonly<Record<string, string>> = {}) {
  writeFileSync(log, "");
  const PATH = `${folder}:${process.env.PATH}`;
  const { status, stderr } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { PATH, ...env } });
  const calls = readFileSync(log, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line): string[] => JSON.parse(line));
  return { status, stderr, calls };
}

const file = `
name: Shop
infra: { region: eu-west-1 }
environments: { stage: {} }
services:
  api:
    path: ./my api
    build: { args: { REV: "it's 7", TOKEN: "\${CI_TOKEN}", URL: "http://\${HOST}/", PASSWORD: hunter2 } }
  db: { image: "postgres:17" }
  web: { path: "-web", build: true, aws: { architecture: arm64 } }
`;
const variables = { CI_TOKEN: "hunter2", HOST: "example.com" };

describe("the script that builds and pushes images", () => {
  it("stops before it builds, with what to do, where there is no repository yet", () => {
    const { status, stderr, calls } = run(scriptOf(file, { tag: "1", services: ["web"] }, variables), {
      NO_REPOSITORY: "1",
    });
    expect(status).toBe(1);
    expect(stderr).toBe(
      "Is the repository there? Before the first push, run: terraform apply -target=aws_ecr_repository.web\n",
    );
    expect(calls.map(([program]) => program)).toEqual(["aws"]);
  });

  it("logs in once and builds each image that is built, with docker's arguments whole", () => {
    const script = scriptOf(file, { tag: "1.4.0" }, variables);
    const { status, calls } = run(script, { CI_TOKEN: "x y", URL: "http://example.org/", PASSWORD: "" });
    const api = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/nk-shop-stage/api:1.4.0";
    const web = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/nk-shop-stage/web:1.4.0";
    expect(status).toBe(0);
    // The login is a pipe of two, which begin in no order.
    const login = (call: readonly string[]) => call[1] === "login" || call[2] === "get-login-password";
    expect(calls.filter(login)).toHaveLength(2);
    expect(calls).toContainEqual([
      "docker",
      "login",
      "--username",
      "AWS",
      "--password-stdin",
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    ]);
    const builds = calls.filter((call) => !login(call) && call[0] === "docker");
    const args = ["PASSWORD=", "REV=it's 7", "TOKEN=x y", "URL=http://example.org/"];
    expect(builds).toEqual([
      [
        ...["docker", "build", "--platform", "linux/amd64", "--file", "./my api/Dockerfile"],
        ...args.flatMap((argument) => ["--build-arg", argument]),
        ...["--tag", api, "./my api"],
      ],
      ["docker", "push", api],
      ["docker", "build", "--platform", "linux/arm64", "--file", "./-web/Dockerfile", "--tag", web, "./-web"],
      ["docker", "push", web],
    ]);
  });

  it("shows no value that came through a variable, and none that looks like a secret", () => {
    expect(scriptOf(file, {}, variables)).not.toContain("hunter2");
  });

  it("stops when the tag, or a value that is not printed, is not set", () => {
    const script = scriptOf(file, {}, variables);
    const without = run(script);
    expect(without.status).not.toBe(0);
    expect(without.stderr).toContain("TAG: is not set");
    expect(without.calls).toEqual([]);
    const withTag = run(script, { TAG: "1", URL: "", PASSWORD: "" });
    expect(withTag.status).not.toBe(0);
    expect(withTag.stderr).toContain("CI_TOKEN: is not set");
    expect(withTag.calls.filter(([, verb]) => verb === "build" || verb === "push")).toEqual([]);
  });

  it("has a part for each environment, and leaves the region to the surroundings where none is named", () => {
    const script = scriptOf("name: shop\nenvironments: { stage: {}, live: {} }\nservices: { web: { build: true } }\n");
    expect(script.match(/^# shop-\w+: \w+$/gm)).toEqual(["# shop-live: web", "# shop-stage: web"]);
    expect(script).not.toContain("--region");
    expect(run(script, { TAG: "a" }).status).toBe(0);
  });

  it("builds an image of several services once", () => {
    const services = "{ web: { build: true }, worker: { imageOf: web }, api: { imageOf: web, build: true } }";
    const script = scriptOf(`name: shop\nenvironments: { stage: {} }\nservices: ${services}\n`, { tag: "1" });
    expect(run(script).calls.filter(([, verb]) => verb === "push")).toHaveLength(1);
  });

  it("builds the image of a sidecar once, for the processor of its services", () => {
    const one = "image: acme/a, aws: { architecture: arm64 }, sidecars: { proxy: { build: { context: proxy } } }";
    const script = scriptOf(`name: shop\nenvironments: { stage: {} }\nservices: { a: { ${one} }, b: { ${one} } }\n`, {
      tag: "1",
      services: ["proxy"],
    });
    expect(
      run(script)
        .calls.filter(([program]) => program === "docker")
        .at(-2),
    ).toEqual([
      ...["docker", "build", "--platform", "linux/arm64", "--file", "./proxy/Dockerfile"],
      ...["--tag", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/nk-shop-stage/proxy:1", "./proxy"],
    ]);
    expect(script).toContain("-target=aws_ecr_repository.proxy");
  });

  it("is empty when nothing is built", () => {
    expect(scriptOf("name: shop\nenvironments: { stage: {} }\nservices: { web: { image: nginx } }\n")).toBe("");
  });
});
