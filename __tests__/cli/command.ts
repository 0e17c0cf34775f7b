import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { temporaryFolder } from "../support/temporary.js";
import { runWarm } from "./warm/index.js";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The Node that runs the command: `npm run test:nodes` names others than that of the tests. */
export const NODE = process.env.NANOKIT_TEST_NODE || process.execPath;

const STARTS_EACH = process.env.NANOKIT_TESTS === "whole" || NODE !== process.execPath;

/** What a run of the command gave. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Texts or bytes by path. */
export type FileTree = Readonly<Record<string, string | Uint8Array>>;

/** A folder of its own, with these files in it, that goes when the test file has run. */
export function folderWith(files: FileTree, name = "shop"): string {
  const folder = path.join(temporaryFolder("nanokit-cli-"), name);
  mkdirSync(folder);
  write(folder, files);
  return folder;
}

export function write(folder: string, files: FileTree): void {
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/** The bundled command, as `npm run build` makes it; made once for all test files. */
export function bundle(): string {
  return path.join(inject("command"), "cli.cjs");
}

/**
 * Runs `nanokit-tf` in a folder. Of the environment only PATH goes along, and what is given. In a process of its own where `NANOKIT_TESTS` is
 * `whole`, as in CI, or where processes are counted or the Node is another; else in one that has run others before.
 */
export function nanokit(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  if (STARTS_EACH || inject("childCoverage") || env.NODE_OPTIONS) return start([bundle(), ...args], cwd, env);
  return runWarm({ command: bundle(), args, cwd, env: { PATH: process.env.PATH, ...env } }, NODE);
}

/** Runs the app that `cdktf synth` runs. */
export function app(cwd: string, env: Readonly<Record<string, string>>): Run {
  const tsx = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
  return start([tsx, path.join(ROOT, "main.ts")], cwd, env);
}

function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Run {
  // Without `--`, Node 20 takes `--env-file` for itself, although it stands behind the script.
  const { status, stdout, stderr } = spawnSync(NODE, ["--", ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Every file below a folder with its bytes and the time of its last change. */
export function snapshot(folder: string): Readonly<Record<string, { readonly text: string; readonly mtime: number }>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .map((name) => ({ name, at: path.join(folder, name) }))
      .filter(({ at }) => statSync(at).isFile())
      .map(({ name, at }) => [name, { text: readFileSync(at, "utf8"), mtime: statSync(at).mtimeMs }]),
  );
}

/** The same without the times. */
export function texts(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(snapshot(folder)).map(([name, { text }]) => [name, text]));
}
