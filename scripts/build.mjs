#!/usr/bin/env node
// Bundles src/cli/main.ts into dist/cli.js, with what it loads on demand in dist/chunks/, and writes the notices that the
// licences of the bundled packages ask for. Plain JavaScript, because `prepare` runs it before anything is compiled.
//
// usage: node scripts/build.mjs [ENTRY [OUTPUT_FOLDER]]

import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundledPackages, renderNotices } from "./notices.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Bundled CommonJS packages (cdktf among them) call `require`, which an ES module does not have. */
const BANNER = `import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);`;

/**
 * cdktf loads `archiver` (and through it glob, streams, lodash) for one thing, the zip of a `TerraformAsset`. We never make
 * one, and in a bundle it could not work: cdktf starts the file of its own that zips. Left out, `synth` starts in 0.11 s
 * and not in 0.14 s, and the bundle has little more than half the bytes. Whoever does reach it is told so.
 */
const withoutArchiver = {
  name: "without-archiver",
  setup(plugin) {
    plugin.onResolve({ filter: /^archiver$/ }, () => ({ path: "archiver", namespace: "left-out" }));
    plugin.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({
      contents: `module.exports = () => {
        throw new Error("archiver is left out of this bundle: a TerraformAsset of type ARCHIVE cannot be made here");
      };`,
    }));
  },
};

/**
 * Builds the command.
 *
 * @param {string} entry the module that becomes cli.js
 * @param {string} outdir the folder to (re)create
 */
export async function buildCli(entry, outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [{ in: entry, out: "cli" }],
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node20",
    format: "esm",
    minifySyntax: true,
    minifyWhitespace: true, // but names stay: they are what a stack trace in a bug report has to say
    sourcemap: false,
    legalComments: "none", // their texts stand in THIRD-PARTY-NOTICES.txt
    banner: { js: BANNER },
    plugins: [withoutArchiver],
    metafile: true,
    logLevel: "warning",
  });
  await writeFile(
    path.join(outdir, "THIRD-PARTY-NOTICES.txt"),
    renderNotices(await bundledPackages(result.metafile, ROOT)),
  );
  await makeExecutable(path.join(outdir, "cli.js"));
  return result.metafile;
}

/** esbuild keeps a `#!` line that the entry has; the banner cannot add one, for it would come after that. */
async function makeExecutable(file) {
  const code = await readFile(file, "utf8");
  if (!code.startsWith("#!")) await writeFile(file, `#!/usr/bin/env node\n${code}`);
  await chmod(file, 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [entry = "src/cli/main.ts", outdir = "dist"] = process.argv.slice(2);
  await buildCli(path.resolve(ROOT, entry), path.resolve(ROOT, outdir));
}
