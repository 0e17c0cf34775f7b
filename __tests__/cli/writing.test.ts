import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TAKES_ALL } from "../support/sampled.js";
import { bundle, folderWith, NODE, nanokit, snapshot, texts, write } from "./command.js";

const file = `name: shop
services:
  db: { image: "mongo:7", volumes: ["data:/data/db"] }
environments: { stage: {}, production: {} }
`;
const hook = fileURLToPath(new URL("hook.cjs", import.meta.url));
const hooked = (what: string, more: Readonly<Record<string, string>> = {}) => ({
  NODE_OPTIONS: `--require ${hook}`,
  HOOK: what,
  ...more,
});
const generated = (folder: string) => path.join(folder, "generated");
const stacksNamed = (folder: string) =>
  Object.keys((JSON.parse(texts(generated(folder))["manifest.json"] ?? "{}") as { stacks: object }).stacks);
const whole = () => {
  const folder = folderWith({ "nanokit.yml": file });
  nanokit(folder, ["synth"]);
  return texts(generated(folder));
};

/** Starts the command; it runs on. */
function begin(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(NODE, [bundle(), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: "ignore",
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { child, ended };
}

/** Starts the command, and kills it as it renames a file for the nth time. */
async function killedAt(renaming: number, folder: string, args: readonly string[]): Promise<void> {
  const sign = path.join(folder, "begun");
  const { child, ended } = begin(folder, args, hooked(`hang ${renaming}`, { HOOK_FILE: sign }));
  while (!existsSync(sign)) await pause(10);
  child.kill("SIGKILL");
  await ended;
}

describe("a run that is killed", () => {
  it.each([1, 2, 3])("while it renames file %i leaves nothing that the next run does not clean", async (renaming) => {
    const folder = folderWith({ "nanokit.yml": file });
    await killedAt(renaming, folder, ["synth"]);
    expect(Object.keys(texts(generated(folder))).filter((name) => /\.nanokit-/.test(name)).length).toBeGreaterThan(1);
    expect(nanokit(folder, ["synth"]).status).toBe(0);
    expect(texts(generated(folder))).toEqual(whole());
  });

  it("is cleaned up after by a run for another environment, and when nothing else changes", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["synth"]);
    write(folder, { "nanokit.yml": file.replace("mongo:7", "mongo:8") });
    await killedAt(1, folder, ["synth"]);
    write(folder, { "nanokit.yml": file });
    expect(nanokit(folder, ["synth", "-e", "stage"]).status).toBe(0);
    expect(texts(generated(folder))).toEqual(whole());
  });

  it("of validate --fix, graph, iam and init too", async () => {
    const broken = file.replace("services:", "servces:");
    const runs = [
      ["validate", "--fix"],
      ["graph", "-e", "stage", "-o", "out/picture.mmd"],
      ["iam", "-o", "out"],
      ["init", "--yes", "-f", "out/nanokit.yml"],
    ];
    for (const args of runs) {
      const folder = folderWith({ "nanokit.yml": args[0] === "validate" ? broken : file });
      await killedAt(1, folder, args);
      const temporary = () => Object.keys(texts(folder)).filter((name) => name.endsWith(".tmp"));
      expect([args, temporary().length > 0]).toEqual([args, true]);
      expect([args, nanokit(folder, args).status]).toEqual([args, 0]);
      expect([args, temporary()]).toEqual([args, []]);
    }
  });

  it("is told from one that still runs, and from files of people", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    const sign = path.join(folder, "begun");
    const args = ["graph", "-e", "stage", "-o", "picture.mmd"];
    const { child, ended } = begin(folder, args, hooked("hang 1", { HOOK_FILE: sign }));
    while (!existsSync(sign)) await pause(10);
    write(folder, { ".nanokit-mine.tmp": "mine", "picture.mmd.77.tmp": "mine" });
    const before = Object.keys(texts(folder)).filter((name) => name.endsWith(".tmp"));
    expect(before).toHaveLength(3);
    expect(nanokit(folder, args).status).toBe(0);
    expect(Object.keys(texts(folder)).filter((name) => name.endsWith(".tmp"))).toEqual(before);
    child.kill("SIGKILL");
    await ended;
  });
});

