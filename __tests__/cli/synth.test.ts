import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { app, folderWith, nanokit, snapshot, texts, write } from "./command.js";

const file = `name: shop
services:
  db: { image: "mongo:7", volumes: [data:/data/db], env: { LEVEL: "\${LEVEL:-info}" } }
environments:
  stage: { infra: { region: eu-west-1 } }
  production: { infra: { region: eu-central-1 } }
`;
const stackFile = (stack: string) => `stacks/${stack}/cdk.tf.json`;
const generated = (folder: string) => path.join(folder, "generated");

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

describe("synth", () => {
  it("needs nothing but services, in a folder called mynapp", () => {
    const page = "services:\n  database:\n    image: mongo:latest\n    volumes:\n      - data-store:/data/db\n";
    const folder = folderWith({ "nanokit.yml": page }, "mynapp");
    const { status, stdout, stderr } = nanokit(folder, ["synth"]);
    expect(stdout).toBe("new     generated/stacks/mynapp-stage/cdk.tf.json\n");
    expect(stderr).toMatch(/NK910.*NK911/s);
    expect(status).toBe(0);
    const text = texts(generated(folder))[stackFile("mynapp-stage")] ?? "";
    const { resource } = JSON.parse(text) as Stack;
    const [fileSystem] = Object.values(resource.aws_efs_file_system ?? {});
    expect(fileSystem).toMatchObject({ creation_token: "nk-efs-mynapp-stage" });
    const [taskDefinition] = Object.values(resource.aws_ecs_task_definition ?? {});
    expect(taskDefinition).toMatchObject({ volume: [{ name: "data-store" }] });
    for (const word of ['"/data/db"', '"mongo:latest"', '"database"']) expect(text).toContain(word);
  });

  it("writes a stack for each environment and a manifest, with -o elsewhere", () => {
    const folder = folderWith({ "nanokit.yml": file });
    expect(nanokit(folder, ["synth", "-o", "out/terraform"]).status).toBe(0);
    expect(Object.keys(texts(path.join(folder, "out/terraform")))).toEqual([
      "manifest.json",
      stackFile("shop-production"),
      "stacks/shop-production/versions.tf",
      stackFile("shop-stage"),
      "stacks/shop-stage/versions.tf",
    ]);
    expect(readdirSync(folder).sort()).toEqual(["nanokit.yml", "out"]);
  });

  it("leaves files alone that are the same already", () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["synth"]);
    const before = snapshot(generated(folder));
    const again = nanokit(folder, ["synth"]);
    expect(again.stdout).toMatch(/^same +generated.*\nsame +generated.*\n$/);
    expect(snapshot(generated(folder))).toEqual(before);
    write(folder, { "nanokit.yml": file.replace("eu-west-1", "eu-west-2") });
    expect(nanokit(folder, ["synth"]).stdout).toMatch(/^same .*production.*\nchanged .*stage.*\n$/);
    const after = snapshot(generated(folder));
    const [production, stage] = [stackFile("shop-production"), stackFile("shop-stage")];
    expect(after[production]).toEqual(before[production]);
    expect(after["manifest.json"]).toEqual(before["manifest.json"]);
    expect(after[stage]?.text).not.toBe(before[stage]?.text);
  });

  it("leaves the old output untouched when the file has an error: exit 1", () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["synth"]);
    const before = snapshot(generated(folder));
    for (const broken of [`${file}foo: 1\n`, file.replace("mongo:7", "Mongo"), "services: {", ""]) {
      write(folder, { "nanokit.yml": broken });
      const { status, stdout, stderr } = nanokit(folder, ["synth"]);
      expect(stderr).toContain("error NK");
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(snapshot(generated(folder))).toEqual(before);
    }
  });

  it("writes nothing for a file that is missing: exit 2", () => {
    const folder = folderWith({});
    expect(nanokit(folder, ["synth"]).status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps the other stacks in the manifest when it is asked for one environment", () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["synth"]);
    const whole = texts(generated(folder));
    write(folder, { "nanokit.yml": file.replace("mongo:7", "mongo:8") });
    const { status, stdout, stderr } = nanokit(folder, ["synth", "-e", "stage"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe("changed generated/stacks/shop-stage/cdk.tf.json\n");
    const after = texts(generated(folder));
    expect(after["manifest.json"]).toBe(whole["manifest.json"]);
    expect(after[stackFile("shop-production")]).toBe(whole[stackFile("shop-production")]);
  });

  it("gives the same bytes one environment at a time, in any folder, with any path of the file", () => {
    const one = folderWith({ "nanokit.yml": file });
    nanokit(one, ["synth"]);
    const two = folderWith({ "deep/nanokit.yml": file }, "elsewhere");
    nanokit(two, ["synth", "-f", "deep/nanokit.yml", "-e", "production"]);
    nanokit(two, ["synth", "-f", path.join(two, "deep/nanokit.yml"), "-e", "stage"]);
    expect(texts(generated(two))).toEqual(texts(generated(one)));
  });

  it("takes variables from .env and from the process", () => {
    const folder = folderWith({ "nanokit.yml": file, ".env": "LEVEL=from-file\n" });
    nanokit(folder, ["synth"]);
    expect(texts(generated(folder))[stackFile("shop-stage")]).toContain('"from-file"');
    nanokit(folder, ["synth"], { LEVEL: "from-process" });
    expect(texts(generated(folder))[stackFile("shop-stage")]).toContain('"from-process"');
  });
});

describe("an output folder that cannot be written", () => {
  const sayCannot = (folder: string, args: readonly string[] = ["synth"]) => {
    const { status, stdout, stderr } = nanokit(folder, args);
    expect(stderr).toMatch(/^Cannot (read|write)/m);
    expect(stderr).not.toContain("Internal error");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  };

  it("is a file", () => {
    const folder = folderWith({ "nanokit.yml": file, generated: "mine" });
    sayCannot(folder);
    expect(texts(folder)).toEqual({ "nanokit.yml": file, generated: "mine" });
  });

  it("has a file where a folder must be", () => {
    const folder = folderWith({ "nanokit.yml": file, "generated/stacks": "mine" });
    sayCannot(folder);
    expect(texts(generated(folder))).toEqual({ stacks: "mine" });
  });

  it("has a folder where a file must be", () => {
    const folder = folderWith({ "nanokit.yml": file });
    mkdirSync(path.join(folder, "generated/stacks/shop-stage/cdk.tf.json"), { recursive: true });
    sayCannot(folder);
    expect(readdirSync(generated(folder))).toEqual(["stacks"]);
    expect(texts(generated(folder))).toEqual({});
  });

  it("has a file in the way of the second stack, when the first is written already", () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["synth", "-e", "production"]);
    const before = snapshot(generated(folder));
    writeFileSync(path.join(folder, "generated/stacks/shop-stage"), "mine");
    write(folder, { "nanokit.yml": file.replace("mongo:7", "mongo:8") });
    sayCannot(folder);
    const { "stacks/shop-stage": mine, ...rest } = snapshot(generated(folder));
    expect(mine?.text).toBe("mine");
    expect(rest).toEqual(before);
  });
});

