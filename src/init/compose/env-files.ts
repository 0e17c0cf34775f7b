import { type Dotenv, type DotenvProblem, parseDotenv } from "../../shell/dotenv.js";
import { itemsOf, keysOf, type Node, textOf } from "./source.js";
import { switchIn } from "./switches.js";
import { translateVariables, type Values } from "./variables.js";

/** A file of `env_file`. */
export interface EnvFile {
  readonly path: string;
  /** Whether compose goes on without it. */
  readonly optional: boolean;
  /** Whether each line is taken as it is, as by `docker run --env-file`: no quotes, no references. */
  readonly raw: boolean;
}

/** The files that `env_file` names. */
export function envFiles(node: Node | undefined, values: Values): readonly EnvFile[] {
  return itemsOf(node).flatMap(({ value }) => {
    const keys = keysOf(value);
    const path = textOf(value) ?? textOf(keys.get("path")?.value);
    if (path === undefined) return [];
    const optional = switchIn(keys.get("required")?.value, values) === false;
    const raw = textOf(keys.get("format")?.value) === "raw";
    return [{ path: translateVariables(path, values).resolved, optional, raw }];
  });
}

/** The variables in the text of such a file. `outer` are those that its references find. */
export function readEnvFile(text: string, { raw }: EnvFile, outer: Values = {}): Dotenv {
  return raw ? parseRaw(text) : parseDotenv(text, outer);
}

/** Source: github.com/docker/cli, pkg/kvfile/kvfile.go. */
function parseRaw(text: string): Dotenv {
  const values = new Map<string, string>();
  const problems: DotenvProblem[] = [];
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const written = line.trimStart();
    if (written === "" || written.startsWith("#")) continue;
    const [, name = "", value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(written) ?? [];
    const isName = name !== "" && !/\s/.test(name);
    if (value !== undefined && isName) values.set(name, value);
    else problems.push({ line: at + 1, reason: "it has no `=`", ...(isName && { name }) });
  }
  return { values: Object.fromEntries(values), problems };
}