describe("a run that fails in the middle", () => {
  it("takes back all that it wrote, and nothing else", () => {
    const folder = folderWith({ "nanokit.yml": file });
    const { status, stderr } = nanokit(folder, ["synth"], hooked("fail 3"));
    expect(stderr).toContain("Cannot write to generated: the disk is on fire");
    expect(status).toBe(2);
    const [mine, ...others] = Object.keys(texts(generated(folder)));
    expect({ others, name: path.basename(mine ?? "") }).toEqual({ others: [], name: "mine.txt" });
    const stacks = readdirSync(generated(folder), { recursive: true, withFileTypes: true });
    expect(stacks.filter((one) => one.isDirectory()).map(({ name }) => name)).toHaveLength(2);
  });

  it("has what was there before", () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["synth"]);
    write(folder, { "nanokit.yml": file.replace("mongo:7", "mongo:8") });
    expect(nanokit(folder, ["synth"], hooked("fail 2")).status).toBe(2);
    const { "stacks/shop-stage/mine.txt": _, ...rest } = texts(generated(folder));
    expect(rest).toEqual(whole());
  });
});

describe("two runs at once", () => {
  it("for different environments both end up in the manifest, however often", async () => {
    const parts = whole();
    for (let round = 0; round < (TAKES_ALL ? 20 : 3); round++) {
      const folder = folderWith({ "nanokit.yml": file });
      const runs = ["stage", "production"].map((environment) =>
        begin(folder, ["synth", "-e", environment], hooked("slow 20")),
      );
      expect(await Promise.all(runs.map(({ ended }) => ended))).toEqual([0, 0]);
      expect(texts(generated(folder))).toEqual(parts);
    }
  });

  it("do not wait for one that was killed", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    await killedAt(1, folder, ["synth", "-e", "stage"]);
    expect(readdirSync(generated(folder))).toContain(".nanokit-lock");
    const runs = ["stage", "production"].map((environment) => begin(folder, ["synth", "-e", environment]));
    expect(await Promise.all(runs.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(stacksNamed(folder)).toEqual(["shop-production", "shop-stage"]);
    expect(readdirSync(generated(folder)).sort()).toEqual(["manifest.json", "stacks"]);
  });

  it("wait for one of another machine, but not for ever", () => {
    const lock = "generated/.nanokit-lock";
    const folder = folderWith({ "nanokit.yml": file, [lock]: "00000000 1 0123456789abcdef\n" });
    const { status, stdout, stderr } = nanokit(folder, ["synth"], hooked("hurry 10"));
    expect(stderr).toContain(`If there is none, delete ${lock}.`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const old = Date.now() / 1000 - 61;
    utimesSync(path.join(folder, lock), old, old);
    expect(nanokit(folder, ["synth"]).status).toBe(0);
    expect(texts(generated(folder))).toEqual(whole());
  });
});

describe("links", () => {
  const stack = "generated/stacks/shop-stage/cdk.tf.json";

  it("stay, and what they lead to is written", () => {
    const folder = folderWith({ "nanokit.yml": file, "shared/stack.json": "{}" });
    mkdirSync(path.join(folder, path.dirname(stack)), { recursive: true });
    symlinkSync(path.join(folder, "shared/stack.json"), path.join(folder, stack));
    expect(nanokit(folder, ["synth"]).status).toBe(0);
    expect(lstatSync(path.join(folder, stack)).isSymbolicLink()).toBe(true);
    expect(texts(path.join(folder, "shared"))).toEqual({ "stack.json": whole()["stacks/shop-stage/cdk.tf.json"] });
  });

  it("that lead nowhere are refused", () => {
    const folder = folderWith({ "nanokit.yml": file });
    mkdirSync(path.join(folder, path.dirname(stack)), { recursive: true });
    symlinkSync(path.join(folder, "gone.json"), path.join(folder, stack));
    const { status, stderr } = nanokit(folder, ["synth"]);
    expect(stderr).toContain(`Cannot write ${stack}: it is a link to something that is not there.`);
    expect(status).toBe(2);
    expect(existsSync(path.join(folder, "gone.json"))).toBe(false);
  });

  it("at the name of a temporary file are not followed", () => {
    const folder = folderWith({ "nanokit.yml": file, "victim.txt": "mine" });
    // Nobody can foresee the name, so the command itself puts a link there just before it makes the file.
    const trap = path.join(folder, "trap.cjs");
    writeFileSync(
      trap,
      `const fs = require("node:fs"), { openSync, symlinkSync } = fs;
       fs.openSync = (path, ...rest) => {
         if (String(path).endsWith(".tmp")) symlinkSync(${JSON.stringify(path.join(folder, "victim.txt"))}, path);
         return openSync(path, ...rest);
       };`,
    );
    const { status, stderr } = nanokit(folder, ["synth"], { NODE_OPTIONS: `--require ${trap}` });
    expect(stderr).toMatch(/^Cannot write to generated: EEXIST/m);
    expect(status).toBe(2);
    expect(readFileSync(path.join(folder, "victim.txt"), "utf8")).toBe("mine");
  });

  it("to devices and folders are not replaced", () => {
    for (const target of ["/dev/null", "."]) {
      const folder = folderWith({ "nanokit.yml": file });
      const out = path.join(folder, "picture.mmd");
      symlinkSync(target, out);
      const { status, stderr } = nanokit(folder, ["graph", "-e", "stage", "-o", "picture.mmd"]);
      expect(stderr).toContain("Cannot write picture.mmd: it is ");
      expect(status).toBe(2);
      expect(lstatSync(out).isSymbolicLink()).toBe(true);
    }
  });
});

describe("files of someone else", () => {
  const manifest = '{ "name": "My shop", "display": "standalone" }\n';

  it.each(["{}", manifest, "[]", '"text"', "no JSON"])("keep their manifest.json: %s", (text) => {
    const folder = folderWith({ "nanokit.yml": file, "manifest.json": text });
    const before = snapshot(folder);
    const { status, stdout, stderr } = nanokit(folder, ["synth", "-o", "."]);
    expect(stderr).toContain("./manifest.json is not from nanokit-tf or cdktf, and would be overwritten.");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(snapshot(folder)).toEqual(before);
  });

  it("are not what a merge or a kill left of ours", () => {
    const ours = whole()["manifest.json"] ?? "";
    for (const text of [
      "",
      `<<<<<<< HEAD\n${ours}=======\n${ours}>>>>>>> main\n`,
      ours.slice(0, -20),
      `\ufeff${ours}`,
    ]) {
      const folder = folderWith({ "nanokit.yml": file, "manifest.json": text });
      expect(nanokit(folder, ["synth", "-o", "."]).status).toBe(0);
      expect(texts(folder)["manifest.json"]).toBe(ours);
    }
  });

  it.each([["synth"], ["check"], ["iam"], ["watch"]])("are not met by an empty -o: %s", (command) => {
    const folder = folderWith({ "nanokit.yml": file, "manifest.json": manifest });
    const { status, stderr } = nanokit(folder, [command, "-o", ""]);
    expect(stderr).toContain("--output is empty: it needs DIR.");
    expect(status).toBe(2);
    expect(Object.keys(texts(folder))).toEqual(["manifest.json", "nanokit.yml"]);
  });

  it("keep their policies, those that would be overwritten and those that would be deleted", () => {
    const folder = folderWith({ "nanokit.yml": file });
    nanokit(folder, ["iam", "-o", "iam"]);
    const first = texts(path.join(folder, "iam"))["policy-1.json"] ?? "";
    const edited = first.replace('"Effect": "Allow",', '"Sid": "Mine",\n      "Effect": "Allow",');
    for (const [name, text] of [
      ["policy-1.json", edited],
      ["policy-1.json", '{ "Version": "2012-10-17", "Statement": [] }\n'],
      ["policy-77.json", edited],
      ["policy-77.json", "{}"],
    ] as const) {
      write(folder, { "nanokit.yml": file, [`iam/${name}`]: text });
      const before = snapshot(folder);
      const { status, stderr } = nanokit(folder, ["iam", "-o", "iam"]);
      expect(stderr).toContain(`iam/${name} is not as nanokit-tf writes policies, and would be lost.`);
      expect(status).toBe(2);
      expect(snapshot(folder)).toEqual(before);
      write(folder, { [`iam/${name}`]: first });
    }
    expect(nanokit(folder, ["iam", "-o", "iam"]).status).toBe(0);
  });
});