describe("the app that cdktf synth runs", () => {
  const variables = (more: Readonly<Record<string, string>> = {}) => ({ CDKTF_OUTDIR: "cdktf.out", ...more });
  const out = (folder: string) => texts(path.join(folder, "cdktf.out"));

  it("writes the same bytes to CDKTF_OUTDIR, from NANOKIT_FILE", () => {
    const folder = folderWith({ "app/nanokit.yml": file });
    const { status, stdout } = app(folder, variables({ NANOKIT_FILE: "app/nanokit.yml", NANOKIT_ENV: "" }));
    expect({ status, stdout }).toMatchObject({ status: 0 });
    nanokit(folder, ["synth", "-f", "app/nanokit.yml"]);
    expect(out(folder)).toEqual(texts(generated(folder)));
    expect(Object.keys(out(folder))).toHaveLength(5);
  });

  it("takes environments from NANOKIT_ENV, and fails as the command does", () => {
    const folder = folderWith({ "nanokit.yml": file });
    expect(app(folder, variables({ NANOKIT_ENV: " stage, " })).status).toBe(0);
    nanokit(folder, ["synth", "-e", "stage"]);
    expect(out(folder)).toEqual(texts(generated(folder)));
    const { status, stderr } = app(folder, variables({ NANOKIT_ENV: "nowhere" }));
    expect(stderr).toContain("NK201");
    expect(status).toBe(1);
  });
});
