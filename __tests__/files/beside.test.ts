import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { besideReader } from "../../src/cli/files/beside.js";

const root = mkdtempSync(path.join(os.tmpdir(), "nanokit-beside-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = path.join(root, "project");
mkdirSync(path.join(folder, "conf/sub"), { recursive: true });
writeFileSync(path.join(folder, "conf/b.conf"), "b");
writeFileSync(path.join(folder, "conf/a.sh"), "a");
chmodSync(path.join(folder, "conf/a.sh"), 0o755);
writeFileSync(path.join(folder, "large"), "x".repeat(101));
writeFileSync(path.join(root, "outside"), "o");
symlinkSync("conf/b.conf", path.join(folder, "link"));
symlinkSync("../outside", path.join(folder, "leaves"));
symlinkSync("..", path.join(folder, "up"));
symlinkSync("nowhere", path.join(folder, "broken"));
execFileSync("mkfifo", [path.join(folder, "pipe")]);

describe("what stands beside a file", () => {
  it.each([
    ["conf/b.conf", { kind: "file", bytes: Buffer.from("b"), executable: false }],
    ["conf/a.sh", { kind: "file", bytes: Buffer.from("a"), executable: true }],
    ["link", { kind: "file", bytes: Buffer.from("b"), executable: false }],
    ["conf", { kind: "folder", names: ["a.sh", "b.conf", "sub"] }],
    ["large", { kind: "large", bytes: 101 }],
    ["leaves", { kind: "outside" }],
    ["up/outside", { kind: "outside" }],
    ["broken", { kind: "absent" }],
    ["conf/b.conf/below", { kind: "unreadable" }],
    ["nothing", { kind: "absent" }],
    ["pipe", { kind: "special" }],
  ])("%s is read as it is", (at, expected) => {
    const found = besideReader(folder)(at, 100);
    expect(found.kind === "file" ? { ...found, bytes: Buffer.from(found.bytes) } : found).toEqual(expected);
  });

  it("is looked at once, and told of before", () => {
    const asked: string[] = [];
    const read = besideReader(folder, (at) => asked.push(at));
    expect(read("conf", 100)).toBe(read("conf", 100));
    expect(asked).toEqual([path.join(folder, "conf")]);
  });
});
