import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { SEED_ENTRY_POINT, seedWords, type VolumeSeed } from "../../src/aws/volume-seed.js";
import { shellsFor } from "../support/shells.js";
import { temporaryFolder } from "../support/temporary.js";

const root = temporaryFolder("seed");
const shells = shellsFor("the script that fills volumes");
const isRoot = process.getuid?.() === 0;
const MARKER = ".nk-seeded";

let runs = 0;

/** A folder of an image, with everything that a folder can have, and the folder of the volumes with an empty one. */
function given(text = "of the image") {
  runs++;
  const volumes = path.join(root, `volumes ${runs}`);
  const volume = path.join(volumes, "data");
  const image = path.join(root, `image ${runs}`);
  mkdirSync(volume, { recursive: true });
  fill(image, text);
  return { volumes, volume, image };
}

function fill(image: string, text: string): void {
  mkdirSync(path.join(image, "conf.d/deep"), { recursive: true });
  mkdirSync(path.join(image, "empty"));
  mkdirSync(path.join(image, ".hidden"));
  writeFileSync(path.join(image, "conf.d/deep/a b.txt"), text);
  writeFileSync(path.join(image, "main"), text, { mode: 0o600 });
  writeFileSync(path.join(image, ".env.sample"), text);
  writeFileSync(path.join(image, "..odd"), text);
  writeFileSync(path.join(image, ".hidden/x"), text);
  writeFileSync(path.join(image, "run.sh"), text, { mode: 0o755 });
  symlinkSync("/nowhere", path.join(image, "dangling"));
  symlinkSync("conf.d", path.join(image, "linked"));
}

type Owners = VolumeSeed["owners"];

function commandOf(words: readonly string[], volumes: string, seed: VolumeSeed, before = "") {
  const [shell = "", ...options] = words;
  const [, how = "", script = ""] = SEED_ENTRY_POINT;
  return { shell, args: [...options, how, before + script, volumes, ...seedWords([seed])] };
}

function run(words: readonly string[], volumes: string, image: string, owners: Owners = "files", before = "") {
  const { shell, args } = commandOf(words, volumes, { volume: "data", path: image, owners }, before);
  const { status, signal, stderr, stdout } = spawnSync(shell, args, { encoding: "utf8" });
  return { status, signal, stderr, stdout };
}

/** Everything in a folder, but for what the script keeps there: kinds, modes and contents, by path. */
function contentOf(folder: string, below = ""): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of readdirSync(path.join(folder, below)).sort()) {
    const at = path.join(below, name);
    if (below === "" && name.startsWith(".nk-")) continue;
    const found = lstatSync(path.join(folder, at));
    const mode = (found.mode & 0o7777).toString(8);
    if (found.isSymbolicLink()) all[at] = `link to ${readlinkSync(path.join(folder, at))}`;
    else if (found.isDirectory()) Object.assign(all, { [at]: `folder ${mode}` }, contentOf(folder, at));
    else all[at] = `file ${mode} ${readFileSync(path.join(folder, at), "utf8")}`;
  }
  return all;
}

const ownFiles = (volume: string) => readdirSync(volume).filter((name) => name.startsWith(".nk-"));

/** Has the shell end itself, as a task that is killed, at one of the steps that change something. */
function dyingAt(step: number): string {
  const steps = ["mkdir", "cp", "ln", "mv", "rm", "chown"];
  const wrapped = steps.map((name) => `${name}() { step; command ${name} "$@"; }`);
  return `taken=0\nstep() { taken=$((taken + 1)); [ "$taken" != ${step} ] || kill -9 "$$"; }\n${wrapped.join("\n")}\n`;
}

