import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compile } from "../../src/compile.js";
import { folderWith, nanokit, texts, write } from "./command.js";

/** What every object of JavaScript has without having been given it. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** Those that a key of the file may be: none of the others begins with a letter. */
const KEYS = INHERITED.filter((name) => /^[A-Za-z]/.test(name));

const each = <T>(names: readonly string[], value: (name: string, index: number) => T) =>
  Object.fromEntries(names.map((name, index) => [name, value(name, index)]));

/** A file with all of them in every place where a name of the user's stands. */
function file(tag: string, environments: readonly string[] = KEYS) {
  return {
    name: "constructor",
    infra: { region: "eu-west-1", dns: "aws" },
    runtimes: each(KEYS, (name) => ({ image: `ghcr.io/acme/${name.toLowerCase()}:${tag}` })),
    networks: each(KEYS, () => ({})),
    volumes: each(KEYS, () => ({ efs: { uid: 1, gid: 1 } })),
    services: each(KEYS, (name, index) => ({
      runtime: name,
      ...(index % 2 === 0 ? { expose: 80, host: `${name.toLowerCase()}.example.com` } : { port: 80 }),
      networks: [name, KEYS[(index + 1) % KEYS.length] ?? name],
      depends_on: KEYS.slice(0, index),
      volumes: [`${name}:/data`],
      env: { ...each(INHERITED, () => "1"), FROM: `\${${name}}` },
      secrets: { SECRET: { from: "ssm", name } },
    })),
    cron: each(KEYS, (name, index) => ({
      schedule: "@daily",
      command: "ls",
      ...(index % 2 === 0 ? { image: "alpine:3" } : { service: name }),
    })),
    // One of them makes the records: two may not make the same.
    environments: each(environments, (_, index) => (index === 0 ? {} : { infra: { dns: null } })),
  };
}

/** Environments of the runs of the command, each of which takes a while. */
const FEW = ["valueOf", "toString"];

const VARIABLES = each(KEYS, () => "set");
const DOTENV = KEYS.map((name) => `${name}=set\n`).join("");

/** A folder with the file, synthesized. */
function synthesized(): string {
  const folder = folderWith({ "nanokit.yml": stringify(file("1", FEW)), ".env": DOTENV });
  const { status, stderr } = nanokit(folder, ["synth"]);
  expect({ status, stderr: stderr.match(/ error NK[\s\S]*/)?.[0] }).toEqual({ status: 0, stderr: undefined });
  return folder;
}

