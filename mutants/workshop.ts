import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Mutation, mutationsOf } from "./mutations.js";
import { switched } from "./switched.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A mutation of a file; its number switches it on. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The text that the mutation replaces. */
  readonly original: string;
  readonly mutation: Mutation;
}

/** A copy of what is committed, whose sources have all faults in them, each switched off. */
export interface Workshop {
  readonly folder: string;
  readonly mutants: readonly Mutant[];
  remove(): void;
}

/** Runs git in the repository. */
export function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}

/**
 * Makes the copy.
 *
 * @param folders below `src`, whose files get the faults
 */
export function openWorkshop(folders: readonly string[]): Workshop {
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-mutants-"));
  git("worktree", "add", "--quiet", "--detach", folder, "HEAD");
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const mutants: Mutant[] = [];
  for (const file of sourcesIn(folder, folders)) {
    const text = readFileSync(path.join(folder, file), "utf8");
    const mutations = mutationsOf(text);
    writeFileSync(path.join(folder, file), switched(text, mutations, mutants.length));
    for (const mutation of mutations) {
      const line = text.slice(0, mutation.start).split("\n").length;
      mutants.push({ id: mutants.length, file, line, original: text.slice(mutation.start, mutation.end), mutation });
    }
  }
  return {
    folder,
    mutants,
    remove: () => {
      git("worktree", "remove", "--force", folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function sourcesIn(root: string, folders: readonly string[]): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, "src", folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.posix.join("src", folder, name),
    ),
  );
  return [...new Set(files)].filter((file) => file.endsWith(".ts")).sort();
}

/** `src/aws/efs.ts:7  a === b  ->  a !== b` */
export function describeMutant({ file, line, original, mutation }: Mutant): string {
  const short = (code: string) => code.replaceAll(/\s+/g, " ").slice(0, 120);
  return `${file}:${line}  ${short(original)}  ->  ${short(mutation.text)}`;
}
