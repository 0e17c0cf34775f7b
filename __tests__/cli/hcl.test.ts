import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, snapshot, texts, write } from "./command.js";

const file = `name: shop
services: { db: { image: "mongo:7", volumes: [data:/data/db] } }
environments: { stage: { infra: { region: eu-west-1 } }, production: { infra: { region: eu-west-1 } } }
`;
const hcl = (stack: string) => `stacks/shop-${stack}/cdk.tf`;
const versions = (stack: string) => `stacks/shop-${stack}/versions.tf`;
const json = (stack: string) => `stacks/shop-${stack}/cdk.tf.json`;

function synthesized(args: readonly string[], files = {}): string {
  const folder = folderWith({ "nanokit.yml": file, ...files });
  expect(nanokit(folder, ["synth", ...args]).status).toBe(0);
  return folder;
}

function generated(folder: string): Readonly<Record<string, string>> {
  return texts(path.join(folder, "generated"));
}

describe("synth --hcl", () => {
  it("writes cdk.tf, of which the manifest knows", () => {
    const folder = folderWith({ "nanokit.yml": file });
    const { stdout, status } = nanokit(folder, ["synth", "--hcl"]);
    const lines = ["production", "stage"].map((stack) => `new     generated/${hcl(stack)}\n`);
    expect({ stdout, status }).toEqual({ stdout: lines.join(""), status: 0 });
    const files = generated(folder);
    expect(Object.keys(files)).toEqual([
      "manifest.json",
      hcl("production"),
      versions("production"),
      hcl("stage"),
      versions("stage"),
    ]);
    expect(files["manifest.json"]).toContain(`"synthesizedStackPath": "${hcl("stage")}"`);
    expect(nanokit(folder, ["synth", "--hcl"]).stdout).toMatch(/^same .*\nsame .*\n$/);
  });

  it("takes the place of the JSON and gives it back, and touches nothing else", () => {
    const others = { "generated/stacks/shop-stage/backend.tf": "# mine\n", "generated/stacks/shop-stage/main.tf": "" };
    const state = { "generated/stacks/shop-stage/terraform.tfstate": "{}" };
    const folder = synthesized([], { ...others, ...state });
    const before = generated(folder);
    expect(nanokit(folder, ["synth", "--hcl"]).stdout).toContain(`removed generated/${json("stage")}\n`);
    const between = generated(folder);
    expect(Object.keys(between)).toEqual([
      "manifest.json",
      hcl("production"),
      versions("production"),
      "stacks/shop-stage/backend.tf",
      hcl("stage"),
      "stacks/shop-stage/main.tf",
      "stacks/shop-stage/terraform.tfstate",
      versions("stage"),
    ]);
    expect(nanokit(folder, ["synth", "--json"]).stdout).toContain(`removed generated/${hcl("stage")}\n`);
    expect(generated(folder)).toEqual(before);
  });

  it("is remembered by each stack, until JSON is asked for", () => {
    const folder = synthesized(["--hcl", "-e", "stage"]);
    expect(nanokit(folder, ["synth"]).stdout).toBe(
      `new     generated/${json("production")}\nsame    generated/${hcl("stage")}\n`,
    );
    expect(nanokit(folder, ["check"]).status).toBe(0);
    expect(nanokit(folder, ["synth", "--json"]).stdout).toContain(`new     generated/${json("stage")}\n`);
    expect(nanokit(folder, ["synth"]).stdout).toMatch(/^same .*json\nsame .*json\n$/);
  });

  it("cannot be asked for together with JSON", () => {
    const { status, stderr } = nanokit(folderWith({ "nanokit.yml": file }), ["synth", "--hcl", "--json"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("cannot be used together") });
  });

  it("changes only the environments that are asked for, and the manifest keeps the others", () => {
    const folder = synthesized([]);
    expect(nanokit(folder, ["synth", "--hcl", "-e", "stage"]).status).toBe(0);
    const files = generated(folder);
    expect(Object.keys(files)).toEqual([
      "manifest.json",
      json("production"),
      versions("production"),
      hcl("stage"),
      versions("stage"),
    ]);
    const paths = [...(files["manifest.json"] ?? "").matchAll(/"synthesizedStackPath": "(.*)"/g)].map(([, at]) => at);
    expect(paths).toEqual([json("production"), hcl("stage")]);
  });

  it.each([[], ["--hcl"]])("neither overwrites nor deletes HCL of someone else (synth %s)", (...args) => {
    const folder = folderWith({ "nanokit.yml": file, [`generated/${hcl("stage")}`]: 'resource "aws_vpc" "mine" {}\n' });
    const before = snapshot(folder);
    const { status, stdout, stderr } = nanokit(folder, ["synth", ...args.filter(Boolean)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`generated/${hcl("stage")} is not from nanokit-tf`);
    expect(snapshot(folder)).toEqual(before);
  });

  it.each([
    ["as HCL", ["--hcl"], ["--hcl"]],
    ["from HCL to JSON", ["--hcl"], ["--json"]],
    ["from JSON to HCL", [], ["--hcl"]],
  ])("refuses to drop a protected file system (NK601) %s", (_, first, second) => {
    const folder = synthesized(first);
    const before = snapshot(path.join(folder, "generated"));
    write(folder, { "nanokit.yml": file.replace(", volumes: [data:/data/db]", "") });
    const { status, stdout, stderr } = nanokit(folder, ["synth", ...second]);
    expect(stderr.match(/error NK601/g)).toHaveLength(2);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(snapshot(path.join(folder, "generated"))).toEqual(before);
  });

  it("knows a protected file system when git has ended the lines otherwise", () => {
    const folder = synthesized(["--hcl"]);
    for (const stack of ["stage", "production"]) {
      const text = generated(folder)[hcl(stack)] ?? "";
      writeFileSync(path.join(folder, "generated", hcl(stack)), text.replaceAll("\n", "\r\n"));
    }
    write(folder, { "nanokit.yml": file.replace(", volumes: [data:/data/db]", "") });
    expect(nanokit(folder, ["synth", "--hcl"]).stderr.match(/error NK601/g)).toHaveLength(2);
  });

  it("lets one go whose protection was lifted before", () => {
    const folder = folderWith({ "nanokit.yml": `${file}infra: { efs: { protect: false } }\n` });
    expect(nanokit(folder, ["synth", "--hcl"]).status).toBe(0);
    write(folder, { "nanokit.yml": file.replace(", volumes: [data:/data/db]", "") });
    expect(nanokit(folder, ["synth", "--hcl"]).status).toBe(0);
    expect(generated(folder)[hcl("stage")]).not.toContain("aws_efs_file_system");
  });

  it("says which stack is left over (NK602), and keeps it in the manifest", () => {
    const folder = synthesized(["--hcl"]);
    write(folder, { "nanokit.yml": file.replace(/, production: .*/, " }") });
    expect(nanokit(folder, ["synth", "--hcl"]).stderr).toContain(
      "note NK602: The file no longer describes `shop-production`",
    );
    expect(generated(folder)["manifest.json"]).toContain(hcl("production"));
  });

  it("leaves all as it was when the other file cannot be removed", () => {
    const folder = synthesized([]);
    const stage = path.join(folder, "generated", json("stage"));
    rmSync(stage);
    mkdirSync(stage);
    const { status, stderr } = nanokit(folder, ["synth", "--hcl"]);
    expect(status).toBe(2);
    expect(stderr).toContain("Cannot read");
    expect(existsSync(path.join(folder, "generated", hcl("stage")))).toBe(false);
  });
});
