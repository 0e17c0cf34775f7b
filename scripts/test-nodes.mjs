#!/usr/bin/env node
// Runs the tests of the command with each version of Node that it is for. The binaries are those of npm's package `node`, kept in
// node_modules/.cache.
//
// usage: node scripts/test-nodes.mjs [--require] [MAJOR ...] [-- WORDS FOR VITEST]
//   --require  a version that cannot be installed is a failure; without it, it is left out, and that is said

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MAJORS = ["20", "22", "24", "26"];
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

/** The binary of a major version, installed when it is not there yet; undefined where it cannot be. */
function nodeOf(major) {
  const folder = path.join(ROOT, "node_modules/.cache/nodes", major);
  const binary = path.join(folder, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const words = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `node@${major}`];
  const { status, stderr } = spawnSync(NPM, words, { encoding: "utf8" });
  if (status === 0 && existsSync(binary)) return binary;
  console.error(`NODE ${major} IS NOT TESTED: npm cannot install it.\n${stderr}`);
  return undefined;
}

/** Returns whether the tests passed; undefined when they could not run. */
function test(major, vitestWords) {
  const binary = nodeOf(major);
  if (binary === undefined) return undefined;
  const version = execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
  console.log(`\n== the command on Node ${version}`);
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "__tests__/cli", ...vitestWords], {
    cwd: ROOT,
    env: { ...process.env, NANOKIT_TEST_NODE: binary },
    stdio: "inherit",
  });
  return status === 0;
}

const words = process.argv.slice(2);
const separator = words.includes("--") ? words.indexOf("--") : words.length;
const own = words.slice(0, separator);
const majors = own.filter((word) => /^\d+$/.test(word));
const results = (majors.length > 0 ? majors : MAJORS).map((major) => [major, test(major, words.slice(separator + 1))]);

console.log();
for (const [major, passed] of results) {
  console.log(`Node ${major}: ${passed === undefined ? "NOT TESTED" : passed ? "passed" : "FAILED"}`);
}
const wrong = (passed) => passed === false || (passed === undefined && own.includes("--require"));
process.exitCode = results.some(([, passed]) => wrong(passed)) ? 1 : 0;
