#!/usr/bin/env node
// Builds the library into lib/: one JavaScript file for each entry of `exports` in package.json, and the declarations of types that can be
// reached from it. The files are CommonJS, as cdktf and apps of CDKTF are; ES modules import them by name all the same.
//
// usage: node scripts/build-library.mjs [OUTPUT_FOLDER]

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { bundle } from "./bundle.mjs";
import { bundledPackages, renderNotices } from "./notices.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SOURCES = path.join(ROOT, "src");
const ENTRIES = ["index", "index-constructs"];

/** What an app and our constructs must have one copy of: the peer dependencies. */
const SHARED = /^(?:cdktf|constructs|@cdktf\/provider-aws)(?:\/|$)/;

/**
 * Builds the library.
 *
 * @param {string} outdir the folder to (re)create
 */
export async function buildLibrary(outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const bundled = await Promise.all(ENTRIES.map((entry) => bundleEntry(entry, outdir)));
  await writeFile(path.join(outdir, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  const packages = await bundledPackages(bundled.flat());
  await writeFile(path.join(outdir, "THIRD-PARTY-NOTICES.txt"), renderNotices(packages));
  for (const [name, text] of reachableDeclarations()) {
    const file = path.join(outdir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** One file that holds all that the entry needs. Returns the modules in it. */
function bundleEntry(entry, outdir) {
  return bundle({
    cwd: ROOT,
    input: { [entry]: path.join(SOURCES, `${entry}.ts`) },
    external: SHARED,
    output: { dir: outdir, entryFileNames: "[name].js", codeSplitting: false },
  });
}

/** The declarations that the entries lead to, by path in the output: the rest of the compiler is nobody else's business. */
function reachableDeclarations() {
  const all = declarations();
  const names = new Set(ENTRIES.map((entry) => `${entry}.d.ts`));
  for (const name of names) {
    const text = all.get(name);
    if (text === undefined) throw new Error(`there are no types for ${name}`);
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      if (fileName.startsWith("."))
        names.add(path.posix.join(path.posix.dirname(name), fileName.replace(/\.js$/, ".d.ts")));
    }
  }
  return new Map([...names].map((name) => [name, all.get(name)]));
}

function declarations() {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    ROOT,
  );
  const program = ts.createProgram(
    ENTRIES.map((entry) => path.join(SOURCES, `${entry}.ts`)),
    { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: SOURCES, outDir: "/" },
  );
  const texts = new Map();
  const { diagnostics } = program.emit(
    undefined,
    (file, text) => texts.set(file.replace(/^\/+/, ""), text),
    undefined,
    true,
  );
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
  return texts;
}

const formatHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => "\n",
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await buildLibrary(path.resolve(ROOT, process.argv[2] ?? "lib"));
}