describe.each(shells)("the script that fills volumes, in %s", (_, shell) => {
  it.each(["image", "files", "volume"] as const)("copies what the image has, with owners of %s", (owners) => {
    const { volumes, volume, image } = given();
    chmodSync(image, 0o711);
    chmodSync(volume, 0o750);
    const { status, stderr, stdout } = run(shell, volumes, image, owners);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("the volume data begins with what the image has");
    expect(contentOf(volume)).toEqual(contentOf(image));
    expect(ownFiles(volume)).toEqual([MARKER]);
    expect(statSync(volume).mode & 0o777).toBe(owners === "image" ? 0o711 : 0o750);
  });

  it.runIf(isRoot).each([
    ["image", 1234, 1234],
    ["files", 1234, 0],
    ["volume", 0, 0],
  ] as const)("gives files to whom they belong, with owners of %s", (owners, file, folder) => {
    const { volumes, volume, image } = given();
    chownSync(image, 1234, 5678);
    chownSync(path.join(image, "main"), 1234, 5678);
    expect(run(shell, volumes, image, owners).status).toBe(0);
    expect(statSync(path.join(volume, "main")).uid).toBe(file);
    expect(statSync(volume).uid).toBe(folder);
  });

  it("leaves a volume alone that has something in it, for ever", () => {
    const { volumes, volume, image } = given();
    writeFileSync(path.join(volume, ".kept"), "mine");
    chmodSync(volume, 0o700);
    const first = run(shell, volumes, image, "image");
    expect(first.stdout).toContain("has something in it, and is left as it is");
    rmSync(path.join(volume, ".kept"));
    expect(run(shell, volumes, image, "image").status).toBe(0);
    expect(contentOf(volume)).toEqual({});
    expect(ownFiles(volume)).toEqual([MARKER]);
    expect(statSync(volume).mode & 0o777).toBe(0o700);
  });

  it("does it once: what the program changes and removes stays so, whatever a later image has", () => {
    const { volumes, volume, image } = given();
    run(shell, volumes, image);
    writeFileSync(path.join(volume, "main"), "changed");
    rmSync(path.join(volume, "run.sh"));
    const before = contentOf(volume);
    const other = given("of a later one").image;
    const { status, stdout, stderr } = run(shell, volumes, other, "image");
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(contentOf(volume)).toEqual(before);
  });

  it("waits for an image that has something, and takes the folder's mode from one that has not", () => {
    const { volumes, volume, image } = given();
    expect(run(shell, volumes, path.join(root, "absent")).stdout).toContain("the image has nothing in");
    const empty = path.join(root, `empty ${runs}`);
    mkdirSync(empty);
    chmodSync(empty, 0o731);
    expect(run(shell, volumes, empty, "image").status).toBe(0);
    expect(statSync(volume).mode & 0o777).toBe(0o731);
    expect(ownFiles(volume)).toEqual([]);
    expect(run(shell, volumes, image).status).toBe(0);
    expect(contentOf(volume)).toEqual(contentOf(image));
  });

  it("goes on where a task ended, at whichever step, and leaves nothing half", () => {
    let deaths = 0;
    for (;;) {
      const { volumes, volume, image } = given();
      const { signal, status } = run(shell, volumes, image, "image", dyingAt(deaths + 1));
      if (signal === null) {
        expect(status).toBe(0);
        break;
      }
      deaths++;
      expect(run(shell, volumes, image, "image")).toMatchObject({ status: 0, stderr: "" });
      expect(contentOf(volume), `after step ${deaths}`).toEqual(contentOf(image));
      expect(ownFiles(volume)).toEqual([MARKER]);
    }
    // A folder, the copy, the marker, each of nine things in place, and what is removed.
    expect(deaths).toBeGreaterThan(12);
  }, 120_000);

  it("overwrites nothing that came while a copy was half in place", () => {
    for (const [name, isFolder] of [
      ["main", false],
      ["conf.d", false],
      ["conf.d", true],
      ["linked", false],
    ] as const) {
      const { volumes, volume, image } = given();
      // Chosen, with nothing in place yet.
      const copy = path.join(volume, ".nk-seed-someone");
      mkdirSync(copy);
      spawnSync("cp", ["-a", `${image}/.`, path.join(copy, "files")]);
      writeFileSync(path.join(volume, MARKER), "someone\n");
      if (isFolder) mkdirSync(path.join(volume, name));
      else writeFileSync(path.join(volume, name), "of the program");
      expect(run(shell, volumes, image)).toMatchObject({ status: 0, stderr: "" });
      const { [name]: found, ...others } = contentOf(volume);
      expect(found).toMatch(isFolder ? /^folder/ : /of the program$/);
      const expected = Object.entries(contentOf(image)).filter(([at]) => at !== name && !at.startsWith(`${name}/`));
      expect(others).toEqual(Object.fromEntries(expected));
      expect(ownFiles(volume)).toEqual([MARKER]);
    }
  });

  it("does not bring back what was left behind and then removed", () => {
    const { volumes, volume, image } = given();
    // Everything is in place but what was there, and the task ended while it removed the rest.
    const rest = path.join(volume, ".nk-seed-other-done");
    mkdirSync(path.join(rest, "files"), { recursive: true });
    writeFileSync(path.join(rest, "files/main"), "left behind");
    writeFileSync(path.join(volume, MARKER), "other\n");
    expect(run(shell, volumes, image).status).toBe(0);
    expect(existsSync(path.join(volume, "main"))).toBe(false);
    expect(ownFiles(volume)).toEqual([MARKER]);
  });

  it("lets one of several tasks win, and none begin before all is there", async () => {
    const { volumes, volume } = given();
    const slow = ["cp", "ln", "mv", "mkdir", "rm"].map(
      (name) => `${name}() { sleep 0.0$((${"$$"} % 7)); command ${name} "$@"; }`,
    );
    const tasks = Array.from({ length: 5 }, async (_, index) => {
      const { image } = given(`of image ${index}`);
      const seed = { volume: "data", path: image, owners: "files" } as const;
      const { shell: program, args } = commandOf(shell, volumes, seed, `${slow.join("\n")}\n`);
      const task = spawn(program, args, { stdio: "ignore" });
      const [status] = await once(task, "close");
      return { status, image: contentOf(image), found: contentOf(volume) };
    });
    const ended = await Promise.all(tasks);
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0]);
    const winner = contentOf(volume);
    expect(ended.map(({ image }) => image)).toContainEqual(winner);
    for (const { found } of ended) expect(found).toEqual(winner);
  }, 120_000);

  it.each(["conf.d", "linked", "main"])("puts nothing into what has the name %s by the time that it comes", (name) => {
    const { volumes, volume, image } = given();
    const elsewhere = path.join(root, `elsewhere ${runs}`);
    mkdirSync(elsewhere);
    // A program that is quicker, between the look and the step.
    const quicker = ["ln", "mv"].map(
      (step) =>
        `${step}() { case "$1" in */files/${name}) command ln -s "${elsewhere}" "$to/${name}" ;; esac; command ${step} "$@"; }`,
    );
    expect(run(shell, volumes, image, "files", `${quicker.join("\n")}\n`)).toMatchObject({ status: 0, stderr: "" });
    expect(readlinkSync(path.join(volume, name))).toBe(elsewhere);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it("fails where it cannot fill a volume, and says which", () => {
    const { volumes, volume, image } = given();
    const broken = 'cp() { echo "no space" >&2; return 1; }\n';
    const { status, stderr } = run(shell, volumes, image, "files", broken);
    expect(status).toBe(1);
    expect(stderr).toContain("cannot fill the volume data");
    expect(contentOf(volume)).toEqual({});
    expect(run(shell, volumes, image).status).toBe(0);
    expect(contentOf(volume)).toEqual(contentOf(image));
  });
});
