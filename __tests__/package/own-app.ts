import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildLibrary } from "../../scripts/build-library.mjs";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The app of the documentation. */
const EXAMPLE = path.join(ROOT, "examples/own-app");

/** Where its output is committed, for the tests with Terraform. */
export const COMMITTED = path.join(EXAMPLE, "generated");

/** What whoever uses the constructs installs beside us; taken from the repository. */
const BESIDE = ["cdktf", "constructs", "@cdktf", "@types", "undici-types"];

/** Copies the app to a folder and gives it its packages: `nanokit-tf` is a copy of the folder `library`. */
export function installApp(folder: string, library: string): void {
  cpSync(EXAMPLE, folder, { recursive: true, filter: (from) => from !== COMMITTED });
  const modules = path.join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of BESIDE) symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name));
  cpSync(library, path.join(modules, "nanokit-tf"), { recursive: true });
}

/** Runs one of its scripts, which writes into `generated`, or into the folder that is given. */
export function runScript(folder: string, script: string, output = path.join(folder, "generated")) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, "node_modules/tsx/dist/cli.mjs"), script],
    { cwd: folder, env: { PATH: process.env.PATH, CDKTF_OUTDIR: output }, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

/** Runs the app with cdktf's own `App`. The files that it writes, by path. */
export function runApp(folder: string): ReadonlyMap<string, string> {
  const { status, stderr } = runScript(folder, "main.ts");
  if (status !== 0) throw new Error(stderr);
  return filesBelow(path.join(folder, "generated"));
}

/** What the app gives with the library as it is now. */
export async function synthesizeOwnApp(): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "nanokit-own-app-"));
  try {
    const library = path.join(folder, "library");
    mkdirSync(library);
    cpSync(path.join(ROOT, "package.json"), path.join(library, "package.json"));
    await buildLibrary(path.join(library, "lib"));
    installApp(path.join(folder, "app"), library);
    return runApp(path.join(folder, "app"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Texts of all files below a folder, by path with `/`; none for a folder that is not there. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return new Map(files.map((name) => [name.replaceAll("\\", "/"), readFileSync(path.join(folder, name), "utf8")]));
}
