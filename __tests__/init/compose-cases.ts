import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { besideReader } from "../../src/cli/files/beside.js";
import type { Translation } from "../../src/init/compose/index.js";
import { fromCompose, summaryText } from "../../src/init/index.js";
import type { ReadBeside } from "../../src/resolve/beside.js";
import { parseDotenv } from "../../src/shell/dotenv.js";

/** Folders with a docker-compose.yml, and what comes of it in expected/: written in the shapes that well-known projects have theirs in. */
export const COMPOSE_CASES = fileURLToPath(new URL("compose/", import.meta.url));

export const composeCases: readonly string[] = readdirSync(COMPOSE_CASES);

/** The variables of a case. */
export function valuesOf(name: string): Readonly<Record<string, string>> {
  return parseDotenv(readCase(name, ".env") ?? "").values;
}

export function readCase(name: string, path: string): string | undefined {
  const target = `${COMPOSE_CASES}${name}/${path}`;
  return existsSync(target) ? readFileSync(target, "utf8") : undefined;
}

/** What stands beside the compose file of a case. */
export function besideOf(name: string): ReadBeside {
  return besideReader(`${COMPOSE_CASES}${name}`);
}

export function translateCase(name: string): Translation {
  return fromCompose(
    { path: "docker-compose.yml", text: readCase(name, "docker-compose.yml") ?? "" },
    {
      defaultName: name,
      values: valuesOf(name),
      readFile: (path) => readCase(name, path),
      read: besideOf(name),
      schema: "./nanokit.schema.json",
    },
  );
}

/** The files of expected/. */
export function expectedFiles(name: string): ReadonlyMap<string, string> {
  const { text = "", summary } = translateCase(name);
  return new Map([
    ["nanokit.yml", text],
    ["summary.txt", summary ? summaryText(summary) : ""],
  ]);
}
