import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { CannotRun } from "./cannot-run.js";

/** Bytes that git may answer with; a stack has some hundred thousand. */
const MAX_ANSWER = 256 * 1024 * 1024;

/** The files below a folder, as they are in a commit. */
export interface GitFolder {
  /** Relative to the folder, with `/`. */
  readonly paths: readonly string[];
  /** The text of one of them. */
  read(path: string): string;
}

/**
 * Reads a folder from a git revision; the folder need not be there in the working tree. A revision that does not have it has no files in
 * it: the branch that begins with a project is compared with nothing.
 *
 * @throws CannotRun where there is no git, no repository or no such revision
 */
export function gitFolder(revision: string, folder: string): GitFolder {
  const target = resolve(folder);
  const cwd = nearest(target);
  const inside = relative(cwd, target).split(sep).join("/");
  const git = (...args: readonly string[]) => run(args, cwd);
  const top = git("rev-parse", "--show-toplevel");
  if (!top.ok) throw new CannotRun(`--against needs a git repository: ${top.problem}`);
  // A revision that begins with a dash was refused before, and nothing else can be taken for an option.
  const commit = git("rev-parse", "--verify", "--quiet", `${revision}^{commit}`);
  if (!commit.ok) {
    const hint = "Is it fetched? A checkout in CI often has one commit only: `fetch-depth: 0`.";
    throw new CannotRun(`There is no git revision \`${revision}\`. ${hint}`);
  }
  const tree = `${commit.text.trim()}:./${inside}`;
  const names = git("ls-tree", "-r", "-z", "--full-tree", "--name-only", tree);
  return {
    paths: (names.ok ? names.text : "").split("\0").filter((name) => name !== ""),
    read: (path) => {
      const blob = git("cat-file", "blob", `${tree}${inside === "" ? "" : "/"}${path}`);
      if (!blob.ok) throw new CannotRun(`Cannot read ${folder}/${path} of ${revision}: ${blob.problem}`);
      return blob.text;
    },
  };
}

/** The folder itself, or the first above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

type Answer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

function run(args: readonly string[], cwd: string): Answer {
  try {
    const text = execFileSync("git", args, {
      cwd,
      encoding: "utf8",
      maxBuffer: MAX_ANSWER,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { ok: true, text };
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === "ENOENT") throw new CannotRun("--against needs git, and there is none on the PATH.");
    return { ok: false, problem: (stderr?.trim() || message).split("\n")[0] ?? "" };
  }
}