describe("names that every object inherits", () => {
  it("are those of a service, a volume, a network, a job, a runtime, a variable and an environment", () => {
    const { project, diagnostics } = compile(
      { path: "nanokit.yml", text: stringify(file("1")) },
      { variables: VARIABLES },
    );
    expect(
      diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`),
    ).toEqual([]);
    expect(project?.environments.map(({ name }) => name).sort()).toEqual([...KEYS].sort());
    const [environment] = project?.environments ?? [];
    expect(environment?.services.map(({ name }) => name).sort()).toEqual([...KEYS].sort());
    expect(environment?.volumes.map(({ name }) => name).sort()).toEqual([...KEYS].sort());
    for (const service of environment?.services ?? []) {
      const variables = new Map(service.environment.map(({ name, value }) => [name, value]));
      expect([...INHERITED, "FROM"].map((name) => variables.get(name))).toEqual([...INHERITED.map(() => "1"), "set"]);
    }
  });

  it("are not set, missing or known where nobody wrote them", () => {
    for (const name of INHERITED) {
      const text = `name: a\nservices: { web: { image: nginx, env: { A: "\${${name}}" } } }\nenvironments: { stage: {} }\n`;
      expect(compile({ path: "nanokit.yml", text }).diagnostics.map(({ code }) => code)).toContain("NK211");
      for (const place of [
        `${name}: 1\n`,
        `infra: { ${name}: 1 }\n`,
        `services: { web: { image: nginx, ${name}: 1 } }\n`,
        `services: { web: { runtime: ${name} } }\n`,
        `services: { web: { image: nginx, depends_on: [${name}] } }\n`,
        `services: { web: { image: nginx, networks: [${name}] } }\n`,
        `services: { web: { image: nginx@${name.toLowerCase()}:abc } }\n`,
        `cron: { job: { image: nginx, command: ls, schedule: "${name}" } }\n`,
        `cron: { job: { image: nginx, command: ls, schedule: "@${name}" } }\n`,
        `cron: { job: { service: ${name}, command: ls, schedule: "@daily" } }\n`,
      ]) {
        const { project, diagnostics } = compile({
          path: "nanokit.yml",
          text: `name: a\nenvironments: { stage: {} }\n${place}`,
        });
        expect({ place, found: diagnostics.some(({ severity }) => severity === "error"), project }).toEqual({
          place,
          found: true,
          project: undefined,
        });
      }
    }
  });

  it("are taken or refused as keys, and never lost", () => {
    for (const name of INHERITED) {
      for (const place of ["services", "volumes", "networks", "cron", "environments", "runtimes"]) {
        const text = `name: a\nservices: { web: { image: "nginx:1" } }\n${place === "services" ? "" : `${place}: { ${name}: {} }\n`}`;
        const whole = place === "services" ? text.replace("web:", `${name}:`) : text;
        const { diagnostics } = compile({ path: "nanokit.yml", text: whole });
        if (name.startsWith("_"))
          expect({ name, place, found: diagnostics.length > 0 }).toEqual({ name, place, found: true });
      }
    }
  });

  it("are in what every command says", () => {
    const folder = synthesized();
    const stack = texts(folder)["generated/stacks/constructor-valueOf/cdk.tf.json"] ?? "";
    const document = JSON.parse(stack) as { resource: Record<string, Record<string, unknown>> };
    expect(Object.keys(document.resource.aws_ecs_service ?? {}).sort()).toEqual([...KEYS].sort());
    expect(Object.keys(document.resource.aws_efs_access_point ?? {}).sort()).toEqual([...KEYS].sort());
    expect(nanokit(folder, ["check"]).stdout).toBe("");
    write(folder, { "nanokit.yml": stringify(file("2", FEW)) });
    const changes = nanokit(folder, ["check", "-e", "valueOf"]);
    for (const name of KEYS) expect(changes.stdout).toContain(`aws_ecs_service.${name}`);
    for (const word of ["aws_ecs_service.toString", "services.constructor"]) {
      expect(nanokit(folder, ["explain", word, "-e", "valueOf"])).toMatchObject({ status: 0 });
    }
    for (const word of ["constructor", "__proto__"])
      expect(nanokit(folder, ["explain", word]).stderr).not.toContain("Internal");
    for (const [command, ...rest] of [
      ["graph", "-e", "toString"],
      ["iam", "--explain"],
      ["images"],
      ["validate"],
      ["synth", "--hcl", "-o", "hcl"],
    ]) {
      const { status, stdout } = nanokit(folder, [command ?? "", ...rest]);
      expect({ command, status }).toEqual({ command, status: 0 });
      if (command === "graph") for (const name of KEYS) expect(stdout).toContain(name);
    }
  });

  it("are what they are in a stack that was edited by hand, and in HCL", () => {
    const folder = synthesized();
    const path = "generated/stacks/constructor-toString/cdk.tf.json";
    const stack = JSON.parse(texts(folder)[path] ?? "") as { resource: Record<string, Record<string, unknown>> };
    for (const name of INHERITED) {
      Object.defineProperty(stack.resource, name, {
        value: JSON.parse(`{"${name}": {"${name}": 1}}`),
        enumerable: true,
      });
    }
    write(folder, { [path]: JSON.stringify(stack) });
    const changes = nanokit(folder, ["check", "-e", "toString"]);
    expect(changes.stderr).not.toContain("Internal");
    for (const name of INHERITED) expect(changes.stdout).toContain(`${name}.${name}`);
  });

  it("are those of a compose file", () => {
    const compose = {
      services: each(KEYS, (name) => ({
        image: "nginx:1.29",
        environment: each(INHERITED, () => "1"),
        labels: each(INHERITED, () => "1"),
        networks: KEYS,
        volumes: [`${name}:/data`],
        depends_on: KEYS.filter((other) => other < name),
      })),
      networks: each(KEYS, () => ({})),
      volumes: each(KEYS, () => ({})),
    };
    const folder = folderWith({ "compose.yml": stringify(compose) });
    const { status, stderr } = nanokit(folder, ["init", "--from-compose", join(folder, "compose.yml")]);
    expect({ status, internal: stderr.includes("Internal") }).toEqual({ status: 0, internal: false });
    const { project } = compile({ path: "nanokit.yml", text: texts(folder)["nanokit.yml"] ?? "" });
    expect(project?.environments[0]?.services.map(({ name }) => name).sort()).toEqual([...KEYS].sort());
  });
});
