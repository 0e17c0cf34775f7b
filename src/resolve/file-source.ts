import { posix } from "node:path";
import type { FileContent } from "../aws/container-files.js";
import { TASK_DEFINITION_BYTES_MAX } from "../aws/task-definition.js";
import { type SecretFile, secretFile } from "../secrets/files.js";
import { utf8Text } from "../syntax/utf8.js";
import type { Beside, ReadBeside } from "./beside.js";
import { type ExpansionProblem, expandText } from "./expand-text.js";
import type { Variables } from "./interpolate.js";
import { textProblem } from "./text-problem.js";

/** A folder has at most so many files and folders in it: all of them are read, and no more would fit into a task definition anyway. */
const FOLDER_ENTRIES_MAX = 1000;

/** Why nothing of a path can be used; `unknown`: whoever compiles does not say what is beside nanokit.yml. */
export type Unread = Exclude<Beside["kind"], "file" | "folder" | "large"> | "empty" | "many" | "unknown" | "whole";

/** What is wrong with a file or a folder of the repository. */
export type SourceProblem = { readonly path: string } & (
  | { readonly kind: "unread"; readonly why: Unread }
  | { readonly kind: "large"; readonly bytes: number }
  | { readonly kind: "secret"; readonly secret: SecretFile }
  | { readonly kind: "expansion"; readonly problem: ExpansionProblem }
);

/** A file of an entry, before anything is known of where it goes. */
export interface SourceFile {
  /** Its path in the folder that is asked for; empty where it is what is asked for. */
  readonly below: string;
  /** Its path in the repository, for messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** What is at a path of the repository. */
export type SourceReading =
  | { readonly isFolder: boolean; readonly files: readonly SourceFile[] }
  | { readonly problem: SourceProblem };

/** Reads a file, or all files of a folder. Folders without a file are none, as git keeps none. */
export function readSource(path: string, read: ReadBeside | undefined): SourceReading {
  const unread = (why: Unread, at = path): SourceReading => ({ problem: { path: at, kind: "unread", why } });
  if (read === undefined) return unread("unknown");
  const place = posix.normalize(path);
  // Of it the stacks themselves are a part, which would hold themselves then, and perhaps a state.
  if (place === "." || place === "./") return unread("whole");
  if (posix.isAbsolute(place) || place === ".." || place.startsWith("../")) return unread("outside");
  const files: SourceFile[] = [];
  let entries = 0;
  let bytes = 0;
  const visit = (below: string): SourceProblem | undefined => {
    const at = below === "" ? path : posix.join(path, below);
    const found = read(posix.join(place, below), TASK_DEFINITION_BYTES_MAX);
    if (found.kind === "large") return { path: at, kind: "large", bytes: found.bytes };
    if (found.kind === "file") {
      bytes += found.bytes.length;
      files.push({ below, path: at, bytes: found.bytes, executable: found.executable });
      return bytes > TASK_DEFINITION_BYTES_MAX ? { path, kind: "large", bytes } : undefined;
    }
    if (found.kind !== "folder") return { path: at, kind: "unread", why: found.kind };
    entries += found.names.length;
    if (entries > FOLDER_ENTRIES_MAX) return { path, kind: "unread", why: "many" };
    for (const name of found.names) {
      const problem = visit(posix.join(below, name));
      if (problem) return problem;
    }
    return undefined;
  };
  const problem = visit("");
  if (problem) return { problem };
  const isFolder = files[0]?.below !== "";
  return files.length === 0 ? unread("empty") : { isFolder, files };
}

/** How the content of a file is used. */
export interface ContentOptions {
  readonly expand: boolean;
  /** Whether what looks like a password in it is none. */
  readonly public: boolean;
  /** Where it is in the container. */
  readonly place: string;
  readonly variables: Variables;
}

/** The content of a file as it reaches the container. */
export function contentOf(
  { path, bytes }: Pick<SourceFile, "path" | "bytes">,
  { expand, public: isPublic, place, variables }: ContentOptions,
): { readonly content: FileContent } | { readonly problem: SourceProblem } {
  const text = utf8Text(bytes);
  const secret = secretFile(posix.basename(path), text, place);
  if (secret && !(isPublic && (secret.by === "password" || secret.by === "name"))) {
    return { problem: { path, kind: "secret", secret } };
  }
  if (!expand) return { content: asContent(bytes, text) };
  const expanded = expandText(text, variables);
  if ("problem" in expanded) return { problem: { path, kind: "expansion", problem: expanded.problem } };
  return { content: asContent(Buffer.from(expanded.text, "utf8"), expanded.text) };
}

/**
 * A text as it stands where all on the way lets it pass: Terraform, which keeps strings in form C, and a shell. Characters of control but tabs
 * and line ends are for no reader.
 */
function asContent(bytes: Uint8Array, text: string | undefined): FileContent {
  const plain = text !== undefined && !/(?![\t\n\r])\p{Cc}/u.test(text) && textProblem(text) === undefined;
  return plain ? { text } : { base64: Buffer.from(bytes).toString("base64") };
}
