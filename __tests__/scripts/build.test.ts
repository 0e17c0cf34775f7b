import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRATES } from "../../scripts/crates-in-resvg.mjs";

/** The build script on a small command of its own, that loads cdktf the way ours does. */
describe("scripts/build.mjs", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-build-"));
  const dist = path.join(folder, "dist");
  const run = (...args: string[]) => execFileSync(path.join(dist, "cli.cjs"), args, { encoding: "utf8" });

  beforeAll(() => {
    const cdktf = JSON.stringify(createRequire(import.meta.url).resolve("cdktf"));
    const lazy = `import cdktf from ${cdktf};
      const { App, TerraformStack } = cdktf;
      const stack = new TerraformStack(new App({ outdir: process.argv[3] }), "one");
      console.log(stack.node.id);`;
    writeFileSync(path.join(folder, "lazy.mjs"), lazy);
    writeFileSync(path.join(folder, "main.mjs"), `process.argv[2] ? import("./lazy.mjs") : console.log("help");`);
    execFileSync(process.execPath, ["scripts/build.mjs", path.join(folder, "main.mjs"), dist]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("makes an executable that needs no node_modules, and loads cdktf only when asked to", () => {
    expect(statSync(path.join(dist, "cli.cjs")).mode & 0o111).toBe(0o111);
    expect(statSync(path.join(dist, "cli.cjs")).size).toBeLessThan(10_000);
    expect(run()).toBe("help\n");
    expect(run("synth", path.join(folder, "out"))).toBe("one\n");
  });

  it("names each bundled package with version, licence and source", () => {
    const notices = readFileSync(path.join(dist, "THIRD-PARTY-NOTICES.txt"), "utf8");
    expect(notices).toMatch(/^cdktf \d+\.\d+\.\d+ \(MPL-2\.0\)$/m);
    expect(notices).toMatch(/^constructs \d+\.\d+\.\d+ \(Apache-2\.0\)$/m);
    expect(notices).toContain("Source: https://github.com/hashicorp/terraform-cdk");
    expect(notices).not.toMatch(/^archiver /m);
    expect(notices).not.toContain(folder);
  });
});

describe("the crates in the renderer", () => {
  it("are those whose paths it holds", () => {
    const renderer = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
    const paths = readFileSync(renderer, "latin1").matchAll(/registry\/src\/[^/]+\/([\w-]+-\d+\.\d+\.\d+)\//g);
    const held = new Set([...paths].map(([, crate]) => crate));
    expect(CRATES.map(([name, version]) => `${name}-${version}`).sort()).toEqual([...held].sort());
  });
});
