import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { usages } from "../../src/cli/usage/index.js";
import { codeBlocks } from "../docs/markdown.js";
import { sampled } from "../support/sampled.js";
import { bundle, folderWith, NODE, nanokit, ROOT } from "./command.js";

/** What the examples speak of: a project called shop with two environments, of which `generated/` is committed. */
const SHOP = {
  "nanokit.yml": `name: shop
infra: { region: eu-west-1, vpc: vpc-0123456789abcdef0 }
services:
  web:
    path: ./web
    build: true
    expose: 8080
    depends_on: [database]
  database:
    image: mongo:8.0
    expose: 27017
    volumes:
      - data-store:/data/db
volumes: { data-store: {} }
environments: { stage: {}, production: {} }
`,
  "docker-compose.yml": "services:\n  web:\n    image: nginx:1.29\n    ports: ['8080:80']\n",
  "web/Dockerfile": "FROM nginx:1.29\n",
};

/** Examples that do not run here as they stand, and why. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^terraform /, "the tests with Terraform run its commands"],
  [/^nanokit-tf watch\b/, "it ends when the user ends it"],
  [/^nanokit-tf init(?!.*(--yes|--from-compose|-y\b))/, "it asks"],
  [/completion zsh/, "that is for zsh to read"],
];

/** Examples that find something here, by their beginning: exit 1. */
const FINDS: readonly string[] = [];

const documents = ["README.md", "examples/README.md", ...markdownIn("docs")];
const fromUsages = Object.values(usages).flatMap(({ name, examples }) =>
  examples.map((line) => ({ where: `${name} --help`, line })),
);
const fromDocuments = documents.flatMap((where) =>
  codeBlocks(readFileSync(path.join(ROOT, where), "utf8"))
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.split("\n").map((line) => ({ where, line: line.trim() })))
    .filter(({ line }) => /^nanokit-tf |^eval .*nanokit-tf /.test(line)),
);
const runnable = [...fromUsages, ...fromDocuments].filter(({ line }) => !NOT_RUN.some(([rule]) => rule.test(line)));

function markdownIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

/** The folder that each example gets a copy of. */
let original = "";
let bin = "";

beforeAll(() => {
  original = folderWith(SHOP);
  bin = path.join(folderWith({ "nanokit-tf": `#!/bin/sh\nexec "${NODE}" -- "${bundle()}" "$@"\n` }));
  chmodSync(path.join(bin, "nanokit-tf"), 0o755);
  expect(nanokit(original, ["synth"]).status).toBe(0);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: original });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message", "Begin");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
});

/** Runs a line as a user types it, in a copy of the folder; what is printed for another program to run is not run. */
function run(line: string) {
  const folder = path.join(path.dirname(original), `copy-${runs++}`, "shop");
  mkdirSync(path.dirname(folder));
  cpSync(original, folder, { recursive: true });
  symlinkSync(path.join(ROOT, "examples"), path.join(folder, "examples"));
  if (/^nanokit-tf init\b/.test(line) && !line.includes("--force")) rmSync(path.join(folder, "nanokit.yml"));
  const command = line.replace(/\s*\|\s*(?:sh|source)\b.*$/, "").replaceAll("/tmp/", "./tmp/");
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", command], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env.PATH}` },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

let runs = 0;

describe("the examples of --help and of the documents", () => {
  it("are there for every command", () => {
    for (const { name, examples } of Object.values(usages)) {
      const own = examples.filter((line) => line.includes(`nanokit-tf ${name}`));
      expect(own.length, name).toBeGreaterThan(0);
    }
    expect(fromDocuments.length).toBeGreaterThan(2);
  });

  it.each(sampled(runnable, ({ where, line }) => `${where} ${line}`, 10))("$where: $line", ({ line }) => {
    const { status, said } = run(line);
    expect(said).not.toContain("Internal error");
    expect(status, said).toBe(FINDS.some((beginning) => line.startsWith(beginning)) ? 1 : 0);
  });
});
