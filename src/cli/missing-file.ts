import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { InsteadOfFile } from "../diagnostics/codes/reading.js";
import { closest } from "../schema/closest.js";
import { ifPossible } from "./files/if-possible.js";
import { foldersAround } from "./files/repository.js";

const USUAL = "nanokit.yml";

/** The names under which compose looks for its file, in its order. */
const COMPOSE = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/** What is there in place of a file that is not: one of a like name, one in a folder above, or one of compose. Undefined where there is none. */
export function insteadOf(path: string): InsteadOfFile | undefined {
  const folder = dirname(path);
  const names = ifPossible(() => readdirSync(folder)) ?? [];
  const near = closest(basename(path), names.filter(isYaml));
  if (near !== undefined) return { kind: "like", path: beside(folder, near) };
  const above = folderAbove(folder, basename(path));
  if (above !== undefined) return { kind: "above", folder: above };
  const compose = basename(path) === USUAL ? COMPOSE.find((name) => names.includes(name)) : undefined;
  return compose === undefined ? undefined : { kind: "compose", path: beside(folder, compose) };
}

/** The nearest folder above that holds the file, as it is written from the working directory; within the repository where there is one. */
function folderAbove(folder: string, name: string): string | undefined {
  const [, ...above] = foldersAround(folder);
  const found = above.find((one) => existsSync(join(one, name)));
  return found && (relative(process.cwd(), found).split(sep).join("/") || ".");
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !COMPOSE.includes(name);
}

function beside(folder: string, name: string): string {
  return folder === "." ? name : join(folder, name);
}
