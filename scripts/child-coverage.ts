// What the processes that tests start run of the command. Vitest counts what its own workers run; for others Node writes a file for each
// process into the folder that NODE_V8_COVERAGE names.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { mergeProcessCovs, type ProcessCov } from "@bcoe/v8-coverage";
import convert from "ast-v8-to-istanbul";
import coverage, { type CoverageMap } from "istanbul-lib-coverage";
import { parseAst } from "rolldown/parseAst";

/**
 * Has Node write what is run by every process that this one starts. The files are made one when the returned function is called: a run of
 * all tests writes a thousand, of two megabytes each.
 *
 * @param folder for what is written
 * @param command the folder of the command; of nothing else is anything kept
 */
export function recordChildren(folder: string, command: string): () => void {
  const own = mkdtempSync(path.join(folder, "tests-"));
  process.env.NODE_V8_COVERAGE = own;
  return () => {
    const prefix = pathToFileURL(`${command}${path.sep}`).href;
    const merged = merge(own, prefix);
    rmSync(own, { recursive: true });
    writeFileSync(path.join(folder, `${path.basename(own)}.json`), JSON.stringify(merged));
  };
}

/** What was recorded, by line of the sources. */
export async function childCoverage(folder: string): Promise<CoverageMap> {
  const map = coverage.createCoverageMap({});
  for (const { url, functions } of merge(folder, "file:").result) {
    const file = fileURLToPath(url);
    if (!existsSync(`${file}.map`)) continue; // the bundler's own few lines
    const code = readFileSync(file, "utf8");
    const sourceMap = JSON.parse(readFileSync(`${file}.map`, "utf8"));
    const ast = parseAst(code, { lang: "js", sourceType: "commonjs" });
    map.merge(await convert({ code, sourceMap, ast: ast as never, coverage: { url, functions } }));
  }
  return map;
}

function merge(folder: string, prefix: string): ProcessCov {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  // One by one: all of them at once would not fit into memory.
  return files.reduce<ProcessCov>(
    (sum, name) => {
      const { result } = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as ProcessCov;
      return mergeProcessCovs([sum, { result: result.filter(({ url }) => url.startsWith(prefix)) }]);
    },
    { result: [] },
  );
}
