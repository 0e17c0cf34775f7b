import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundle, folderWith, NODE, nanokit } from "./command.js";

const sound = "name: shop\nenvironments: { stage: {} }\nservices: { web: { image: nginx } }\n";
const wrong = sound.replace("image", "imgae");

/** Runs the command with an output that is closed before anything is written to it. */
function unread(cwd: string, args: readonly string[], closed: "stdout" | "stderr") {
  return new Promise<{ readonly status: number | null; readonly said: string }>((resolve) => {
    const child = spawn(NODE, ["--", bundle(), ...args], { cwd, env: { PATH: process.env.PATH } });
    let said = "";
    child[closed === "stdout" ? "stderr" : "stdout"].on("data", (text) => {
      said += String(text);
    });
    child[closed].destroy();
    child.on("close", (status) => resolve({ status, said }));
  });
}

describe("an output that nobody reads", () => {
  it.each([["schema"], ["--help"], ["--version"], ["completion", "bash"], ["synth"]])(
    "is no failure, as with head: %s",
    async (...args) => {
      const folder = folderWith({ "nanokit.yml": sound });
      expect(await unread(folder, args, "stdout")).toEqual({ status: 0, said: "" });
    },
  );

  it("leaves the exit code as it would be", async () => {
    const folder = folderWith({ "nanokit.yml": wrong });
    expect((await unread(folder, ["validate", "--format", "json"], "stdout")).status).toBe(1);
    expect(await unread(folder, ["validate"], "stderr")).toEqual({ status: 1, said: "" });
  });

  it("ends a watch", async () => {
    const folder = folderWith({ "nanokit.yml": sound });
    expect((await unread(folder, ["watch"], "stdout")).status).toBe(0);
  });
});

describe.skipIf(!existsSync("/dev/full"))("a disk that is full", () => {
  it("is told: exit 2", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(NODE, ["--", bundle(), "schema"], { stdio: ["ignore", full, "pipe"] });
    let said = "";
    child.stderr?.on("data", (text) => {
      said += String(text);
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    closeSync(full);
    expect({ status, said }).toEqual({
      status: 2,
      said: expect.stringMatching(/^Cannot write the output: ENOSPC.*\n$/),
    });
  });
});

describe("standard output", () => {
  it("loses nothing when it is read late", () => {
    const keys = Array.from({ length: 1000 }, (_, at) => `nonsense${at}: 1\n`); // more findings than a pipe holds
    const folder = folderWith({ "nanokit.yml": `${sound}${keys.join("")}` });
    const late = `"$0" "$1" validate --format json | { sleep 0.5; cat; }`; // meanwhile the pipe is full
    const options = { cwd: folder, env: { PATH: process.env.PATH }, encoding: "utf8" } as const;
    const found = JSON.parse(execFileSync("sh", ["-c", late, NODE, bundle()], options));
    expect(found).toEqual(JSON.parse(nanokit(folder, ["validate", "--format", "json"]).stdout));
    expect(JSON.stringify(found).match(/`nonsense\d+` is not/g)).toHaveLength(1000);
  });
});

describe("colour", () => {
  const folder = folderWith({ "nanokit.yml": wrong });
  const colored = (env: Readonly<Record<string, string>>) =>
    nanokit(folder, ["validate"], env).stderr.includes("\u001b");

  it.each([
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "1", TERM: "dumb" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "false" }, false],
    [{ FORCE_COLOR: "" }, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("into a pipe, with %j: %s", (env, expected) => {
    expect(colored(env as Readonly<Record<string, string>>)).toBe(expected);
  });
});
