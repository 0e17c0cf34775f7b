import { mkdirSync, rmSync } from "node:fs";
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
    expect(stderr.match(/NK6\d\d(?=:)/g)).toEqual(["NK601", "NK601"]);
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
    expect(stderr).toContain("note NK602: The file no longer describes `shop-production`");
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

describe("a versions.tf beside a stack", () => {
  const versions = "generated/stacks/shop-stage/versions.tf";

  it("of someone else is left as it is, and said to be in the way (NK604)", () => {
    const folder = folderWith({
      "nanokit.yml": withVolume,
      [versions]: 'terraform {\n  required_version = ">= 2"\n}\n',
    });
    for (const args of [[], ["--hcl"]]) {
      const before = snapshot(folder);
      const { status, stdout, stderr } = nanokit(folder, ["synth", ...args]);
      expect(stderr.replaceAll(/\s+/g, " ")).toContain(
        `this name next to each stack, but ${versions} is one of yours.`,
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(snapshot(folder)).toEqual(before);
    }
  });

  it("is the same in both formats, comes with an update, and check says that nothing changes", () => {
    const folder = synthesized(withVolume);
    const before = texts(folder)[versions];
    expect(before).toContain("required_version");
    expect(nanokit(folder, ["synth", "-q", "--hcl"]).status).toBe(0);
    expect(texts(folder)[versions]).toBe(before);
    nanokit(folder, ["synth", "-q", "--json"]);
    // As it was written before there was such a file.
    const stage = "generated/stacks/shop-stage/cdk.tf.json";
    const old = JSON.parse(texts(folder)[stage] ?? "") as { terraform: object };
    rmSync(path.join(folder, versions));
    write(folder, {
      [stage]: JSON.stringify({ ...old, terraform: { ...old.terraform, required_version: ">= 1.2.0" } }),
    });
    const { status, stdout } = nanokit(folder, ["check", "-e", "stage"]);
    expect(stdout).toContain("means the same, but is written differently");
    expect(stdout).toContain("0 to add, 0 to change, 0 to replace, 0 to destroy");
    expect(status).toBe(1);
    expect(nanokit(folder, ["synth", "-q"]).status).toBe(0);
    expect(nanokit(folder, ["check", "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("with a protected file system in it, put there by hand, is not overwritten", () => {
    const folder = synthesized(withoutVolume);
    const own = 'resource "aws_efs_file_system" "own" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n';
    write(folder, { [versions]: `${texts(folder)[versions]}\n${own}` });
    const { status, stderr } = nanokit(folder, ["synth", "-e", "stage"]);
    expect(stderr).toContain("error NK601");
    expect(status).toBe(1);
  });
});

describe("a backend beside that of the stack (NK606)", () => {
  const file = "generated/stacks/shop-stage/";
  const withBackend = `${withoutVolume}infra: { backend: { s3: { bucket: acme-state, use_lockfile: true } } }\n`;

  it.each([
    ["backend.tf", 'terraform {\n  backend "s3" {\n    bucket = "acme-state"\n  }\n}\n'],
    ["main.tf", 'terraform {\n  cloud {\n    organization = "acme"\n  }\n}\n'],
    ["state.tf.json", '{ "terraform": { "backend": { "local": {} } } }\n'],
  ])("is refused in %s, and nothing is written", (name, text) => {
    const folder = folderWith({ "nanokit.yml": withBackend, [file + name]: text });
    const before = snapshot(folder);
    const { status, stderr } = nanokit(folder, ["synth"]);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(`error NK606: ${file}${name} names a backend`);
    expect(status).toBe(1);
    expect(snapshot(folder)).toEqual(before);
  });

  it.each([
    ["an override", "backend_override.tf", 'terraform {\n  backend "local" {}\n}\n'],
    ["a file about something else", "own.tf", 'terraform {\n  required_version = ">= 1.5"\n}\n'],
  ])("is none in %s", (_, name, text) => {
    const folder = folderWith({ "nanokit.yml": withBackend, [file + name]: text });
    expect(nanokit(folder, ["synth", "-q"]).status).toBe(0);
  });
});

describe("a stack that cannot be read (NK603)", () => {
  /** A committed stack of which Git, an editor or a full disk has made something else. */
  const spoiled: readonly (readonly [string, (text: string) => string])[] = [
    ["has conflict markers", (text) => `${text.replace("\n", "\n<<<<<<< HEAD\n")}>>>>>>> other\n`],
    ["is one conflict", (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`],
    ["has a conflict in other line ends", (text) => `<<<<<<< HEAD\n${text}=======\n`.replaceAll("\n", "\r\n")],
    ["was cut off", (text) => text.slice(0, -50)],
    ["was cut off at its beginning", (text) => text.slice(50)],
    ["is empty", () => ""],
    ["has spaces alone", () => " \n\n"],
  ];
  /** Terraform JSON with what stands at a name in a list of one. */
  function inLists(text: string, name: string): string {
    if (!text.startsWith("{")) return text;
    const wrapped = (key: string, value: unknown) => (key === name ? [value] : value);
    return JSON.stringify(JSON.parse(text), wrapped, 2);
  }

  const formats = [
    ["JSON", "cdk.tf.json", []],
    ["HCL", "cdk.tf", ["--hcl"]],
  ] as const;

  describe.each(formats)("as %s", (_, name, args) => {
    const stage = `generated/stacks/shop-stage/${name}`;

    function committed(change: (text: string) => string): string {
      const folder = folderWith({ "nanokit.yml": withVolume });
      expect(nanokit(folder, ["synth", "-q", ...args]).status).toBe(0);
      write(folder, { [stage]: change(texts(folder)[stage] ?? "") });
      return folder;
    }

    it.each(spoiled)("%s: nothing is written, whatever the new one holds", (_what, spoil) => {
      const folder = committed(spoil);
      const before = snapshot(path.join(folder, "generated"));
      for (const [file, ...format] of [[withVolume], [withoutVolume, "--hcl"]] as const) {
        write(folder, { "nanokit.yml": file });
        const { status, stdout, stderr } = nanokit(folder, ["synth", "-e", "stage", ...format]);
        expect(stderr).toMatch(/error NK603|is not from nanokit-tf/);
        expect(status).not.toBe(0);
        expect(stdout).toBe("");
        expect(snapshot(path.join(folder, "generated"))).toEqual(before);
      }
    });

    it("says where, and how to get out, and shows no value of the file", () => {
      const folder = committed((text) => text.replace("\n", "\n<<<<<<< HEAD\n").replace("mongo:7", "mongo:sEcReT7"));
      const { stderr } = nanokit(folder, ["synth"]);
      expect(stderr).toContain(`${stage}:2:1 error NK603:`);
      expect(stderr.replaceAll(/\s+/g, " ")).toContain(`\`git checkout --ours -- ${stage}\``);
      expect(stderr).toContain("<<<<<<< HEAD");
      expect(stderr).not.toContain("sEcReT");
      write(folder, { "nanokit.yml": withoutVolume });
      const way = nanokit(folder, ["check"]).stdout.replaceAll(/\s+/g, " ");
      expect(way).toContain(`\`git checkout --ours -- ${stage}\``);
      expect(way).not.toContain("Run `nanokit-tf synth`");
    });

    it.each([
      ["a byte order mark", (text: string) => `\ufeff${text}`],
      ["other line ends", (text: string) => text.replaceAll("\n", "\r\n")],
      ["lifecycle as a list", (text: string) => inLists(text, "lifecycle")],
      ["resource as a list", (text: string) => inLists(text, "resource")],
      ["all in one line", (text: string) => (text.startsWith("{") ? JSON.stringify(JSON.parse(text)) : text)],
    ])("is read with %s, and then it is NK601", (_what, change) => {
      const folder = committed(change);
      const before = snapshot(path.join(folder, "generated"));
      write(folder, { "nanokit.yml": withoutVolume });
      const { status, stdout, stderr } = nanokit(folder, ["synth", "-e", "stage"]);
      expect(stderr).toContain("error NK601");
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(snapshot(path.join(folder, "generated"))).toEqual(before);
    });
  });

  it("has a name twice, of which a reader of JSON sees the last alone", () => {
    const folder = synthesized(withVolume);
    const stage = "generated/stacks/shop-stage/cdk.tf.json";
    const text = texts(folder)[stage] ?? "";
    write(folder, { [stage]: text.replace(/\}\s*$/, ', "resource": {} }'), "nanokit.yml": withoutVolume });
    const { status, stderr } = nanokit(folder, ["synth", "-e", "stage"]);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      "error NK603: generated/stacks/shop-stage/cdk.tf.json has `resource` twice",
    );
    expect(status).toBe(1);
  });

  it("is one of two that lie side by side: each is looked at", () => {
    const folder = synthesized(withVolume);
    const json = texts(folder)["generated/stacks/shop-stage/cdk.tf.json"] ?? "";
    expect(nanokit(folder, ["synth", "-q", "--hcl"]).status).toBe(0);
    write(folder, { "nanokit.yml": withoutVolume });
    for (const text of [json, json.slice(0, 200)]) {
      write(folder, { "generated/stacks/shop-stage/cdk.tf.json": text });
      const { status, stderr } = nanokit(folder, ["synth", "-e", "stage"]);
      expect(stderr).toContain(text === json ? "shop-stage/cdk.tf.json" : "error NK603");
      expect(stderr).toContain("error NK601");
      expect(status).toBe(1);
    }
    expect(nanokit(folder, ["check", "-e", "stage"]).stdout).toContain("holds both");
  });

  it("is a folder, or may not be read: nothing is written", () => {
    const folder = synthesized(withVolume);
    const stage = path.join(folder, "generated/stacks/shop-stage/cdk.tf.json");
    rmSync(stage);
    mkdirSync(stage);
    write(folder, { "nanokit.yml": withoutVolume });
    const { status, stdout, stderr } = nanokit(folder, ["synth"]);
    expect(stderr).toContain("Cannot read");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("lets the other stacks stay in a manifest that cannot be read", () => {
    const folder = synthesized(withVolume);
    const manifest = "generated/manifest.json";
    const before = texts(folder)[manifest] ?? "";
    for (const text of [before.slice(0, 200), `<<<<<<< HEAD\n${before}=======\n${before}>>>>>>> b\n`]) {
      write(folder, { [manifest]: text });
      expect(nanokit(folder, ["synth", "-e", "stage"]).status).toBe(0);
      expect(texts(folder)[manifest]).toBe(before);
    }
  });
});
