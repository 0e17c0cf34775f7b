import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComposeModel } from "../../__tests__/support/compose-facts.js";
import type { ComposeFiles } from "./files.js";

const PROGRAM = fileURLToPath(new URL("../compose-reader", import.meta.url));

/** Answers take more than what a process may say by default. In bytes. */
const MAX_OUTPUT = 1024 ** 3;

/** What compose's own library makes of a project, or why it refuses it. */
export interface Reading {
  readonly model?: ComposeModel;
  readonly error?: string;
}

/** Reads compose files without any code of ours. */
export type ReadCompose = (all: readonly ComposeFiles[]) => readonly Reading[];

/** What is beside a file as `expected.json`: what the library made of it before. */
export function savedReading([file]: ComposeFiles): Reading | undefined {
  const path = join(dirname(file), "expected.json");
  if (!existsSync(path)) return undefined;
  const saved = JSON.parse(readFileSync(path, "utf8")) as ComposeModel & { readonly error?: unknown };
  return saved.error ? { error: "as was saved" } : { model: saved };
}

/** Builds the reader in a folder; or says what is missing. */
export function buildReader(folder: string): ReadCompose | { readonly missing: string } {
  const program = join(folder, "compose-reader");
  const built = spawnSync("go", ["build", "-o", program, "."], { cwd: PROGRAM, encoding: "utf8" });
  if (built.error) return { missing: "go, of version 1.24 or later, is not on PATH" };
  if (built.status !== 0) return { missing: `go could not build the reader: ${built.stderr.trim()}` };
  return (all) => {
    const input = all.map((files) => `${files.map((file) => resolve(file)).join("\t")}\n`).join("");
    // Nothing of the shell's variables reaches a file, and `~` is the same for everybody.
    const env = { HOME: "/home/user", PATH: process.env.PATH ?? "" };
    const { status, stdout, stderr } = spawnSync(program, { input, env, encoding: "utf8", maxBuffer: MAX_OUTPUT });
    if (status !== 0) throw new Error(`the reader failed: ${stderr}`);
    return stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Reading);
  };
}
