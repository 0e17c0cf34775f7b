import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { machine } from "../../e2e/prepare.js";
import { findOnPath, skipBanner } from "../../e2e/tools.js";
import { githubWorkflow } from "../../src/init/index.js";

const INSTALL = "go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.7, and its folder on PATH";
const actionlint = findOnPath(["actionlint"], process.env.PATH, machine);
if (actionlint === undefined)
  console.warn(skipBanner([{ tool: "actionlint", install: INSTALL }], "whether workflows are sound"));

/** What actionlint says of a workflow. Scripts are not its subject: shellcheck may be there or not. */
function findings(text: string): string {
  const args = ["-shellcheck=", "-pyflakes=", "-no-color", "-"];
  return spawnSync(actionlint ?? "", args, { input: text, encoding: "utf8" }).stdout;
}

describe.skipIf(actionlint === undefined)("actionlint", () => {
  const own = new URL("../../.github/workflows/", import.meta.url);

  it.each(readdirSync(own))("has nothing to say of %s, which this repository runs", (name) => {
    expect(findings(readFileSync(new URL(name, own), "utf8"))).toBe("");
  });

  const project = { name: "shop", environments: ["stage"], file: "nanokit.yml", version: "1.0.0" };
  it.each([
    ["of one environment", project],
    ["with a folder and names that need quotes", { ...project, folder: "infra/my app", file: "a 'b'.yml" }],
    ["that builds images", { ...project, environments: ["production", "stage"], builds: true }],
  ])("has nothing to say of the workflow %s that init writes", (_what, options) => {
    expect(findings(githubWorkflow(options))).toBe("");
  });

  it("has something to say of one that is not sound", () => {
    expect(findings(githubWorkflow(project).replace("runs-on: ubuntu-latest", "runs-on: moon"))).toContain("moon");
    expect(findings(githubWorkflow(project).replace("github.ref", "github.rev"))).toContain("rev");
  });
});
