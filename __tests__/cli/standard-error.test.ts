import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { bundle, folderWith, NODE, nanokit } from "./command.js";

/** More than a pipe holds. */
const KEYS = 1000;
const folder = folderWith({
  "nanokit.yml": [
    "name: shop",
    "environments: { stage: {} }",
    "services: { web: { image: nginx } }",
    ...Array.from({ length: KEYS }, (_, at) => `nonsense${at}: 1`),
    "",
  ].join("\n"),
});

describe("standard error", () => {
  it("loses nothing when it is read late", () => {
    const late = `"$0" "$1" validate 2>&1 | { sleep 0.5; cat; }`; // meanwhile the pipe is full
    const said = execFileSync("sh", ["-c", late, NODE, bundle()], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
    expect(said.match(/`nonsense\d+` is not/g)).toHaveLength(KEYS);
    expect(said).toBe(nanokit(folder, ["validate"]).stderr);
  });

  it("has no warning of Node about what cdktf calls, whatever the version", () => {
    const file = "name: shop\nservices: { web: { image: nginx, port: 80 } }\nenvironments: { stage: {} }\n";
    const trap = "require('node:util').isArray = () => { throw new Error('util.isArray was called'); };";
    const shop = folderWith({ "nanokit.yml": file, "trap.cjs": trap });
    for (const args of [
      ["synth", "-q"],
      ["iam", "-q"],
    ]) {
      const { status, stderr } = nanokit(shop, args, { NODE_OPTIONS: "--require ./trap.cjs" });
      expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: "" });
      expect(nanokit(shop, args).stderr).toBe("");
    }
  });
});
