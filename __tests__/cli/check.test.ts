import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { usages } from "../../src/cli/usage/index.js";
import { folderWith, nanokit, snapshot, texts, write } from "./command.js";

const file = `name: shop
services:
  db: { image: "mongo:7", volumes: [data:/data/db], env: { LEVEL: info } }
environments:
  stage: { infra: { region: eu-west-1 } }
  production: { infra: { region: eu-central-1 } }
`;
const stage = "generated/stacks/shop-stage/cdk.tf.json";

/** A folder with the file and what it gives. */
function synthesized(text = file): string {
  const folder = folderWith({ "nanokit.yml": text });
  expect(nanokit(folder, ["synth", "-q"]).status).toBe(0);
  return folder;
}

function read(folder: string, name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

function git(folder: string, ...args: readonly string[]): void {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
}

function committed(text = file): string {
  const folder = synthesized(text);
  git(folder, "init", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "commit", "-m", "first");
  return folder;
}

describe("check", () => {
  it("says that the output is what the file gives: exit 0, and nothing is written", () => {
    const folder = synthesized();
    const before = snapshot(folder);
    const { status, stdout, stderr } = nanokit(folder, ["check"]);
    expect(stderr).toContain("generated/ is up to date with nanokit.yml.");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(nanokit(folder, ["check", "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(snapshot(folder)).toEqual(before);
  });

  it("shows a difference by resource and attribute, within 80 columns: exit 1", () => {
    const folder = synthesized();
    write(folder, { "nanokit.yml": file.replace("LEVEL: info", "LEVEL: debug") });
    const before = snapshot(folder);
    const { status, stdout, stderr } = nanokit(folder, ["check", "-e", "stage"]);
    expect(stdout).toBe(`shop-stage: 0 to add, 1 to change, 1 to replace, 0 to destroy.

  ~ local.db_container
        ~ environment["LEVEL"]  "info" -> "debug"

  What follows from it:
  ~ aws_ecs_service.db
          task_definition: aws_ecs_task_definition.db is replaced
-/+ aws_ecs_task_definition.db  (a new revision)
          container_definitions: local.db_container changes # replaces

0 to add, 1 to change, 1 to replace, 0 to destroy
generated/ does not hold what nanokit.yml gives.
Run \`nanokit-tf synth\` and commit what it writes. A change made by hand in the
output belongs in the file.
This compares files only. What exists on AWS is in the state: \`terraform plan\`
decides.
`);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(snapshot(folder)).toEqual(before);
    expect(nanokit(folder, ["check", "-e", "stage"], { FORCE_COLOR: "1" }).stdout).toContain("\u001b[33m  ~\u001b[0m");
  });

  it("says loudly that a file system would be lost, and what prevent_destroy does about it", () => {
    const folder = synthesized();
    write(folder, { "nanokit.yml": `${file}infra: { efs: { encrypted: false } }\n` });
    const { stdout } = nanokit(folder, ["check", "-e", "stage"]);
    const words = stdout.replaceAll(/\s+/g, " ");
    expect(words).toContain("DATA: aws_efs_file_system.main is replaced: the new file system is empty");
    expect(words).toContain("`prevent_destroy` stops that: the plan fails, and nothing of this stack is applied.");
    expect(stdout.indexOf("DATA")).toBeLessThan(stdout.indexOf("-/+"));
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    write(folder, { "nanokit.yml": file.replace(", volumes: [data:/data/db]", "") });
    const gone = nanokit(folder, ["check", "-e", "stage"]).stdout.replaceAll(/\s+/g, " ");
    expect(gone).toContain("aws_efs_file_system.main is destroyed, with all data of all volumes.");
    expect(gone).toContain("`prevent_destroy` goes with the block and does not stop it.");
  });

  it("has the same words, the other way around, for a change made by hand", () => {
    const folder = synthesized();
    write(folder, { [stage]: read(folder, stage).replace('"retention_in_days": 30', '"retention_in_days": 7') });
    const { status, stdout } = nanokit(folder, ["check"]);
    expect(stdout).toContain("~ retention_in_days  7 -> 30");
    expect(stdout).toContain("shop-production: no difference.");
    expect(stdout).toContain("generated/ does not hold what nanokit.yml gives.");
    expect(status).toBe(1);
  });

  it("takes an environment that is not there for new, and one that the file no longer has for left over", () => {
    const folder = synthesized();
    rmSync(path.join(folder, "generated/stacks/shop-stage"), { recursive: true });
    const { status, stdout } = nanokit(folder, ["check"]);
    expect(stdout).toContain("shop-stage: does not exist yet: applying it makes everything new.");
    expect(status).toBe(1);
    nanokit(folder, ["synth", "-q"]);
    write(folder, { "nanokit.yml": file.replace(/ {2}production.*\n/, "") });
    const less = nanokit(folder, ["check"]);
    expect(less.stderr).toMatch(/shop-production is not described by nanokit\.yml any more/);
    expect(less.status).toBe(0);
    rmSync(path.join(folder, "generated/stacks/shop-production"), { recursive: true });
    const stale = nanokit(folder, ["check"]);
    expect(stale.stdout).toContain("manifest.json names shop-production, which is not there.");
    expect(stale.status).toBe(1);
  });

  it("takes an output that is not there at all for new environments", () => {
    const { status, stdout } = nanokit(folderWith({ "nanokit.yml": file }), ["check"]);
    expect(stdout.match(/does not exist yet/g)).toHaveLength(2);
    expect(status).toBe(1);
  });

  it("forgives line ends that Git turned around, and nothing else that is no meaning", () => {
    const folder = synthesized();
    const text = read(folder, stage);
    write(folder, { [stage]: text.replaceAll("\n", "\r\n") });
    const turned = nanokit(folder, ["check"]);
    expect(turned.stderr.replaceAll(/\s+/g, " ")).toContain("no difference but line ends, which Git turned into CRLF.");
    expect(turned.status).toBe(0);
    write(folder, { [stage]: JSON.stringify(JSON.parse(text)) });
    const formatted = nanokit(folder, ["check"]);
    expect(formatted.stdout).toContain("means the same, but is written differently");
    expect(formatted.status).toBe(1);
  });

  it("says what is wrong with a file that is no JSON, and goes on with the others", () => {
    const folder = synthesized();
    const conflict = `<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n`;
    for (const [text, words] of [
      ["{", `${stage} is cut off: it ends in the middle (line 1)`],
      ["[]", "has `the whole` in a form that Terraform does not take"],
      [conflict, `${stage} has conflict markers of Git (line 1). It may have a protected file system.`],
      [conflict, `Take the side that was applied last: \`git checkout --ours -- ${stage}\``],
    ] as const) {
      write(folder, { [stage]: text });
      const { status, stdout } = nanokit(folder, ["check"]);
      expect(stdout.replaceAll(/\s+/g, " ")).toContain(words);
      expect(stdout).toContain("shop-production: no difference.");
      expect(stdout.replaceAll(/\s+/g, " ")).not.toContain("Run `nanokit-tf synth` and commit");
      expect(status).toBe(1);
      expect(nanokit(folder, ["synth"])).toMatchObject({ status: 1, stdout: "" });
    }
  });

  it("compares what lies there as HCL with the HCL that the file gives", () => {
    const folder = folderWith({ "nanokit.yml": file });
    expect(nanokit(folder, ["synth", "-q", "--hcl"]).status).toBe(0);
    expect(nanokit(folder, ["check", "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
    write(folder, { "nanokit.yml": file.replace("LEVEL: info", "LEVEL: debug") });
    const { status, stdout } = nanokit(folder, ["check", "-e", "stage"]);
    expect(stdout).toContain('~ environment["LEVEL"]  "info" -> "debug"');
    expect(stdout).toContain("0 to add, 1 to change, 1 to replace, 0 to destroy");
    expect(status).toBe(1);
  });

  it("reports errors in the file as validate does, and nothing else of it: exit 1, and 2 where there is no file", () => {
    const folder = synthesized();
    write(folder, { "nanokit.yml": file.replace("volumes:", "volums:") });
    const validated = nanokit(folder, ["validate", "-q"]);
    expect(nanokit(folder, ["check"])).toEqual({ ...validated, status: 1 });
    const markdown = nanokit(folder, ["check", "--format", "markdown"]);
    expect(markdown.stdout).toMatch(/^### nanokit-tf: nanokit\.yml has errors\n[\s\S]*NK101/);
    expect(nanokit(folder, ["check", "-f", "none.yml"]).status).toBe(2);
  });

  it("prints JSON for programs", () => {
    const folder = synthesized();
    const same = JSON.parse(nanokit(folder, ["check", "--format", "json"]).stdout) as Record<string, unknown>;
    expect(same).toMatchObject({ version: 1, verdict: "same", file: "nanokit.yml", output: "generated", leftOver: [] });
    write(folder, { "nanokit.yml": file.replace("LEVEL: info", "LEVEL: debug") });
    const { status, stdout, stderr } = nanokit(folder, ["check", "--format", "json", "-e", "stage"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "different",
      summary: { create: 0, update: 1, replace: 1, destroy: 0, marks: { data: 0, opens: 0 } },
      stacks: [
        {
          stack: "shop-stage",
          path: stage,
          status: "changed",
          changes: [
            {
              address: "aws_ecs_service.db",
              kind: "resource",
              type: "aws_ecs_service",
              action: "update",
              attributes: [],
              causes: [{ path: "task_definition", address: "aws_ecs_task_definition.db", forcesReplacement: false }],
              marks: [],
            },
            { address: "aws_ecs_task_definition.db", action: "replace" },
            {
              address: "local.db_container",
              action: "update",
              attributes: [{ path: 'environment["LEVEL"]', before: "info", after: "debug", forcesReplacement: false }],
            },
          ],
        },
      ],
    });
  });
});

describe("check --against", () => {
  it("compares with a revision, from a folder below too", () => {
    const folder = committed();
    expect(nanokit(folder, ["check", "-q", "--against", "main"])).toEqual({ status: 0, stdout: "", stderr: "" });
    write(folder, { "nanokit.yml": file.replace("LEVEL: info", "LEVEL: debug"), "sub/empty": "" });
    nanokit(folder, ["synth", "-q"]);
    expect(nanokit(folder, ["check", "-q"]).status).toBe(0);
    const args = ["--against", "main", "-e", "stage"];
    const { status, stdout } = nanokit(folder, ["check", ...args]);
    expect(stdout).toContain("nanokit.yml gives something else than generated/ of main holds.");
    expect(stdout).not.toContain("nanokit-tf synth");
    expect(stdout).toContain('~ environment["LEVEL"]  "info" -> "debug"');
    expect(status).toBe(1);
    const below = nanokit(path.join(folder, "sub"), ["check", "-f", "../nanokit.yml", "-o", "../generated", ...args]);
    expect(below.stdout.split("\n").slice(0, 12)).toEqual(stdout.split("\n").slice(0, 12));
    rmSync(path.join(folder, "generated"), { recursive: true });
    expect(nanokit(folder, ["check", ...args]).stdout).toBe(stdout);
  });

  it("says what keeps it from running: exit 2", () => {
    const folder = committed();
    const cannot = (cwd: string, args: readonly string[], words: string) => {
      const { status, stdout, stderr } = nanokit(cwd, ["check", "-q", ...args]);
      expect(stderr).toContain(words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    };
    cannot(folder, ["--against", "nowhere"], "There is no git revision `nowhere`.");
    cannot(folder, ["--against=--output=x"], "`--output=x` is not a git revision.");
    cannot(folder, ["--against="], "--against is empty: it needs REV.");
    cannot(synthesized(), ["--against", "main"], "--against needs a git repository:");
    expect(texts(folder)).not.toHaveProperty("x");
  });

  it("takes everything for new where the revision has no output yet", () => {
    const folder = folderWith({ "nanokit.yml": file });
    git(folder, "init", "-q", "-b", "main");
    git(folder, "add", ".");
    git(folder, "commit", "-q", "-m", "the file alone");
    nanokit(folder, ["synth", "-q"]);
    const { status, stdout } = nanokit(folder, ["check", "--against", "main"]);
    expect(status).toBe(1);
    expect(stdout).toContain("shop-stage: does not exist yet");
    expect(stdout).toContain("shop-production: does not exist yet");
  });

  it("takes a stack that the revision does not have for new, and one that only it has for left over", () => {
    const folder = committed(file.replace(/ {2}production.*\n/, ""));
    write(folder, { "nanokit.yml": file.replace(/ {2}stage.*\n/, "") });
    nanokit(folder, ["synth", "-q"]);
    const { stdout } = nanokit(folder, ["check", "--against", "main"]);
    expect(stdout).toContain("shop-production: does not exist yet");
    expect(stdout).toContain("shop-stage is not described by nanokit.yml any more.");
  });
});

describe("the examples of check --help", () => {
  const folder = committed(file);
  git(folder, "update-ref", "refs/remotes/origin/main", "main");

  it.each(usages.check.examples)("%s", (example) => {
    const [program, ...args] = example.split(" ");
    expect(program).toBe("nanokit-tf");
    expect(nanokit(folder, args).status).toBe(0);
  });
});
