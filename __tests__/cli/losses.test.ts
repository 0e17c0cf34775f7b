import { rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, snapshot, texts, write } from "./command.js";

const withVolume = `name: shop
services: { db: { image: "mongo:7", volumes: [data:/data/db] } }
environments: { stage: {}, production: {} }
`;
const withoutVolume = withVolume.replace(", volumes: [data:/data/db]", "");
const unprotected = `${withVolume}infra: { efs: { protect: false } }\n`;

function synthesized(text: string): string {
  const folder = folderWith({ "nanokit.yml": text });
  expect(nanokit(folder, ["synth"]).status).toBe(0);
  return folder;
}

function stacksOf(manifest = "{}"): readonly string[] {
  return Object.keys((JSON.parse(manifest) as { stacks: object }).stacks);
}

describe("a file system that would vanish from a stack", () => {
  it("is kept when it is protected (NK601): exit 1, old output untouched", () => {
    const folder = synthesized(withVolume);
    const before = snapshot(path.join(folder, "generated"));
    write(folder, { "nanokit.yml": withoutVolume });
    const { status, stdout, stderr } = nanokit(folder, ["synth"]);
    expect(stderr.match(/error NK601/g)).toHaveLength(2);
    expect(stderr).toContain("infra.efs.protect: false");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(snapshot(path.join(folder, "generated"))).toEqual(before);
  });

  it("is kept in the environment that loses it, and with -e for another none is lost", () => {
    const folder = synthesized(withVolume);
    const lost = withVolume.replace("stage: {}", "stage: { services: { db: { volumes: ~ } } }");
    write(folder, { "nanokit.yml": lost });
    expect(nanokit(folder, ["synth", "-e", "production"]).status).toBe(0);
    const { status, stderr } = nanokit(folder, ["synth", "-e", "stage"]);
    expect(stderr).toMatch(/NK601: generated\/stacks\/shop-stage\/cdk\.tf\.json\s+has a\s+protected file system/);
    expect(status).toBe(1);
  });

  it("may go when its protection was lifted before", () => {
    const folder = synthesized(unprotected);
    write(folder, { "nanokit.yml": withoutVolume });
    const { status, stdout } = nanokit(folder, ["synth"]);
    expect(stdout.match(/^changed /gm)).toHaveLength(2);
    expect(status).toBe(0);
  });

  it("may not go in the same step that lifts its protection", () => {
    const folder = synthesized(withVolume);
    write(folder, { "nanokit.yml": `${withoutVolume}infra: { efs: { protect: false } }\n` });
    expect(nanokit(folder, ["synth"]).stderr).toContain("NK601");
  });
});

describe("a stack whose environment leaves the file (NK602)", () => {
  it("is left as it is, and a note says so", () => {
    const folder = synthesized(withVolume);
    const before = texts(path.join(folder, "generated"));
    write(folder, { "nanokit.yml": withVolume.replace(", production: {}", "") });
    const { status, stderr } = nanokit(folder, ["synth"]);
    expect(stderr).toContain("note NK602: generated/stacks/shop-production is left as it is");
    expect(status).toBe(0);
    const after = texts(path.join(folder, "generated"));
    const stack = "stacks/shop-production/cdk.tf.json";
    expect(after[stack]).toBe(before[stack]);
    // cdktf's own command line can still destroy it by its name.
    expect(stacksOf(after["manifest.json"])).toEqual(["shop-production", "shop-stage"]);
    rmSync(path.join(folder, "generated/stacks/shop-production"), { recursive: true });
    expect(nanokit(folder, ["synth"])).toMatchObject({ status: 0, stderr: "" });
    expect(stacksOf(texts(path.join(folder, "generated"))["manifest.json"])).toEqual(["shop-stage"]);
  });

  it("is not mentioned when one environment is asked for", () => {
    const folder = synthesized(withVolume);
    expect(nanokit(folder, ["synth", "-e", "stage"]).stderr).toBe("");
  });
});
