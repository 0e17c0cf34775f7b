import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { besideReader } from "../../src/cli/files/beside.js";
import { MAX_TEXT_BYTES, readIfThere } from "../../src/cli/files/read.js";
import { type Compilation, compile } from "../../src/compile.js";
import type { Translation } from "../../src/init/compose/index.js";
import { fromCompose, keyFor } from "../../src/init/index.js";
import { synthesize } from "../../src/lower/synth.js";
import { parseDotenv } from "../../src/shell/dotenv.js";
import type { TaskStack } from "./task-definitions.js";

/** What `init --from-compose` makes of files, and what `synth` would make of that. */
export interface MadeFromCompose extends Translation {
  readonly compiled: () => Compilation;
}

/** Translates compose files as the command does, without writing anything. What is beside them is beside the first. */
export function translateFiles(paths: readonly string[], defaultName?: string): MadeFromCompose {
  const folder = dirname(paths[0] ?? "");
  const readFile = (name: string) => readText(join(folder, name));
  const values = parseDotenv(readFile(".env") ?? "").values;
  const read = besideReader(folder);
  const name = defaultName ?? keyFor(basename(folder));
  const sources = paths.map((path) => ({ path: basename(path), text: readText(path) ?? "" }));
  const translation = fromCompose(sources, {
    defaultName: name,
    folder: basename(folder),
    values,
    readFile,
    read,
    schema: "",
  });
  const { text = "" } = translation;
  const compiled = () => compile({ path: "nanokit.yml", text }, { variables: values, defaultName: name, read });
  return { ...translation, compiled };
}

/** The stack of the one environment that a project has. */
export function onlyStack(project: NonNullable<Compilation["project"]>): TaskStack {
  const file = synthesize(project).find(({ path }) => path.endsWith("cdk.tf.json"));
  if (!file) throw new Error(`${project.name} has no stack`);
  return JSON.parse(file.text) as TaskStack;
}

function readText(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readIfThere(path, MAX_TEXT_BYTES) : undefined;
}
