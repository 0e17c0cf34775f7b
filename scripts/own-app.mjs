#!/usr/bin/env node
// Installs examples/own-app from our packed package, as a user would: it compiles, and gives the stacks that are committed. With --cdk-terrain it has
// the package.json that docs/library.md gives for CDK Terrain, and only the version of the tool and the name of the provider's source may differ.
//
// usage: node scripts/own-app.mjs [--cdk-terrain] [FOLDER]   FOLDER: where the app is made (500 MB); without it a temporary one, which goes

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const EXAMPLE = path.join(ROOT, "examples/own-app");
const COMMITTED = path.join(EXAMPLE, "generated");
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

/** What may differ under CDK Terrain, by the names within a file. */
const DIFFERS = new Set(["version", "//.metadata.version", "terraform.required_providers.aws.source"]);
/** What says which release of a framework made it, and so is another one after each release. */
const VERSIONS = new Set(["version", "//.metadata.version"]);

function run(command, words, cwd) {
  console.log(`$ ${command} ${words.join(" ")}`);
  const { status } = spawnSync(command, words, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${words[0]} failed`);
}

/** The package.json of the example, with the packed package in place of the one of this repository. */
function packageOfExample(tarball) {
  const content = JSON.parse(readFileSync(path.join(EXAMPLE, "package.json"), "utf8"));
  return { ...content, dependencies: { ...content.dependencies, "nanokit-tf": `file:${tarball}` } };
}

/** The package.json of the page about CDK Terrain, likewise. */
function packageOfPage(tarball) {
  const page = readFileSync(path.join(ROOT, "docs/library.md"), "utf8");
  const block = /^## CDK Terrain$[\s\S]*?^```json\n([\s\S]*?)^```$/m.exec(page)?.[1];
  if (block === undefined) throw new Error("docs/library.md has no package.json for CDK Terrain");
  const content = JSON.parse(block);
  const { devDependencies } = JSON.parse(readFileSync(path.join(EXAMPLE, "package.json"), "utf8"));
  const dependencies = { ...content.dependencies, "nanokit-tf": `file:${tarball}` };
  return { ...content, dependencies, devDependencies };
}

/** Every value of a JSON file by the names that lead to it. */
function valuesOf(value, names = []) {
  if (typeof value !== "object" || value === null) return [[names.join("."), JSON.stringify(value)]];
  const parts = Object.entries(value);
  return parts.length === 0
    ? [[names.join("."), Array.isArray(value) ? "[]" : "{}"]]
    : parts.flatMap(([name, part]) => valuesOf(part, [...names, name]));
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
}

/** Where two files differ though they should not. */
function differences(file, made, mayDiffer) {
  const [before, after] = [COMMITTED, made].map((folder) => readFileSync(path.join(folder, file), "utf8"));
  if (!file.endsWith(".json"))
    return before === after || (mayDiffer === DIFFERS && file.endsWith("versions.tf")) ? [] : ["its text"];
  const [old, now] = [before, after].map((text) => new Map(valuesOf(JSON.parse(text))));
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => !mayDiffer.has(name) && old.get(name) !== now.get(name),
  );
}

function main(terrain, given) {
  const folder = given ?? mkdtempSync(path.join(os.tmpdir(), "nanokit-own-app-"));
  const who = terrain ? "CDK Terrain" : "The installed app";
  try {
    run(NPM, ["pack", "--silent", "--pack-destination", folder], ROOT);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    const app = path.join(folder, "app");
    cpSync(EXAMPLE, app, { recursive: true, filter: (from) => from !== COMMITTED });
    const content = (terrain ? packageOfPage : packageOfExample)(path.join(folder, tarball));
    writeFileSync(path.join(app, "package.json"), JSON.stringify(content, null, 2));
    run(NPM, ["install", "--no-audit", "--no-fund"], app);
    run(NPM, ["run", "typecheck"], app);
    run(NPM, ["run", "synth"], app);
    const made = path.join(app, "cdktf.out");
    const mayDiffer = terrain ? DIFFERS : VERSIONS;
    const wrong = filesBelow(made).flatMap((file) =>
      differences(file, made, mayDiffer).map((where) => `${file}: ${where}`),
    );
    if (filesBelow(made).join() !== filesBelow(COMMITTED).join())
      wrong.push("the files are not those that are committed");
    console.log(wrong.length === 0 ? `${who} gives the same stacks.` : `${who} gives others:\n${wrong.join("\n")}`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const words = process.argv.slice(2);
process.exitCode = main(
  words.includes("--cdk-terrain"),
  words.find((word) => !word.startsWith("--")),
);
